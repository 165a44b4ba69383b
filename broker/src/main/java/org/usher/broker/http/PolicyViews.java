package org.usher.broker.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.usher.broker.store.Words;
import org.usher.domain.hosts.Host;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SessionPolicy;

/** Policies as people see and write them. */
final class PolicyViews {

    /** The front takes the channel out, whatever the client says. */
    static final String FRONT = "front";

    /** The host's RDP server does not have it, for anybody. */
    static final String HOST = "host";

    /** The client is told; a client that does not obey is not kept from it. */
    static final String ADVICE = "advice";

    private PolicyViews() {}

    /** Who sees to each part of a policy. */
    record Enforced(String clipboard, String drives, String printers, String audio) {}

    /** What a session may do in effect, and who sees to it. */
    record PolicyView(
            String clipboard,
            boolean drives,
            boolean printers,
            boolean audio,
            int idleMinutes,
            int disconnectedMinutes,
            int sessionMinutes,
            Enforced enforced) {}

    /** A policy with a word on everything. */
    record Policy(
            String clipboard,
            boolean drives,
            boolean printers,
            boolean audio,
            int idleMinutes,
            int disconnectedMinutes,
            int sessionMinutes) {}

    /** What a group or a resource says; null is no word on it. */
    record Partial(
            @Nullable String clipboard,
            @Nullable Boolean drives,
            @Nullable Boolean printers,
            @Nullable Boolean audio,
            @Nullable Integer idleMinutes,
            @Nullable Integer disconnectedMinutes,
            @Nullable Integer sessionMinutes) {}

    /** A policy as it is written: null is no word on it. */
    record PolicyForm(
            @Nullable String clipboard,
            @Nullable Boolean drives,
            @Nullable Boolean printers,
            @Nullable Boolean audio,
            @Nullable Integer idleMinutes,
            @Nullable Integer disconnectedMinutes,
            @Nullable Integer sessionMinutes) {}

    /**
     * The policy on this host.
     *
     * @param clipboard which ways of the clipboard the host's RDP server leaves open
     */
    static PolicyView on(Host host, Clipboard clipboard, SessionPolicy policy) {
        return view(policy, host.managed(), clipboard);
    }

    /** The policy of a resource, before a host is chosen. */
    static PolicyView anywhere(SessionPolicy policy, boolean managed) {
        return view(policy, managed, managed ? policy.clipboard() : Clipboard.BOTH);
    }

    private static PolicyView view(SessionPolicy policy, boolean managed, Clipboard onHost) {
        if (!managed) {
            return new PolicyView(
                    Words.of(policy.clipboard()),
                    policy.drives(),
                    policy.printers(),
                    policy.audio(),
                    policy.idleMinutes(),
                    policy.disconnectedMinutes(),
                    policy.sessionMinutes(),
                    new Enforced(ADVICE, ADVICE, ADVICE, ADVICE));
        }
        return new PolicyView(
                Words.of(policy.clipboard().onHost(onHost)),
                policy.drives(),
                false,
                policy.audio(),
                policy.idleMinutes(),
                policy.disconnectedMinutes(),
                policy.sessionMinutes(),
                new Enforced(FRONT, FRONT, HOST, FRONT));
    }

    static Policy of(SessionPolicy policy) {
        return new Policy(
                Words.of(policy.clipboard()),
                policy.drives(),
                policy.printers(),
                policy.audio(),
                policy.idleMinutes(),
                policy.disconnectedMinutes(),
                policy.sessionMinutes());
    }

    static Partial of(PartialPolicy policy) {
        return new Partial(
                policy.clipboard().map(Words::of).orElse(null),
                policy.drives().orElse(null),
                policy.printers().orElse(null),
                policy.audio().orElse(null),
                policy.idleMinutes().orElse(null),
                policy.disconnectedMinutes().orElse(null),
                policy.sessionMinutes().orElse(null));
    }

    /** The policy that was written; what is not there is as {@code before} says. */
    static SessionPolicy read(@Nullable PolicyForm written, SessionPolicy before) {
        PartialPolicy said = read(written);
        return ProblemException.checked(() -> new SessionPolicy(
                said.clipboard().orElse(before.clipboard()),
                said.drives().orElse(before.drives()),
                said.printers().orElse(before.printers()),
                said.audio().orElse(before.audio()),
                said.idleMinutes().orElse(before.idleMinutes()),
                said.disconnectedMinutes().orElse(before.disconnectedMinutes()),
                said.sessionMinutes().orElse(before.sessionMinutes())));
    }

    static PartialPolicy read(@Nullable PolicyForm written) {
        if (written == null) {
            return PartialPolicy.SILENT;
        }
        return ProblemException.checked(() -> new PartialPolicy(
                Optional.ofNullable(written.clipboard()).map(word -> word("clipboard", Clipboard.class, word)),
                Optional.ofNullable(written.drives()),
                Optional.ofNullable(written.printers()),
                Optional.ofNullable(written.audio()),
                Optional.ofNullable(written.idleMinutes()),
                Optional.ofNullable(written.disconnectedMinutes()),
                Optional.ofNullable(written.sessionMinutes())));
    }

    /** The way that is named. */
    static ConnectionMode mode(String field, String word) {
        return ProblemException.checked(() -> word(field, ConnectionMode.class, word));
    }

    private static <E extends Enum<E>> E word(String field, Class<E> type, String word) {
        try {
            return Words.to(type, word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(field + ": " + unknown.getMessage(), unknown);
        }
    }
}
