package org.usher.link.host;

import java.util.List;

/** The answer to a wait for orders; empty when the wait was in vain. */
public record Orders(List<Order> orders) {

    public Orders {
        orders = List.copyOf(orders);
    }
}
