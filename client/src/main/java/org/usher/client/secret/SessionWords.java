package org.usher.client.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;

/** Keeps the words of sessions in the best place of the desk that works. */
public final class SessionWords {

    private final List<SessionPlace> places;

    SessionWords(List<SessionPlace> places) {
        this.places = List.copyOf(places);
    }

    /** The places of this desk: its keyring, and files. */
    public static SessionWords of(Desk desk, Programs programs) {
        List<SessionPlace> places = new ArrayList<>();
        var directory = desk.settings().resolve("sessions");
        switch (desk.platform()) {
            case LINUX -> programs.find("secret-tool").map(SecretTool::new).ifPresent(places::add);
            case MACOS -> programs.find("security").map(MacKeychain::new).ifPresent(places::add);
            case WINDOWS ->
                programs.find("powershell")
                        .map(shell -> new DataProtection(shell, directory))
                        .ifPresent(places::add);
        }
        places.add(new PrivateFile(directory));
        return new SessionWords(places);
    }

    /** The word that was kept for this connection. */
    public Optional<String> read(String connection) {
        return places.stream().flatMap(place -> place.read(connection).stream()).findFirst();
    }

    /** Keeps a word. The answer says where, in words; it is empty when it can be kept nowhere. */
    public Optional<String> keep(String connection, String word) {
        Optional<SessionPlace> taken = Optional.empty();
        for (SessionPlace place : places) {
            if (taken.isPresent()) {
                // An older word in a lesser place would outlive this one.
                place.forget(connection);
            } else if (place.keep(connection, word)) {
                taken = Optional.of(place);
            }
        }
        return taken.map(SessionPlace::words);
    }

    /** Forgets the word, wherever it is. */
    public void forget(String connection) {
        places.forEach(place -> place.forget(connection));
    }
}
