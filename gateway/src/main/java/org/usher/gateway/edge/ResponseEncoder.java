package org.usher.gateway.edge;

import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;

/** Netty's encoder, told when the request was a HEAD, whose answer has no body whatever its head says. */
final class ResponseEncoder extends HttpResponseEncoder {

    private boolean withoutBody;

    /** To be said before each answer. */
    void answering(boolean head) {
        withoutBody = head;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return withoutBody || super.isContentAlwaysEmpty(response);
    }
}
