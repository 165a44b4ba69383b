package org.usher.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What every answer carries, the gateway's own and the brokers', also when it says no. */
public final class SecurityHeaders {

    private static final String POLICY_BEFORE_HOST = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
            + " connect-src 'self' data:";
    private static final String POLICY_BEHIND_HOST = "; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    // The remote session needs the clipboard and the whole screen; nothing else of what a browser could give.
    private static final String PERMISSIONS = "clipboard-read=(self), clipboard-write=(self), fullscreen=(self),"
            + " accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(),"
            + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(),"
            + " publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(),"
            + " usb=(), xr-spatial-tracking=()";

    private SecurityHeaders() {}

    /**
     * Sets them; what an answer said under these names is replaced.
     *
     * @param host the host of the request; null when the request had none that can be repeated
     */
    public static void apply(HttpHeaders headers, @Nullable PublicHost host) {
        headers.set("strict-transport-security", "max-age=31536000")
                .set(
                        HttpHeaderNames.CONTENT_SECURITY_POLICY,
                        POLICY_BEFORE_HOST + (host == null ? "" : " wss://" + host.text()) + POLICY_BEHIND_HOST)
                .set("x-content-type-options", "nosniff")
                .set("referrer-policy", "no-referrer")
                .set("permissions-policy", PERMISSIONS)
                .set("cross-origin-opener-policy", "same-origin")
                .set("cross-origin-resource-policy", "same-origin")
                .remove(HttpHeaderNames.SERVER)
                .remove("x-powered-by");
    }
}
