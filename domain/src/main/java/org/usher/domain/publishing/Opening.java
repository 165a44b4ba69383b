package org.usher.domain.publishing;

import java.util.List;

/**
 * How a resource is opened, where its target alone does not say it.
 *
 * @param opener the program that opens a document, a web application or a folder; empty for what the host has for it
 * @param where where a web application opens
 * @param kiosk whether the browser on the host fills the session and has no way out of the web application
 * @param single whether a user has one instance of it at most: a second click brings its window to the front
 * @param credentials with what a network folder is opened
 * @param account the service account that opens a network folder; its password is kept apart
 * @param autoStart whether it opens by itself when a session of the user begins with something else
 * @param extensions the endings of the names of files that an application opens, in small letters, without a dot
 */
public record Opening(
        String opener,
        Where where,
        boolean kiosk,
        boolean single,
        Credentials credentials,
        String account,
        boolean autoStart,
        List<String> extensions) {

    public Opening {
        extensions = FileEnding.all(extensions);
    }

    /** With what a network folder is opened. */
    public enum Credentials {
        /** The user's own, for which the session asks once. */
        ASK,
        /** A service account's. */
        ACCOUNT,
        /** The user's Kerberos ticket, where the host has one. */
        KERBEROS
    }

    /** A resource that waits until it is asked for, and goes with no files. */
    public Opening(String opener, Where where, boolean kiosk, boolean single, Credentials credentials, String account) {
        this(opener, where, kiosk, single, credentials, account, false, List.of());
    }

    /** A resource that is opened without credentials. */
    public Opening(String opener, Where where, boolean kiosk, boolean single) {
        this(opener, where, kiosk, single, Credentials.ASK, "");
    }

    /** As the host does it. */
    public static final Opening USUAL = new Opening("", Where.HOST, false, false);

    /** Where a web application opens. RDP clients always get the host's browser. */
    public enum Where {
        /** In a browser on the host. */
        HOST,
        /** In the user's own browser. */
        DEVICE,
        /** In the user's own browser, or on the host if the user asks for that. */
        DEVICE_OR_HOST
    }

    void check(ResourceKind kind) {
        OneLine.require("opener", opener);
        boolean opened = switch (kind) {
            case APPLICATION, DESKTOP -> false;
            case DOCUMENT, WEB, FOLDER -> true;
        };
        if (!opened && !opener.isEmpty()) {
            throw new IllegalArgumentException(
                    "opener: " + opener + " (expected: none; an application is its own program)");
        }
        if (kind != ResourceKind.WEB && where != Where.HOST) {
            throw new IllegalArgumentException("where: only web applications open on the user's device");
        }
        OneLine.require("account", account);
        if (kind != ResourceKind.FOLDER && credentials != Credentials.ASK) {
            throw new IllegalArgumentException("credentials: only network folders are opened with them");
        }
        if ((credentials == Credentials.ACCOUNT) == account.isBlank()) {
            throw new IllegalArgumentException(
                    account.isBlank()
                            ? "account: none (expected: the name of the service account)"
                            : "account: " + account + " (expected: none; no service account opens this)");
        }
        if (kind != ResourceKind.APPLICATION && !extensions.isEmpty()) {
            throw new IllegalArgumentException("extensions: only applications open files");
        }
        checkStart(kind);
        if (kind != ResourceKind.WEB && kiosk) {
            throw new IllegalArgumentException("kiosk: only web applications open in a browser");
        }
    }

    private void checkStart(ResourceKind kind) {
        if (autoStart && kind == ResourceKind.DESKTOP) {
            throw new IllegalArgumentException(
                    "autoStart: a desktop is a session of its own" + " (expected: something that opens in a session)");
        }
        if (autoStart && where == Where.DEVICE) {
            throw new IllegalArgumentException("autoStart: it opens on the user's device"
                    + " (expected: something that opens in a session on a host)");
        }
    }
}
