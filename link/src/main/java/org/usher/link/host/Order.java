package org.usher.link.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that a broker wants a host's agent to do now. The agent answers each with an {@link OrderResult}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Order.Prepare.class, name = "prepare"),
    @JsonSubTypes.Type(value = Order.Disconnect.class, name = "disconnect"),
    @JsonSubTypes.Type(value = Order.End.class, name = "end"),
    @JsonSubTypes.Type(value = Order.RaiseWindow.class, name = "raise-window"),
    @JsonSubTypes.Type(value = Order.CloseWindow.class, name = "close-window"),
    @JsonSubTypes.Type(value = Order.EndClient.class, name = "end-client"),
    @JsonSubTypes.Type(value = Order.Message.class, name = "message")
})
public sealed interface Order {

    /** Names the order; the same one twice is carried out once. */
    UUID id();

    /**
     * Get ready for a launch.
     *
     * @param launch the id in the ticket
     * @param session the session to start or to return to
     * @param existing whether the session is believed to be there
     * @param inPlace whether the client sees the session, so that no connection is needed
     * @param user the user's id
     * @param account the account to run under
     * @param desktop whether the session is a desktop
     * @param program what to open; null when the user only returns
     * @param another whether to open another instance of it
     * @param client what the portal session digests to, as in the ticket, base64url
     * @param validSeconds how long the front is to expect the client
     * @param width the width of the client's picture, in pixels
     * @param height its height
     * @param permissions what the session may do with the client's machine
     * @param rdpClient how an RDP client, which has no portal session, is known; null for a browser
     * @param limits how long the session may last; null from a broker that knows none
     * @param alongside what opens by itself when the session begins; null from a broker that knows none
     */
    record Prepare(
            UUID id,
            UUID launch,
            UUID session,
            boolean existing,
            boolean inPlace,
            UUID user,
            Account account,
            boolean desktop,
            @Nullable Program program,
            boolean another,
            String client,
            int validSeconds,
            int width,
            int height,
            Permissions permissions,
            @Nullable RdpClient rdpClient,
            @Nullable Limits limits,
            @Nullable List<Program> alongside)
            implements Order {

        public Prepare {
            Objects.requireNonNull(permissions, "permissions");
        }

        /** For a session that may last as long as it likes. */
        public Prepare(
                UUID id,
                UUID launch,
                UUID session,
                boolean existing,
                boolean inPlace,
                UUID user,
                Account account,
                boolean desktop,
                @Nullable Program program,
                boolean another,
                String client,
                int validSeconds,
                int width,
                int height,
                Permissions permissions,
                @Nullable RdpClient rdpClient) {
            this(
                    id,
                    launch,
                    session,
                    existing,
                    inPlace,
                    user,
                    account,
                    desktop,
                    program,
                    another,
                    client,
                    validSeconds,
                    width,
                    height,
                    permissions,
                    rdpClient,
                    null,
                    null);
        }
    }

    /**
     * How long a session may last, which its host's agent sees to alone. 0 is without end.
     *
     * @param idleMinutes after how long without input its client is taken off
     * @param disconnectedMinutes after how long without a client it ends
     * @param sessionMinutes after how long it ends in any case
     */
    record Limits(int idleMinutes, int disconnectedMinutes, int sessionMinutes) {

        /** Without end. */
        public static final Limits NONE = new Limits(0, 0, 0);

        public Limits {
            if (idleMinutes < 0 || disconnectedMinutes < 0 || sessionMinutes < 0) {
                throw new IllegalArgumentException("limits: " + idleMinutes + ", " + disconnectedMinutes + ", "
                        + sessionMinutes + " minutes (expected: at least 0)");
            }
        }
    }

    /**
     * How an RDP client is known that opens a connection file.
     *
     * @param codeDigest the SHA-256 of its connect code, base64url; who has the digest cannot make the code of it
     * @param addressBound whether after the first use only the same address may come back
     */
    record RdpClient(String codeDigest, boolean addressBound) {}

    /**
     * An account on the host.
     *
     * @param create whether the agent may create it
     * @param displayName what to write into a new account's comment field
     */
    record Account(String name, int uid, boolean create, String displayName) {}

    /**
     * What to open.
     *
     * @param resource the published resource's id
     * @param target the program, empty for the host's usual desktop; or what {@code way} opens
     * @param arguments the arguments of the program, or of what opens the target
     * @param startIn the directory; empty for the user's home
     * @param way how the target is opened; null when it is a program itself
     * @param single whether one instance of it is enough
     */
    record Program(
            UUID resource,
            String name,
            String target,
            List<String> arguments,
            String startIn,
            @Nullable Way way,
            boolean single) {

        public Program {
            arguments = List.copyOf(arguments);
        }

        /** A program, as often as it is wanted. */
        public Program(UUID resource, String name, String target, List<String> arguments, String startIn) {
            this(resource, name, target, arguments, startIn, null, false);
        }
    }

    /** How something is opened that is no program. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "way")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Document.class, name = "document"),
        @JsonSubTypes.Type(value = Web.class, name = "web"),
        @JsonSubTypes.Type(value = Folder.class, name = "folder")
    })
    sealed interface Way {

        /** The program that opens it; empty for what the host has for it. */
        String opener();
    }

    /** A document, which the target is the path of. */
    record Document(String opener) implements Way {}

    /**
     * A web application, which the target is the address of.
     *
     * @param kiosk whether there is to be no way out of it
     */
    record Web(String opener, boolean kiosk) implements Way {}

    /** With what a network folder is opened. */
    enum Credentials {
        /** The session asks its user. */
        ASK,
        /** A service account's, which come with the order. */
        ACCOUNT,
        /** The user's Kerberos ticket. */
        KERBEROS
    }

    /**
     * A network folder, which the target is the address of, as {@code smb://server/share/path}.
     *
     * @param account the service account's name, with its domain if it has one; empty when there is none
     * @param password its password
     */
    record Folder(String opener, Credentials credentials, String account, String password) implements Way {

        /** Without the password: orders are written into logs. */
        @Override
        public String toString() {
            return "Folder[opener=" + opener + ", credentials=" + credentials + ", account=" + account + "]";
        }
    }

    /** Take the client off a session and let it run. */
    record Disconnect(UUID id, UUID session) implements Order {}

    /**
     * End a session.
     *
     * @param onlyIfUnused only when no client ever saw it: a launch was given up
     */
    record End(UUID id, UUID session, boolean onlyIfUnused) implements Order {}

    /** Show a text to whoever looks at the session. It is text and nothing else: no markup, and nothing to a shell. */
    record Message(UUID id, UUID session, String text) implements Order {

        /** The longest text, in characters. */
        public static final int LONGEST = 1_000;

        public Message {
            if (text.isBlank() || text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "text: " + text.length() + " characters (expected: 1 to " + LONGEST + ", not only blanks)");
            }
        }
    }

    /** Bring a window to the front. */
    record RaiseWindow(UUID id, UUID session, String window) implements Order {}

    /** Ask a window to close. */
    record CloseWindow(UUID id, UUID session, String window) implements Order {}

    /**
     * A portal session is over: end the streams and leases that are bound to it. The sessions on the host run on.
     *
     * @param client what the portal session digests to, base64url
     */
    record EndClient(UUID id, String client) implements Order {}
}
