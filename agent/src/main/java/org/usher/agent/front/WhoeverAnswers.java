package org.usher.agent.front;

import java.security.cert.X509Certificate;
import org.usher.link.identity.ServerJudge;

/**
 * Accepts the RDP server's certificate, whatever it is: the server is known by its socket, which lies in a directory where
 * only root can put one. Its certificate would prove nothing more.
 */
final class WhoeverAnswers extends ServerJudge {

    @Override
    protected void judge(X509Certificate[] chain, String authType) {}
}
