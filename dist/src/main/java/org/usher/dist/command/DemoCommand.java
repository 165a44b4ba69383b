package org.usher.dist.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.usher.dist.demo.Demo;
import org.usher.dist.program.UserError;
import org.usher.link.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code usher demo}. */
@Command(
        name = "demo",
        header = "Show everything on this machine, or take it away.",
        description = {
            "",
            "A server with its own database, two session hosts in boxes, several applications",
            "and two users who see different lists. It returns when everything answers and",
            "leaves it running. Run again, it prints the same. Run it as root.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--stop", description = "End everything and leave the machine as it was.")
    private boolean stop;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Demo demo = new Demo(line -> System.err.println("  " + line));
        try {
            if (stop) {
                demo.stop();
                return 0;
            }
            Demo.Sight sight = demo.start();
            System.out.println(json ? asJson(sight) : inWords(sight));
            return 0;
        } catch (IOException failed) {
            throw new UserError("the demo cannot " + (stop ? "stop: " : "start: ") + failed.getMessage(), failed);
        }
    }

    private static String asJson(Demo.Sight sight) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("address", sight.address());
        object.put("users", sight.accounts());
        object.put("authority", sight.authority());
        return Json.write(object);
    }

    private static String inWords(Demo.Sight sight) {
        StringBuilder words = new StringBuilder();
        words.append("""

                Usher is running. The browser warns about the certificate, which the farm's own CA has issued: go on, or
                import %s. `usher demo --stop` takes everything away.

                """.formatted(sight.authority()));
        words.append("  address        ").append(sight.address()).append('\n');
        words.append("  sign in as\n");
        sight.accounts()
                .forEach(account -> words.append("    %-12s %-20s %s%n"
                        .formatted(
                                account.name(),
                                account.password(),
                                account.role().equals("user") ? "" : "(" + account.role() + ")")));
        return words.toString().stripTrailing();
    }
}
