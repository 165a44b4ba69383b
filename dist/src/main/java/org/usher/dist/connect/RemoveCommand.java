package org.usher.dist.connect;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.usher.client.ClientException;
import org.usher.client.SigningIn;
import org.usher.client.desktop.Menu;
import org.usher.client.store.Connection;
import org.usher.client.store.Desk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code usher connect remove}. */
@Command(
        name = "remove",
        header = "Forget a connection: its session, its menu entries, and itself.",
        mixinStandardHelpOptions = true)
public final class RemoveCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The connection.")
    private String name = "";

    @Mixin
    private Answering answering = new Answering();

    @Override
    public Integer call() {
        return answering.run(parts -> {
            Connection connection = Chosen.connection(parts, name);
            try {
                new SigningIn(parts).signOut(connection);
            } catch (ClientException away) {
                parts.person().tell("The session could not be ended at the farm: " + away.words());
            }
            if (parts.desk().platform() == Desk.Platform.LINUX) {
                try {
                    new Menu(parts.desk(), parts.programs(), parts.command()).remove(name);
                } catch (IOException unwritable) {
                    parts.person().tell("Its menu entries could not be removed: " + unwritable.getMessage());
                }
            }
            parts.connections().remove(name);
            return new Answering.Answer(Map.of("removed", name), name + " is forgotten.");
        });
    }
}
