package org.usher.dist.explain;

import java.util.Map;
import java.util.Optional;

/** Why a host was no candidate, in words. */
final class RejectionWords {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("host-not-offered", "the resource is not published on it"),
            Map.entry("host-disabled", "it is disabled"),
            Map.entry("host-draining", "it takes nobody new"),
            Map.entry("host-maintenance", "it is in maintenance"),
            Map.entry("host-never-reported", "it has never reported"),
            Map.entry("host-silent", "it has not reported lately"),
            Map.entry("host-not-listening", "its agent took no orders"),
            Map.entry("host-rdp-fails", "its RDP port does not answer"),
            Map.entry("host-full", "it has as many sessions as it may"),
            Map.entry("host-logons-full", "as many sign on there as may at once"),
            Map.entry("host-logons-queued", "others wait for their turn there"),
            Map.entry("host-other-session", "the user has another session there"),
            Map.entry("host-no-account", "the user has no account on it"),
            Map.entry("host-desktop-only", "it shows whole desktops only"),
            Map.entry("host-rdp-client-only", "single applications in RDP clients only"),
            Map.entry("host-no-rdp-address", "no address to go straight to"),
            Map.entry("host-declined", "it was asked and declined"));

    private RejectionWords() {}

    /** The words for a code; empty for one that is newer than this program. */
    static Optional<String> of(String code) {
        return Optional.ofNullable(WORDS.get(code));
    }
}
