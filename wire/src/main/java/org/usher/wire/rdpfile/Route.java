package org.usher.wire.rdpfile;

import java.util.Optional;

/** How an RDP client gets to the host. */
public sealed interface Route {

    /** Where the host answers: {@code name:port}, {@code 192.0.2.7:port} or {@code [2001:db8::7]:port}; the port may lack. */
    String address();

    /** Straight to the address: a host's RDP port, or a port that relays to it. */
    record Direct(String address) implements Route {

        public Direct {
            ConnectionFile.requireAddress("address", address);
        }
    }

    /**
     * Through a gateway (MS-TSGU), always.
     *
     * @param address what the client asks the gateway for
     * @param gateway the gateway, with its port if it is not 443. mstsc takes a name only, no IP address
     * @param accessToken what the gateway lets the client in for (its PAA cookie), printable ASCII; without one the client
     *     asks the user for a password. No signature covers it
     */
    record ThroughGateway(String address, String gateway, Optional<String> accessToken) implements Route {

        public ThroughGateway {
            ConnectionFile.requireAddress("address", address);
            ConnectionFile.requireAddress("gateway", gateway);
            accessToken.ifPresent(ThroughGateway::requireToken);
        }

        private static void requireToken(String token) {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("accessToken of " + token.length()
                        + " characters (expected: one or more of ASCII, printable, no blanks)");
            }
        }

        @Override
        public String toString() {
            return "ThroughGateway[address=" + address + ", gateway=" + gateway + "]";
        }
    }
}
