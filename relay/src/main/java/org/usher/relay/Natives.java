package org.usher.relay;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which native drivers carry the traffic: epoll or the JDK's NIO, BoringSSL or the JDK's TLS. Chosen once for the
 * process, and said in the log, since the difference is a third of the CPU.
 *
 * <p>{@code -Dusher.epoll=false} and {@code -Dusher.boringssl=false} do without, for a search for faults and for tests.
 */
public final class Natives {

    private static final Logger LOG = LoggerFactory.getLogger(Natives.class);

    private static final boolean EPOLL = isWanted("usher.epoll") && Epoll.isAvailable();
    private static final boolean BORING_SSL = isWanted("usher.boringssl") && OpenSsl.isAvailable();

    static {
        LOG.info(
                "sockets: {}; TLS: {}",
                EPOLL ? "epoll" : "NIO, " + reason("usher.epoll", Epoll.unavailabilityCause()),
                BORING_SSL
                        ? OpenSsl.versionString()
                        : "JDK, " + reason("usher.boringssl", OpenSsl.unavailabilityCause()));
    }

    private Natives() {}

    /** Whether sockets are driven by epoll. */
    public static boolean epoll() {
        return EPOLL;
    }

    /** Whether TLS is BoringSSL's. */
    public static boolean boringSsl() {
        return BORING_SSL;
    }

    private static boolean isWanted(String property) {
        return !"false".equals(System.getProperty(property));
    }

    private static String reason(String property, @Nullable Throwable unavailable) {
        return unavailable == null ? "by -D" + property + "=false" : unavailable.toString();
    }
}
