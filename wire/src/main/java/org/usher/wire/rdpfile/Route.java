package org.usher.wire.rdpfile;

import java.util.Optional;

/** How an RDP client gets to the host. */
public sealed interface Route {

    /** Where the host answers: {@code name:port}, {@code 192.0.2.7:port} or {@code [2001:db8::7]:port}; the port may lack. */
    String address();

    /**
     * Straight to the host's RDP port.
     *
     * @param trustedOnly whether the client is to refuse a host whose certificate it does not trust; else it asks the user
     */
    record Direct(String address, boolean trustedOnly) implements Route {

        public Direct {
            ConnectionFile.requireAddress("address", address);
        }

        /** When the client is to ask the user about a certificate that it does not trust. */
        public Direct(String address) {
            this(address, false);
        }
    }

    /**
     * To a port that relays, and finds the host by the routing token.
     *
     * @param address the port that relays
     */
    record Relayed(String address, ConnectCode code) implements Route {

        public Relayed {
            ConnectionFile.requireAddress("address", address);
        }
    }

    /**
     * Through a gateway (MS-TSGU).
     *
     * @param address what the client asks the gateway for
     * @param gateway the gateway, with its port if it is not 443. mstsc takes a name only, no IP address
     * @param accessToken what the gateway lets the client in for (its PAA cookie), printable ASCII; without one the client
     *     asks the user for a password. No signature covers it
     * @param always whether the client never tries the address itself first
     */
    record ThroughGateway(String address, String gateway, Optional<String> accessToken, boolean always)
            implements Route {

        public ThroughGateway {
            ConnectionFile.requireAddress("address", address);
            ConnectionFile.requireAddress("gateway", gateway);
            accessToken.ifPresent(ThroughGateway::requireToken);
        }

        /** Always through the gateway. */
        public ThroughGateway(String address, String gateway, Optional<String> accessToken) {
            this(address, gateway, accessToken, true);
        }

        private static void requireToken(String token) {
            if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("accessToken of " + token.length()
                        + " characters (expected: one or more of ASCII, printable, no blanks)");
            }
        }

        @Override
        public String toString() {
            return "ThroughGateway[address=" + address + ", gateway=" + gateway + ", always=" + always + "]";
        }
    }
}
