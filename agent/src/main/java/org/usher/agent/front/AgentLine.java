package org.usher.agent.front;

import java.util.UUID;
import org.usher.agent.control.FrontNews;

/** Where the front tells the agent its news. */
interface AgentLine {

    void tell(FrontNews news);

    /** Whether the agent is there to hear it now. */
    boolean isThere();

    default void reached(UUID launch, String stage) {
        tell(new FrontNews.Stage(launch, stage, ""));
    }

    default void failed(UUID launch, String stage, String reason) {
        tell(new FrontNews.Stage(launch, stage, reason));
    }
}
