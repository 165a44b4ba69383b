package org.usher.client.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSetting;

/** Connection files as a farm writes them, as far as it matters here. */
public final class RdpFiles {

    private RdpFiles() {}

    /** A file to this host, through a gateway if there is one, with a connect code in the setting of that name. */
    public static RdpFile file(String host, Optional<String> gateway, String carrier) {
        List<RdpSetting> settings = new ArrayList<>(List.of(
                new RdpSetting.Text("full address", host),
                new RdpSetting.Text("alternate full address", host),
                new RdpSetting.Numeric("authentication level", 2),
                new RdpSetting.Numeric("remoteapplicationmode", 0),
                new RdpSetting.Text("username", "alice"),
                new RdpSetting.Text(carrier, "A".repeat(32))));
        gateway.ifPresent(address -> {
            settings.add(new RdpSetting.Text("gatewayhostname", address));
            settings.add(new RdpSetting.Numeric("gatewayusagemethod", 1));
            settings.add(new RdpSetting.Text("gatewayaccesstoken", "a.ticket.of-paper"));
        });
        return new RdpFile(settings);
    }
}
