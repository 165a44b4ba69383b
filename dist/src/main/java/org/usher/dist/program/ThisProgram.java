package org.usher.dist.program;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.usher.dist.Main;

/** How this very program is started once more, for another role. */
public final class ThisProgram {

    private ThisProgram() {}

    /** The command line: the same Java, the same classes, the same options, then {@code arguments}. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
