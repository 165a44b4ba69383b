package org.usher.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.broker.farm.JoinDesk;
import org.usher.broker.identity.ApiTokens;
import org.usher.broker.identity.Passwords;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcSites;
import org.usher.broker.store.NameTakenException;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.UserId;
import org.usher.wire.component.ComponentRole;

/** What is made once, when a farm is new: the site, the administrator, the command line's token. */
final class FirstStart {

    /** Without letters and digits that look alike, since a person types this. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int PASSWORD = 16;
    private static final String TOKEN_FILE = "admin.token";
    private static final String GATEWAY_TOKEN_FILE = "gateway.token";
    private static final Duration FIRST_GATEWAY = Duration.ofDays(7);
    private static final String TOKEN_NAME = "command-line";

    private FirstStart() {}

    static SiteId site(JdbcSites sites, String name, Supplier<UUID> ids) {
        return sites.first().map(JdbcSites.Site::id).orElseGet(() -> {
            SiteId site = new SiteId(ids.get());
            sites.create(site, name);
            return site;
        });
    }

    /** Makes the administrator of a farm that has none, and answers with the password. It is kept nowhere. */
    static Optional<String> administrator(
            JdbcPeople people, Passwords passwords, SiteId site, String name, SecureRandom random, Supplier<UUID> ids) {
        if (people.administrators(site) > 0) {
            return Optional.empty();
        }
        String password = password(random);
        try {
            people.create(site, new UserId(ids.get()), name, "Administrator", passwords.hash(password), true);
        } catch (NameTakenException taken) {
            throw new IllegalStateException(
                    "administrator: " + name + " is a user without that right (expected: another name"
                            + " in the setting `administrator`)",
                    taken);
        }
        return Optional.of(password);
    }

    static String password(SecureRandom random) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD; i++) {
            password.append(i > 0 && i % 4 == 0 ? "-" : "").append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    /** The token with which the command line on this machine administers. Made anew when the file is lost. */
    static void token(ApiTokens tokens, Path state) throws IOException {
        Path file = state.resolve(TOKEN_FILE);
        if (Files.exists(file) && tokens.find(Files.readString(file).strip()).isPresent()) {
            return;
        }
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, tokens.create(TOKEN_NAME) + "\n");
    }

    /**
     * A join token for the first gateway: without a gateway nobody reaches the console that makes tokens. It lies in a file
     * for the gateway's setting {@code join-token} until there is a gateway.
     */
    static void gatewayToken(JdbcClient database, JoinDesk joinDesk, Path state) throws IOException {
        Path file = state.resolve(GATEWAY_TOKEN_FILE);
        boolean anyGateway = database.sql("select count(*) from component where role = 'gateway' and revoked is null")
                        .query(Long.class)
                        .single()
                > 0;
        Files.deleteIfExists(file);
        if (!anyGateway) {
            Path fresh = state.resolve(GATEWAY_TOKEN_FILE + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    fresh,
                    joinDesk.newToken(ComponentRole.GATEWAY, FIRST_GATEWAY).text() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
