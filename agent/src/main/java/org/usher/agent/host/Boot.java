package org.usher.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which start of the machine this is. A container has the boot of the machine that it runs on. */
public final class Boot {

    private static final Logger LOG = LoggerFactory.getLogger(Boot.class);

    /** Linux makes it anew at each start (random(4)). */
    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private Boot() {}

    /** Names the present boot; empty when the system does not say. */
    public static String id() {
        return id(FILE);
    }

    static String id(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            LOG.info("the boot has no name here, so that no reboot will be noticed: {}", unreadable.toString());
            return "";
        }
    }
}
