package org.usher.wire.rdpfile;

import java.util.Set;

/**
 * One line of a .rdp file: {@code name:type:value}.
 *
 * <p>INVARIANT: a setting is one line and no other, for every client. Its value cannot hold what any of them takes for the
 * end of a line, nor end in a blank, which signers cut off.
 */
public sealed interface RdpSetting {

    /** The longest name, in characters. */
    int MAX_NAME = 64;

    /** The longest text, in UTF-16 characters: a RemoteApp's arguments alone may have 16,000 bytes (MS-RDPERP 2.2.2.3.1). */
    int MAX_TEXT = 16 * 1024;

    /**
     * What is set, in lower case: ASCII letters, digits, hyphens and single blanks, a letter first. Scope and signature are
     * no settings: {@link RdpFile} writes them.
     */
    String name();

    /** The line, without its end. */
    String line();

    /** A setting of type {@code i}. */
    record Numeric(String name, int value) implements RdpSetting {

        public Numeric {
            RdpLine.requireName(name);
        }

        @Override
        public String line() {
            return name + ":i:" + value;
        }
    }

    /**
     * A setting of type {@code s}.
     *
     * @param value at most {@link #MAX_TEXT} characters; no control characters, line or paragraph separators, byte order
     *     marks or halves of a character, and no blank at the end; may be empty
     */
    record Text(String name, String value) implements RdpSetting {

        private static final Set<String> SECRETS = Set.of("password", "gatewayaccesstoken", "loadbalanceinfo");

        public Text {
            RdpLine.requireName(name);
            if (!RdpLine.isValue(value)) {
                throw new IllegalArgumentException(
                        name + ": a value of " + value.length() + " characters (expected: " + RdpLine.VALUE + ")");
            }
        }

        @Override
        public String line() {
            return name + ":s:" + value;
        }

        @Override
        public String toString() {
            return "Text[name=" + name + ", value=" + (SECRETS.contains(name) ? "•••" : value) + "]";
        }
    }
}
