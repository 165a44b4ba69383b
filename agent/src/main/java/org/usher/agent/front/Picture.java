package org.usher.agent.front;

import org.usher.agent.control.FrontOrder;

/** Where a session's picture is shown: in one place, and a launch from elsewhere moves it there. */
interface Picture {

    /** Whoever had the session's picture before this launch's client loses it. */
    void movesTo(FrontOrder.Expect launch);
}
