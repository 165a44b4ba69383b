package org.usher.gateway.plain;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.FindLaunch;
import org.usher.link.gateway.FoundLaunch;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.ConnectCode;

/**
 * Finds the launches of clients that bring a connect code and no ticket, at a broker.
 *
 * @param patience how long one broker may take
 */
public record Launches(BrokerClient brokers, Duration patience) {

    private static final Logger LOG = LoggerFactory.getLogger(Launches.class);

    /** What was found. */
    sealed interface Finding {

        /** The launch's ticket. */
        record Found(String ticket) implements Finding {
            @Override
            public String toString() {
                return "Found[ticket=•••]";
            }
        }

        /** None, for this reason. */
        record None(String reason, String detail) implements Finding {}
    }

    /** Looks for the launch of this code. Blocks. */
    Finding find(ConnectCode code, String address) {
        FindLaunch question = new FindLaunch(Octets.digestOf(code.text()).text(), address);
        try {
            return new Finding.Found(brokers.post(FindLaunch.PATH, question, FoundLaunch.class, patience)
                    .ticket());
        } catch (LinkException failed) {
            return new Finding.None(
                    failed.refused() && failed.code().isPresent()
                            ? failed.code().get()
                            : "broker-unavailable",
                    String.valueOf(failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Finding.None("gateway-stopping", "interrupted");
        } catch (RuntimeException broken) {
            // An error in a decision is a refusal.
            LOG.warn("a launch could not be looked for", broken);
            return new Finding.None("broker-unavailable", broken.toString());
        }
    }
}
