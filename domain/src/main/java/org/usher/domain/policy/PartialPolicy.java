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
        Optional<Integer> idleMinutes) {

    /** No word on anything. */
    public static final PartialPolicy SILENT =
            new PartialPolicy(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public PartialPolicy {
        idleMinutes.ifPresent(SessionPolicy::requireIdleMinutes);
    }
}
