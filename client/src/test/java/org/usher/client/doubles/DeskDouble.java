package org.usher.client.doubles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.usher.client.Conversation;
import org.usher.client.DeskParts;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** A user's home and the programs there, which are scripts, and a person who answers from a list. */
public final class DeskDouble implements Conversation {

    /** When it is. */
    public volatile Instant now = Instant.now();

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private final Deque<String> secrets = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger keys = new AtomicInteger();
    private boolean there = true;

    public DeskDouble(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(bin());
        environment.put("PATH", bin().toString());
    }

    private Path bin() {
        return home.resolve("bin");
    }

    public Path home() {
        return home;
    }

    public DeskDouble with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a program there: a shell script. */
    public Path program(String name, String script) throws IOException {
        Path file = Files.writeString(bin().resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** What the person will answer. */
    public DeskDouble answers(String... words) {
        answers.addAll(List.of(words));
        return this;
    }

    /** What the person will type where it does not show. */
    public DeskDouble types(String... words) {
        secrets.addAll(List.of(words));
        return this;
    }

    /** The person goes. */
    public DeskDouble leaves() {
        there = false;
        return this;
    }

    /** All that was said to the person. */
    public String told() {
        return String.join("\n", told);
    }

    public void forgetTold() {
        told.clear();
    }

    public Desk desk() {
        return new Desk(Desk.Platform.LINUX, environment, home);
    }

    public DeskParts parts() {
        Random random = new Random(20261123);
        return new DeskParts(
                desk(),
                Programs.of(environment),
                this,
                "usher-connect/test",
                "a desk & more",
                List.of("/opt/usher/usher"),
                () -> now,
                () -> "key-" + keys.incrementAndGet(),
                count -> {
                    byte[] bytes = new byte[count];
                    random.nextBytes(bytes);
                    return bytes;
                });
    }

    @Override
    public void tell(String words) {
        told.add(words);
    }

    @Override
    public Optional<String> ask(String question) {
        told.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<String> secret(String question) {
        told.add(question);
        return Optional.ofNullable(secrets.poll());
    }

    @Override
    public boolean isThere() {
        return there;
    }
}
