package org.usher.domain.publishing;

import java.util.List;
import java.util.Optional;
import org.usher.domain.hosts.HostId;

/**
 * What is different about a resource on one host. What is not said is as everywhere.
 *
 * @param target what it leads to there
 * @param arguments the arguments there, all of them
 * @param startIn the directory to start in there
 */
public record PerHost(
        HostId host, Optional<String> target, Optional<List<String>> arguments, Optional<String> startIn) {

    public PerHost {
        if (target.isEmpty() && arguments.isEmpty() && startIn.isEmpty()) {
            throw new IllegalArgumentException("perHost: nothing is different on host " + host
                    + " (expected: a target, arguments or a folder to start in)");
        }
        target.ifPresent(text -> OneLine.require("perHost", text));
        startIn.ifPresent(text -> OneLine.require("perHost", text));
        arguments = arguments.map(List::copyOf);
        arguments.ifPresent(words -> words.forEach(word -> OneLine.require("perHost", word)));
    }

    void check(ResourceKind kind) {
        target.ifPresent(text -> {
            try {
                Targets.check(kind, text);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("perHost: " + wrong.getMessage(), wrong);
            }
        });
    }
}
