package org.usher.wire.rdpfile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.usher.wire.Decoded;
import org.usher.wire.MalformedException;

/**
 * A .rdp file: UTF-16, little end first, with a byte order mark; lines that end in CR LF; if it is signed, the scope and the
 * signature as its last two lines.
 *
 * <p>INVARIANT: where there is a full address there is an alternate one. Clients go to the alternate one, and a line that
 * is not in a signed file could be added without breaking the signature.
 *
 * @param settings in the file's order, each name once, 1 to {@link #MAX_SETTINGS}
 * @param signature over {@link #toSign()}; that it is a good one is for the reader to find out
 */
public record RdpFile(List<RdpSetting> settings, Optional<RdpSignature> signature) {

    /** The most settings that a file has. */
    public static final int MAX_SETTINGS = 256;

    /** The longest file, in bytes. */
    public static final int MAX_LENGTH = 512 * 1024;

    /** What HTTP calls such a file. */
    public static final String MEDIA_TYPE = "application/x-rdp";

    private static final String FULL_ADDRESS = "full address";
    private static final String ALTERNATE_FULL_ADDRESS = "alternate full address";
    private static final String LINE_END = "\r\n";

    public RdpFile {
        settings = List.copyOf(settings);
        try {
            requireSound(settings, signature);
        } catch (MalformedException unsound) {
            throw new IllegalArgumentException(unsound.getMessage(), unsound);
        }
    }

    /** A file that nobody has signed. */
    public RdpFile(List<RdpSetting> settings) {
        this(settings, Optional.empty());
    }

    private static void requireSound(List<RdpSetting> settings, Optional<RdpSignature> signature)
            throws MalformedException {
        if (settings.isEmpty() || settings.size() > MAX_SETTINGS) {
            throw new MalformedException("settings", "1 to " + MAX_SETTINGS, String.valueOf(settings.size()));
        }
        Set<String> names = new HashSet<>();
        for (RdpSetting setting : settings) {
            if (!names.add(setting.name())) {
                throw new MalformedException(setting.name(), "one line", "a second");
            }
        }
        if (names.contains(FULL_ADDRESS) && !names.contains(ALTERNATE_FULL_ADDRESS)) {
            throw new MalformedException(ALTERNATE_FULL_ADDRESS, "one beside the full address", "none");
        }
        if (signature.isPresent() && SignedSettings.scope(settings).isEmpty()) {
            throw new MalformedException(RdpLine.SCOPE, "at least one setting that can be signed", "none");
        }
    }

    /** The setting of this name. */
    public Optional<RdpSetting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** The text of this name; empty when there is none, or a number has the name. */
    public Optional<String> text(String name) {
        return setting(name)
                .filter(RdpSetting.Text.class::isInstance)
                .map(setting -> ((RdpSetting.Text) setting).value());
    }

    /** The bytes that a signature covers: the settings of {@link SignedSettings} in their order, their names, and a zero. */
    public byte[] toSign() {
        return SignedSettings.message(settings);
    }

    /** The same file with this signature over {@link #toSign()}. */
    public RdpFile signedWith(RdpSignature made) {
        return new RdpFile(settings, Optional.of(made));
    }

    /**
     * The file's bytes.
     *
     * @throws IllegalArgumentException when they would be more than {@link #MAX_LENGTH}
     */
    public byte[] encode() {
        StringBuilder text = new StringBuilder().append(RdpLine.BYTE_ORDER_MARK);
        settings.forEach(setting -> text.append(setting.line()).append(LINE_END));
        signature.ifPresent(made -> text.append(scopeLine(settings))
                .append(LINE_END)
                .append(RdpLine.SIGNATURE)
                .append(":s:")
                .append(made.text())
                .append(LINE_END));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_16LE);
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "file: " + bytes.length + " bytes (expected: at most " + MAX_LENGTH + ")");
        }
        return bytes;
    }

    private static String scopeLine(List<RdpSetting> settings) {
        return RdpLine.SCOPE + ":s:" + SignedSettings.scope(settings);
    }

    /**
     * Reads a file that {@link #encode()} could have written, and no other: a file of which two readers may think
     * differently is refused. Files have no end in them, so all that is there is the file, and never too little.
     */
    public static Decoded<RdpFile> decode(ByteBuffer in) {
        try {
            return new Decoded.Message<>(read(in.duplicate()), in.remaining());
        } catch (MalformedException malformed) {
            return malformed.asDecoded();
        }
    }

    private static RdpFile read(ByteBuffer in) throws MalformedException {
        List<String> lines = lines(in);
        int count = lines.size();
        Optional<RdpSignature> signature = Optional.empty();
        if (count >= 2 && lines.get(count - 1).startsWith(RdpLine.SIGNATURE + ":s:")) {
            signature =
                    Optional.of(RdpSignature.ofText(lines.get(count - 1).substring(RdpLine.SIGNATURE.length() + 3)));
            count -= 2;
        }
        if (count > MAX_SETTINGS) {
            throw new MalformedException("settings", "at most " + MAX_SETTINGS, String.valueOf(count));
        }
        List<RdpSetting> settings = new ArrayList<>();
        for (String line : lines.subList(0, count)) {
            settings.add(RdpLine.read(line));
        }
        requireSound(settings, signature);
        // A setting that could have been signed and was not is one that was added to a signed file.
        if (signature.isPresent() && !lines.get(count).equals(scopeLine(settings))) {
            throw new MalformedException(RdpLine.SCOPE, "all that can be signed, in its order", "another scope");
        }
        return new RdpFile(settings, signature);
    }

    private static List<String> lines(ByteBuffer in) throws MalformedException {
        if (in.remaining() > MAX_LENGTH) {
            throw new MalformedException("file", "at most " + MAX_LENGTH + " bytes", in.remaining() + " bytes");
        }
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_16LE.newDecoder().decode(in);
        } catch (CharacterCodingException notUtf16) {
            throw new MalformedException("file", "UTF-16, little end first", "other bytes");
        }
        if (text.isEmpty() || text.get() != RdpLine.BYTE_ORDER_MARK) {
            throw new MalformedException("file", "a byte order mark first", "none");
        }
        List<String> lines = new ArrayList<>(List.of(text.toString().split(LINE_END, -1)));
        if (!lines.removeLast().isEmpty()) {
            throw new MalformedException("file", "CR LF after the last line", "other characters");
        }
        return lines;
    }

    @Override
    public String toString() {
        return "RdpFile[" + settings.size() + " settings, " + (signature.isPresent() ? "signed" : "not signed") + "]";
    }
}
