package org.usher.wire.tsgu;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.usher.wire.Captures;

/** The head of an HTTP request, as text. */
record Head(List<String> lines) {

    /** The requests in this capture; answers are left out. */
    static List<Head> captured(String name) {
        return Captures.messages(name).stream()
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .filter(text -> !text.startsWith("HTTP/"))
                .map(text -> new Head(text.lines().toList()))
                .toList();
    }

    static Head of(String... lines) {
        return new Head(List.of(lines));
    }

    String method() {
        return lines.getFirst().split(" ", -1)[0];
    }

    String target() {
        return lines.getFirst().split(" ", -1)[1];
    }

    List<String> values(String name) {
        return lines.stream()
                .skip(1)
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    TsguRequest read() {
        return TsguRequest.read(method(), this::values);
    }
}
