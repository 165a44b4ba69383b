package org.usher.broker.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that one process at a time has locked. The kernel gives the lock back when the process dies, however it does. */
final class StateLock implements AutoCloseable {

    private static final String FILE = "broker.lock";

    private static final Logger LOG = LoggerFactory.getLogger(StateLock.class);

    /**
     * What this process has locked. Looked at before the file is: POSIX takes a process's lock away as soon as the process
     * closes the file a second time.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private StateLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock of a directory that is there; empty when somebody else has it. */
    static Optional<StateLock> take(Path directory) throws IOException {
        Path real = directory.toRealPath().resolve(FILE);
        if (!TAKEN.add(real)) {
            return Optional.empty();
        }
        Optional<StateLock> taken = Optional.empty();
        try {
            FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
            } else {
                taken = Optional.of(new StateLock(real, channel));
            }
        } finally {
            if (taken.isEmpty()) {
                TAKEN.remove(real);
            }
        }
        return taken;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            LOG.warn("{} was not closed cleanly: {}", file, broken.toString());
        }
        TAKEN.remove(file);
    }
}
