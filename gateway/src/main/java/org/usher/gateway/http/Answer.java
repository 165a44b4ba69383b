package org.usher.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Where the answer to one request goes: head, body, end, in this order. The connection sees to framing, to the headers
 * that every answer has, and to whether it can be used again.
 */
public interface Answer {

    /** Where everything happens. */
    EventLoop loop();

    /** Asks for the request's body, or asks to wait with it. At first nobody asks. */
    void wantBody(boolean wanted);

    /** The head. Its body will be as long as it says, or is sent in chunks. */
    void head(HttpResponse head);

    /** A piece of the body, the callee's from here on. */
    void body(ByteBuf bytes);

    /** Sends what was written. */
    void flush();

    /** It is whole. */
    void end();

    /** It will never be whole: the client must see that it is not. */
    void abort(String reason);

    /** All of it at once: no. */
    void problem(Problem problem);

    /** Whether the client takes more. When not, wait for {@link Exchange#writable}. */
    boolean isWritable();
}
