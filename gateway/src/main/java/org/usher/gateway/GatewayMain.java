package org.usher.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.link.settings.Settings;
import org.usher.link.settings.SettingsException;

/** A gateway in a process of its own: {@code GatewayMain [settings file]}. */
public final class GatewayMain {

    private GatewayMain() {}

    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Settings file = arguments.length > 0 ? Settings.read(Path.of(arguments[0])) : Settings.defaults();
            Gateway gateway = Gateway.start(GatewaySettings.read(file, hostName()), InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-stop"));
            Thread.currentThread().join();
        } catch (SettingsException | GatewayException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(1);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
