package org.usher.domain.policy;

import java.util.Optional;

/**
 * What a group or a resource has to say on what sessions may do. It can make the site's policy stricter and never laxer.
 *
 * @param clipboard which ways of the clipboard it leaves; empty when it has no word on that, as with the others
 */
public record PartialPolicy(
        Optional<Clipboard> clipboard,
        Optional<Boolean> drives,
        Optional<Boolean> printers,
        Optional<Boolean> audio,
        Optional<Integer> idleMinutes,
        Optional<Integer> disconnectedMinutes,
        Optional<Integer> sessionMinutes) {

    /** No word on anything. */
    public static final PartialPolicy SILENT =
            new PartialPolicy(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public PartialPolicy {
        idleMinutes.ifPresent(minutes -> SessionPolicy.requireMinutes("idleMinutes", minutes));
        disconnectedMinutes.ifPresent(minutes -> SessionPolicy.requireMinutes("disconnectedMinutes", minutes));
        sessionMinutes.ifPresent(minutes -> SessionPolicy.requireMinutes("sessionMinutes", minutes));
    }

    /** One with no word on how long sessions last. */
    public PartialPolicy(
            Optional<Clipboard> clipboard,
            Optional<Boolean> drives,
            Optional<Boolean> printers,
            Optional<Boolean> audio,
            Optional<Integer> idleMinutes) {
        this(clipboard, drives, printers, audio, idleMinutes, Optional.empty(), Optional.empty());
    }
}
