package org.usher.wire.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Keeps what an end wants done, and forgets it when it is asked. */
final class RecordingOut implements StreamEnd.Out {

    private final List<StreamFrame> sent = new ArrayList<>();
    private final ByteArrayOutputStream delivered = new ByteArrayOutputStream();

    @Override
    public void send(StreamFrame frame) {
        sent.add(frame);
    }

    @Override
    public void deliver(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        delivered.writeBytes(copy);
    }

    /** What was sent since the last call. */
    List<StreamFrame> takeSent() {
        List<StreamFrame> frames = List.copyOf(sent);
        sent.clear();
        return frames;
    }

    /** What was delivered since the last call. */
    byte[] takeDelivered() {
        byte[] bytes = delivered.toByteArray();
        delivered.reset();
        return bytes;
    }
}
