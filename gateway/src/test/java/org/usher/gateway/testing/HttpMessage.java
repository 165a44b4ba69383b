package org.usher.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Octets;

/**
 * A request or an answer as it came, read in the plainest way.
 *
 * @param first the first line
 * @param fields the header's lines
 */
public record HttpMessage(String first, List<String> fields, Octets body) {

    /** The value of a field that is there once at most. */
    public Optional<String> field(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw new AssertionError(name + " is there " + all.size() + " times: " + fields);
        }
        return all.stream().findFirst();
    }

    public List<String> all(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return fields.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    /** An answer's status. */
    public int status() {
        return Integer.parseInt(first.split(" ", 3)[1]);
    }

    public String text() {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }

    /** First line and header; null at the end of the stream. */
    public static @Nullable HttpMessage readHead(InputStream in) throws IOException {
        String first = readLine(in);
        if (first == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (String line = readLine(in); line != null && !line.isEmpty(); line = readLine(in)) {
            fields.add(line);
        }
        return new HttpMessage(first, fields, Octets.of(new byte[0]));
    }

    /** The same with the body that follows in the stream, by its length or in chunks. */
    public HttpMessage withBody(InputStream in) throws IOException {
        if (field("transfer-encoding").isPresent()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] chunk = readChunk(in); chunk.length > 0; chunk = readChunk(in)) {
                all.writeBytes(chunk);
            }
            return new HttpMessage(first, fields, Octets.of(all.toByteArray()));
        }
        int length = field("content-length").map(Integer::parseInt).orElse(0);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a body of " + bytes.length + " bytes instead of " + length);
        }
        return new HttpMessage(first, fields, Octets.of(bytes));
    }

    /** One chunk; empty for the last one. */
    public static byte[] readChunk(InputStream in) throws IOException {
        String size = readLine(in);
        if (size == null) {
            throw new EOFException("the chunks break off");
        }
        int length = Integer.parseInt(size, 16);
        byte[] chunk = in.readNBytes(length);
        String end = readLine(in);
        if (chunk.length < length || end == null) {
            throw new EOFException("a chunk breaks off");
        }
        return chunk;
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new EOFException("a line breaks off: " + line);
                }
                return null;
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
