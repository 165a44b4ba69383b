package org.usher.wire.rdpfile;

import java.util.regex.Pattern;
import org.usher.wire.MalformedException;

/** The one form of a setting's line: what may stand in it, and how it is read. */
final class RdpLine {

    /** The line that lists what is signed. */
    static final String SCOPE = "signscope";

    /** The line with the signature. */
    static final String SIGNATURE = "signature";

    /** The first character of the file, and of nothing in it. */
    static final char BYTE_ORDER_MARK = '\ufeff';

    static final String VALUE =
            "at most " + RdpSetting.MAX_TEXT + " characters that stay on one line, the last of them no blank";

    private static final String NAME = "a setting's name of at most " + RdpSetting.MAX_NAME + " characters";

    // FreeRDP takes a line that begins with a slash for an option of its command line, so nothing may begin with one.
    private static final Pattern NAMES = Pattern.compile("[a-z][a-z0-9-]*( [a-z0-9-]+)*");

    private RdpLine() {}

    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("name of " + name.length() + " characters (expected: " + NAME + ")");
        }
    }

    private static boolean isName(String name) {
        return name.length() <= RdpSetting.MAX_NAME
                && NAMES.matcher(name).matches()
                && !name.equals(SCOPE)
                && !name.equals(SIGNATURE);
    }

    static boolean isValue(String text) {
        if (text.length() > RdpSetting.MAX_TEXT) {
            return false;
        }
        if (!text.isEmpty() && isBlank(text.codePointBefore(text.length()))) {
            return false;
        }
        return text.codePoints().noneMatch(RdpLine::isForbidden);
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            // Half a character has no encoding: what is written would not be what was signed.
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> character == BYTE_ORDER_MARK;
        };
    }

    /** The setting in this line, if it is one that {@link RdpSetting#line()} writes. */
    static RdpSetting read(String line) throws MalformedException {
        int colon = line.indexOf(':');
        if (colon < 0 || !isName(line.substring(0, colon))) {
            throw new MalformedException("name", NAME, "another line of " + line.length() + " characters");
        }
        String name = line.substring(0, colon);
        if (line.startsWith("i:", colon + 1)) {
            return new RdpSetting.Numeric(name, number(name, line.substring(colon + 3)));
        }
        if (!line.startsWith("s:", colon + 1)) {
            throw new MalformedException(name, "type i or s", "another");
        }
        String value = line.substring(colon + 3);
        if (!isValue(value)) {
            throw new MalformedException(name, VALUE, "a value of " + value.length() + " characters");
        }
        return new RdpSetting.Text(name, value);
    }

    private static int number(String name, String digits) throws MalformedException {
        try {
            int number = Integer.parseInt(digits);
            if (String.valueOf(number).equals(digits)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // The same finding as another spelling of a number.
        }
        throw new MalformedException(
                name, "a decimal number of 32 bits, shortest form", "a value of " + digits.length() + " characters");
    }
}
