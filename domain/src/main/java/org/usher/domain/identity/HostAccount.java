package org.usher.domain.identity;

import java.util.regex.Pattern;

/**
 * The account on session hosts that one farm identity maps to.
 *
 * <p>INVARIANT: never root, a system account (a uid below {@value #FIRST_UID}) or a name that is no plain account name.
 * What only the host can know (is the account in {@code sudo}, does another source own it) its agent checks again.
 *
 * @param name the account's name
 * @param uid its number, the same on every host of the site
 * @param origin whether Usher may create it
 */
public record HostAccount(String name, int uid, Origin origin) {

    /** The first uid of accounts that are people's (Debian policy, section 9.2.2). */
    public static final int FIRST_UID = 1000;

    /** The uid of {@code nobody}; it and what is behind it is never a person. */
    public static final int NOBODY_UID = 65534;

    /** The rule for account names. Root is none of them, whatever uid it were given. */
    public static final Pattern NAME = Pattern.compile("(?!root$)[a-z_][a-z0-9_-]{0,31}");

    /** Where the account comes from. */
    public enum Origin {
        /** An administrator told us to use an account that is there. */
        EXISTING,
        /** The agent creates it, with the uid that the broker gave out. */
        CREATED
    }

    public HostAccount {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("account name: " + name + " (expected: " + NAME + ")");
        }
        if (uid < FIRST_UID || uid >= NOBODY_UID) {
            throw new IllegalArgumentException(
                    "uid: " + uid + " (expected: " + FIRST_UID + " to " + (NOBODY_UID - 1) + ", a person's)");
        }
    }
}
