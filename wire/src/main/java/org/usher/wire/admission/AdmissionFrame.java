package org.usher.wire.admission;

import java.net.InetAddress;
import org.usher.wire.Ascii;
import org.usher.wire.Octets;

/**
 * One frame between a gateway that wants to let an RDP client in and the front that decides. On the wire: a type byte, three
 * bytes of payload length, the payload, all numbers big-endian.
 */
public sealed interface AdmissionFrame {

    /** The length of a pass, in bytes. */
    int PASS = 16;

    /** The largest number of a question. */
    long MAX_NUMBER = 0xffff_ffffL;

    /**
     * May this client come in?
     *
     * @param number comes back with the answer; 0 to {@link #MAX_NUMBER}, one for each question of a connection
     * @param client the address that the client's connection came from
     * @param ticket what the client brought, in printable ASCII
     */
    record Ask(long number, InetAddress client, String ticket) implements AdmissionFrame {
        public Ask {
            requireNumber(number);
            Ascii.requireTicket(ticket);
        }

        @Override
        public String toString() {
            return "Ask[number=" + number + ", client=" + client.getHostAddress() + ", ticket=•••]";
        }
    }

    /**
     * It may.
     *
     * @param number that of the question
     * @param pass what the connection to the front begins with ({@link RelayPreface}): good for one connection, and for
     *     half a minute
     * @param drives whether the client's drives may be brought into the session
     * @param printers whether its printers may
     * @param clipboard whether its clipboard may be used in any direction
     * @param idleMinutes after how long without input the connection may be ended, 0 for never
     */
    record Admitted(long number, Octets pass, boolean drives, boolean printers, boolean clipboard, int idleMinutes)
            implements AdmissionFrame {
        public Admitted {
            requireNumber(number);
            requirePass(pass);
            if (idleMinutes < 0) {
                throw new IllegalArgumentException("idleMinutes: " + idleMinutes + " (expected: at least 0)");
            }
        }

        @Override
        public String toString() {
            return "Admitted[number=" + number + ", pass=•••, drives=" + drives + ", printers=" + printers
                    + ", clipboard=" + clipboard + ", idleMinutes=" + idleMinutes + "]";
        }
    }

    /**
     * It may not.
     *
     * @param number that of the question
     * @param reason a reason code of 1 to {@value Ascii#MAX_REASON} characters out of a–z, 0–9 and hyphen
     */
    record Refused(long number, String reason) implements AdmissionFrame {
        public Refused {
            requireNumber(number);
            Ascii.requireReason(reason);
        }
    }

    /**
     * Is anybody there?
     *
     * @param token comes back in the {@link Pong}
     */
    record Ping(long token) implements AdmissionFrame {}

    /** The answer to {@link Ping}, with its token. */
    record Pong(long token) implements AdmissionFrame {}

    private static void requireNumber(long number) {
        if (number < 0 || number > MAX_NUMBER) {
            throw new IllegalArgumentException("number: " + number + " (expected: 0 to " + MAX_NUMBER + ")");
        }
    }

    /** Throws when these octets are no pass by their length. */
    static void requirePass(Octets pass) {
        if (pass.length() != PASS) {
            throw new IllegalArgumentException("pass: " + pass + " (expected: " + PASS + " bytes)");
        }
    }
}
