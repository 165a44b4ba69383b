package org.usher.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker for all test classes that leave it as usable as they found it; it is stopped after the last of them. */
public final class SharedBroker implements BeforeAllCallback {

    private @Nullable RunningBroker running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = of(context);
    }

    static RunningBroker of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Started.class, any -> Started.now(), Started.class)
                .broker();
    }

    RunningBroker running() {
        return Objects.requireNonNull(running, "the test class has not begun");
    }

    private record Started(Path directory, RunningBroker broker) implements AutoCloseable {

        static Started now() {
            try {
                Path directory = Files.createTempDirectory("usher-broker");
                return new Started(directory, RunningBroker.start(directory));
            } catch (Exception failed) {
                throw new IllegalStateException("the broker did not start", failed);
            }
        }

        @Override
        public void close() throws IOException {
            broker.close();
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
                        throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }
}
