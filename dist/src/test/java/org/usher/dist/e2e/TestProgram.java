package org.usher.dist.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.usher.dist.Main;

/** The program as it was built: tests start what a user would start, and not the classes of the test run. */
final class TestProgram {

    private static final Path LIB = Path.of("target/usher/lib").toAbsolutePath();

    private TestProgram() {}

    static String classPath() {
        if (!Files.isDirectory(LIB)) {
            throw new AssertionError(LIB + " is missing (expected: the built program; run `mvn package` first)");
        }
        return LIB + "/*";
    }

    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Dio.netty.leakDetection.level=paranoid",
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
