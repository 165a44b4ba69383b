package org.usher.gateway.admission;

import java.net.InetAddress;
import org.usher.wire.ticket.Ticket;

/**
 * Who wants in.
 *
 * @param ticket what the text says, judged already
 * @param text the ticket as it came
 * @param client where the client is
 */
public record Visitor(Ticket ticket, String text, InetAddress client) {

    @Override
    public String toString() {
        return "Visitor[launch=" + ticket.launch() + ", client=" + client.getHostAddress() + "]";
    }
}
