package org.usher.wire.rdpfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a file is to say, before it is one.
 *
 * <p>A file for a {@link Target.ManagedSession} and the access token of a route are bearer secrets until their first use.
 */
public record ConnectionFile(Route route, Target target, Redirections redirections) {

    // Narrower than what resolves, so that an address is an address for every client.
    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,252}|\\[[0-9A-Fa-f:.]{2,45}])(:[1-9][0-9]{0,4})?");

    private static final int WINDOW = 1;
    private static final int FULL_SCREEN = 2;

    /** Warn when the host's certificate is not trusted, and let the user decide. */
    private static final int WARN = 2;

    /** Go no further when the host's certificate is not trusted. */
    private static final int REFUSE = 1;

    private static final int GATEWAY_NEVER = 0;
    private static final int GATEWAY_ALWAYS = 1;
    private static final int GATEWAY_IF_NEEDED = 2;
    private static final int GATEWAY_OF_THE_FILE = 1;
    private static final int GATEWAY_ASKS = 4;
    private static final int GATEWAY_TAKES_A_TOKEN = 5;

    static void requireAddress(String field, String address) {
        if (!ADDRESS.matcher(address).matches()) {
            throw new IllegalArgumentException(field + ": " + address + " (expected: host, or host:port)");
        }
    }

    /**
     * The file, not yet signed.
     *
     * @throws IllegalArgumentException when a text of the target cannot stand on one line
     */
    public RdpFile file() {
        Lines lines = new Lines();
        addresses(lines);
        opening(lines);
        redirections.settings().forEach(lines::add);
        lines.number("autoreconnection enabled", 1);
        lines.number("session bpp", 32);
        lines.number("smart sizing", 1);
        return new RdpFile(lines.settings);
    }

    private static final class Lines {

        private final List<RdpSetting> settings = new ArrayList<>();

        void add(RdpSetting setting) {
            settings.add(setting);
        }

        void number(String name, int value) {
            add(new RdpSetting.Numeric(name, value));
        }

        void text(String name, String value) {
            add(new RdpSetting.Text(name, value));
        }
    }

    private void addresses(Lines lines) {
        lines.text("full address", route.address());
        lines.text("alternate full address", route.address());
        lines.number(
                "authentication level", route instanceof Route.Direct(String at, boolean only) && only ? REFUSE : WARN);
        lines.number("negotiate security layer", 1);
        lines.number("promptcredentialonce", 0);
        switch (route) {
            case Route.Direct direct -> lines.number("gatewayusagemethod", GATEWAY_NEVER);
            case Route.Relayed relayed -> {
                lines.number("gatewayusagemethod", GATEWAY_NEVER);
                lines.text("loadbalanceinfo", relayed.code().routingToken());
            }
            case Route.ThroughGateway gateway -> {
                lines.text("gatewayhostname", gateway.gateway());
                lines.number("gatewayusagemethod", gateway.always() ? GATEWAY_ALWAYS : GATEWAY_IF_NEEDED);
                lines.number(
                        "gatewaycredentialssource",
                        gateway.accessToken().isPresent() ? GATEWAY_TAKES_A_TOKEN : GATEWAY_ASKS);
                gateway.accessToken().ifPresent(token -> lines.text("gatewayaccesstoken", token));
            }
        }
        // Else clients take the gateway of their administrator, or none.
        lines.number("gatewayprofileusagemethod", GATEWAY_OF_THE_FILE);
    }

    private void opening(Lines lines) {
        switch (target) {
            case Target.ManagedSession session -> managed(lines, session);
            case Target.WindowsApplication application -> application(lines, application);
            case Target.HostDesktop desktop -> {
                lines.number("remoteapplicationmode", 0);
                lines.number("screen mode id", FULL_SCREEN);
                lines.number("enablecredsspsupport", desktop.networkLevel() ? 1 : 0);
                desktop.user().ifPresent(user -> lines.text("username", user));
            }
        }
    }

    private void managed(Lines lines, Target.ManagedSession session) {
        lines.number("remoteapplicationmode", 0);
        lines.number("screen mode id", session.desktop() ? FULL_SCREEN : WINDOW);
        // The front ends TLS itself and has no credentials to check before.
        lines.number("enablecredsspsupport", 0);
        lines.number("prompt for credentials", 0);
        lines.text("username", session.user());
        switch (session.carrier()) {
            case PASSWORD -> lines.text("password", session.code().text());
            case ROUTING_TOKEN -> {
                if (!(route instanceof Route.Relayed)) {
                    lines.text("loadbalanceinfo", session.code().routingToken());
                }
            }
        }
    }

    private static void application(Lines lines, Target.WindowsApplication application) {
        lines.number("remoteapplicationmode", 1);
        lines.text("remoteapplicationprogram", application.program());
        lines.text("remoteapplicationname", application.name());
        lines.text("remoteapplicationcmdline", application.arguments());
        lines.text("alternate shell", application.program());
        lines.text("shell working directory", application.workingDirectory());
        lines.number("enablecredsspsupport", 1);
        // Applications of one host share a session.
        lines.number("disableconnectionsharing", 0);
        application.user().ifPresent(user -> lines.text("username", user));
    }
}
