package org.usher.dist.e2e;

import java.util.ArrayList;
import java.util.List;

/** A network of its own: a bridge here, and namespaces for hosts joined to it. Removed when closed. */
final class Network implements AutoCloseable {

    /** Where this side is reached from the hosts. */
    static final String HERE = "10.77.0.1";

    private final String bridge = "usher" + ProcessHandle.current().pid() % 100_000;
    private final List<String> namespaces = new ArrayList<>();

    Network() {
        Shell.run("ip", "link", "add", bridge, "type", "bridge");
        Shell.run("ip", "addr", "add", HERE + "/24", "dev", bridge);
        Shell.run("ip", "link", "set", bridge, "up");
    }

    /** The address of the host with this number, from 1. */
    static String address(int number) {
        return "10.77.0." + (10 + number);
    }

    /** A namespace for the host with this number. */
    String namespace(int number) {
        String name = bridge + "-" + number;
        String here = cable(number);
        Shell.run("ip", "netns", "add", name);
        namespaces.add(name);
        Shell.run("ip", "link", "add", here, "type", "veth", "peer", "name", "eth0", "netns", name);
        Shell.run("ip", "link", "set", here, "master", bridge, "up");
        Shell.run("ip", "-n", name, "addr", "add", address(number) + "/24", "dev", "eth0");
        Shell.run("ip", "-n", name, "link", "set", "eth0", "up");
        Shell.run("ip", "-n", name, "link", "set", "lo", "up");
        return name;
    }

    /** The command that starts another in a namespace for the host with this number, which this makes. */
    List<String> within(int number) {
        // "ip netns exec" would mount another /sys, without the control groups.
        return List.of("nsenter", "--net=/run/netns/" + namespace(number));
    }

    private String cable(int number) {
        return "v" + number + bridge.substring(5);
    }

    /** Pulls the cable of a host. */
    void unplug(int number) {
        Shell.run("ip", "link", "set", cable(number), "down");
    }

    void plugIn(int number) {
        Shell.run("ip", "link", "set", cable(number), "up");
    }

    @Override
    public void close() {
        namespaces.forEach(name -> Shell.run("ip", "netns", "del", name));
        Shell.run("ip", "link", "del", bridge);
    }
}
