package org.usher.agent.front;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.rdp.ClientInfo;
import org.usher.wire.rdp.Prelude;
import org.usher.wire.rdp.PreludePdu;

/** What clients and hosts say to each other before a session; the clients' words and the licensing are captures. */
final class RdpTalk {

    static final byte[] REQUEST = Captures.message("xfreerdp-connection-request-tls");
    static final byte[] CONNECT_INITIAL = Captures.message("iron-connect-initial");
    static final List<byte[]> CHANNELS = Captures.messages("iron-channels");
    static final byte[] CLIENT_INFO = Captures.message("iron-client-info");
    static final byte[] LICENSE = Captures.message("iron-license");
    static final byte[] LICENSE_REQUEST = Captures.message("xrdp-license-request");
    static final byte[] VALID_CLIENT = Captures.message("freerdp-shadow-valid-client");

    /** Enough of each for who only looks at its kind (T.125, 11.2, 11.18 and 11.22). */
    static final byte[] CONNECT_RESPONSE = HexFormat.of().parseHex("0300000c02f0807f66820000");

    static final byte[] ATTACH_USER_CONFIRM = HexFormat.of().parseHex("0300000b02f0802e000006");
    static final byte[] CHANNEL_JOIN_CONFIRM = HexFormat.of().parseHex("0300000f02f0803e00000603eb03eb");

    private RdpTalk() {}

    /** A sign-on as a hostile client would send it: another account, no password, a shell of its own. */
    static byte[] foreignSignOn() {
        PreludePdu.SignOn captured = signOn(CLIENT_INFO);
        ClientInfo own = captured.info();
        return captured.encode(new ClientInfo(
                own.codePage(),
                own.flags() | ClientInfo.RAIL,
                "DOMAIN",
                "root",
                "a password",
                "/bin/sh -c id",
                "/root",
                own.extra()));
    }

    /** A sign-on of a client whose user has typed this password. */
    static byte[] signOnWith(String password) {
        PreludePdu.SignOn captured = signOn(Captures.message("xfreerdp-client-info"));
        ClientInfo own = captured.info();
        return captured.encode(
                new ClientInfo(own.codePage(), own.flags(), "", "whoever", password, "bash", "/root", own.extra()));
    }

    static ClientInfo info(byte[] frame) {
        return signOn(frame).info();
    }

    private static PreludePdu.SignOn signOn(byte[] frame) {
        if (Prelude.CHANNELS.decode(ByteBuffer.wrap(frame))
                        instanceof Decoded.Message<PreludePdu>(PreludePdu.SignOn signOn, int consumed)
                && consumed == frame.length) {
            return signOn;
        }
        throw new AssertionError("no Client Info PDU: " + Octets.of(frame));
    }

    /** The frame with another byte at this place. */
    static byte[] with(byte[] frame, int at, int value) {
        byte[] changed = frame.clone();
        changed[at] = (byte) value;
        return changed;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
