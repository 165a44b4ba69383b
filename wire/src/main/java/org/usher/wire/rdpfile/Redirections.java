package org.usher.wire.rdpfile;

import java.util.List;
import java.util.stream.Stream;

/**
 * What of the client's machine a file offers to the session. It is advice: the user may edit the file, and only a front or
 * a gateway enforces. What is not named here is always written as off.
 *
 * @param clipboard in any direction: the file knows no two of them
 * @param drives all of them, those of the future too
 * @param printers all of them
 * @param audio what is heard and recorded
 */
public record Redirections(boolean clipboard, boolean drives, boolean printers, Audio audio) {

    /** Nothing at all. */
    public static final Redirections NONE = new Redirections(false, false, false, Audio.NONE);

    /** Sound between session and client. */
    public enum Audio {
        /** None. */
        NONE,
        /** The client plays the session's sound. */
        PLAY,
        /** And the session hears the client's microphone. */
        PLAY_AND_RECORD
    }

    private static final int PLAYED_BY_THE_CLIENT = 0;
    private static final int NOT_PLAYED = 2;

    List<RdpSetting> settings() {
        return Stream.concat(
                        Stream.of(
                                switched("redirectclipboard", clipboard),
                                switched("redirectdrives", drives),
                                new RdpSetting.Text("drivestoredirect", drives ? "*" : ""),
                                switched("redirectprinters", printers),
                                new RdpSetting.Numeric(
                                        "audiomode", audio == Audio.NONE ? NOT_PLAYED : PLAYED_BY_THE_CLIENT),
                                switched("audiocapturemode", audio == Audio.PLAY_AND_RECORD)),
                        off())
                .toList();
    }

    // A line that is absent does not mean off to every client.
    private static Stream<RdpSetting> off() {
        return Stream.of(
                switched("redirectcomports", false),
                switched("redirectsmartcards", false),
                switched("redirectposdevices", false),
                switched("redirectwebauthn", false),
                switched("redirectlocation", false),
                new RdpSetting.Text("devicestoredirect", ""),
                new RdpSetting.Text("usbdevicestoredirect", ""),
                new RdpSetting.Text("camerastoredirect", ""));
    }

    private static RdpSetting switched(String name, boolean on) {
        return new RdpSetting.Numeric(name, on ? 1 : 0);
    }
}
