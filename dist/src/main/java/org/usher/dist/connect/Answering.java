package org.usher.dist.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.usher.client.ClientException;
import org.usher.client.DeskParts;
import org.usher.client.desktop.Notice;
import org.usher.dist.program.UserError;
import org.usher.link.Json;
import picocli.CommandLine.Option;

/** How every command of {@code usher connect} takes secrets and says what came of it. */
final class Answering {

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Option(names = "--password-stdin", description = "Take the password from the first line of standard input.")
    private boolean passwordStdin;

    boolean json() {
        return json;
    }

    /** What a command has to say: an object for programs, a text for people, which may be empty. */
    record Answer(Object object, String words) {}

    /** Does what a command is for; what stands in the way is told as words and exit code. */
    int run(Function<DeskParts, Answer> work) {
        return run(false, work);
    }

    /** @param menu whether the command was started where nobody sees a terminal */
    int run(boolean menu, Function<DeskParts, Answer> work) {
        DeskParts parts = ThisDesk.parts(new Terminal(passwordStdin));
        try {
            Answer answer = work.apply(parts);
            if (json) {
                System.out.println(Json.write(answer.object()));
            } else if (!answer.words().isEmpty()) {
                System.out.println(answer.words());
            }
            return 0;
        } catch (ClientException failure) {
            throw told(menu, parts, failure);
        } catch (IllegalArgumentException wrong) {
            throw told(
                    menu,
                    parts,
                    new ClientException(
                            ClientException.Reason.DESK, "input-wrong", String.valueOf(wrong.getMessage()), wrong));
        }
    }

    /** The same for a command whose answer is no words. */
    int silently(Consumer<DeskParts> work) {
        DeskParts parts = ThisDesk.parts(new Terminal(passwordStdin));
        try {
            work.accept(parts);
            return 0;
        } catch (ClientException failure) {
            throw new UserError(failure.words(), failure, failure.reason().exitCode());
        } catch (IllegalArgumentException wrong) {
            throw new UserError(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private UserError told(boolean menu, DeskParts parts, ClientException failure) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", failure.code());
            error.put("message", failure.words());
            System.out.println(Json.write(Map.of("error", error)));
        }
        if (menu) {
            Notice.show(parts.programs(), failure.words());
        }
        return new UserError(failure.words(), failure, failure.reason().exitCode());
    }
}
