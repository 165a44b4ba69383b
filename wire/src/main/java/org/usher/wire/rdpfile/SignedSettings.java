package org.usher.wire.rdpfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which settings a signature covers, in which order, and the text that is signed. The list is that of Microsoft's signing
 * tool; a name and its type have to be right for a line to count.
 */
final class SignedSettings {

    /** A setting by the name that the scope has for it, which is the setting's own in another case. */
    private record Signed(String scopeName, char type) {

        boolean is(RdpSetting setting) {
            return setting.line().startsWith(scopeName.toLowerCase(Locale.ROOT) + ":" + type + ":");
        }
    }

    // The two "Expand" settings are numbers in every file, and texts in this list: they are never covered.
    private static final List<Signed> ORDER = Stream.of(
                    "s Full Address",
                    "s Alternate Full Address",
                    "s PCB",
                    "i Use Redirection Server Name",
                    "i Server Port",
                    "i Negotiate Security Layer",
                    "i EnableCredSspSupport",
                    "i DisableConnectionSharing",
                    "i AutoReconnection Enabled",
                    "s GatewayHostname",
                    "i GatewayUsageMethod",
                    "i GatewayProfileUsageMethod",
                    "i GatewayCredentialsSource",
                    "s Support URL",
                    "i PromptCredentialOnce",
                    "i Require pre-authentication",
                    "s Pre-authentication server address",
                    "s Alternate Shell",
                    "s Shell Working Directory",
                    "s RemoteApplicationProgram",
                    "s RemoteApplicationExpandWorkingdir",
                    "i RemoteApplicationMode",
                    "s RemoteApplicationGuid",
                    "s RemoteApplicationName",
                    "s RemoteApplicationIcon",
                    "s RemoteApplicationFile",
                    "s RemoteApplicationFileExtensions",
                    "s RemoteApplicationCmdLine",
                    "s RemoteApplicationExpandCmdLine",
                    "i Prompt For Credentials",
                    "i Authentication Level",
                    "i AudioMode",
                    "i RedirectDrives",
                    "i RedirectPrinters",
                    "i RedirectCOMPorts",
                    "i RedirectSmartCards",
                    "i RedirectPOSDevices",
                    "i RedirectClipboard",
                    "s DevicesToRedirect",
                    "s DrivesToRedirect",
                    "s LoadBalanceInfo",
                    "i RedirectDirectX",
                    "i RDGIsKDCProxy",
                    "s KDCProxyName",
                    "s EventLogUploadAddress")
            .map(entry -> new Signed(entry.substring(2), entry.charAt(0)))
            .toList();

    private record Line(String scopeName, String line) {}

    private SignedSettings() {}

    private static List<Line> of(List<RdpSetting> settings) {
        return ORDER.stream()
                .flatMap(signed -> settings.stream()
                        .filter(signed::is)
                        .map(setting -> new Line(signed.scopeName(), setting.line())))
                .toList();
    }

    /** The scope's value: the names of what is covered, empty when nothing is. */
    static String scope(List<RdpSetting> settings) {
        return of(settings).stream().map(Line::scopeName).collect(Collectors.joining(","));
    }

    /** The bytes that are signed. The zero character at the end belongs to them. */
    static byte[] message(List<RdpSetting> settings) {
        StringBuilder text = new StringBuilder();
        of(settings).forEach(line -> text.append(line.line()).append("\r\n"));
        text.append(RdpLine.SCOPE).append(":s:").append(scope(settings)).append("\r\n\0");
        return text.toString().getBytes(StandardCharsets.UTF_16LE);
    }
}
