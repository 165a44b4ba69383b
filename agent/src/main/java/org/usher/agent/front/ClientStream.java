package org.usher.agent.front;

import org.usher.agent.control.FrontOrder;
import org.usher.relay.stream.ResumableStream;

/** A client's stream, and the launch that it was opened with. */
record ClientStream(FrontOrder.Expect launch, ResumableStream stream) {}
