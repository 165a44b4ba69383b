package org.usher.dist.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * What the demo shows beside programs: a document that lies on its hosts, and a page on the web, which a small server shows
 * to this machine alone. All of it lies in the demo's directory.
 *
 * @param home the demo's directory
 */
record DemoPage(Path home) {

    /** The document as the hosts see it: they share the home directories. */
    static final String DOCUMENT = "/home/shared/Welcome.txt";

    /** By which the server's process is known. */
    static final String SERVER = "jdk.httpserver";

    private static final String WELCOME = """
            Welcome to Usher.

            This text lies on the session host and not on your device. It was opened with the program
            that goes with texts there, since it is published as a document.
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Time sheet</title>
            <style>
              body { font: 16px sans-serif; margin: 3rem; color: #222; background: #fff }
              td, th { padding: .3rem 1.5rem .3rem 0; text-align: left }
            </style>
            <h1>Time sheet</h1>
            <p>This page is only reached from the session host, whose browser shows it.</p>
            <table>
              <tr><th>Day</th><th>Hours</th></tr>
              <tr><td>Monday</td><td>8</td></tr>
              <tr><td>Tuesday</td><td>7.5</td></tr>
              <tr><td>Wednesday</td><td>8</td></tr>
            </table>
            </html>
            """;

    private Path site() {
        return home.resolve("page");
    }

    /** Writes both down. */
    void write() throws IOException {
        put(home.resolve("home/shared"), "Welcome.txt", WELCOME);
        put(site(), "index.html", PAGE);
    }

    private static void put(Path directory, String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** The command that shows the page, on this port of this machine's own address. */
    List<String> server(int port) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx32m",
                "-m",
                SERVER,
                "-b",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-d",
                site().toString(),
                "-o",
                "none");
    }

    static String address(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
