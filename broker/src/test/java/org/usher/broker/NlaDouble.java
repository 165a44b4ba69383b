package org.usher.broker;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.usher.broker.farm.FileSigners;
import org.usher.link.identity.ComponentIdentity;
import org.usher.wire.rdp.ConnectionConfirm;

/** A host that wants CredSSP: it chooses so, and then speaks TLS with a certificate of its own. */
final class NlaDouble implements AutoCloseable {

    private final ServerSocket server;
    private final X509Certificate certificate;

    private NlaDouble(ServerSocket server, X509Certificate certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /**
     * @param protocol what it chooses, of those that the visitor offers
     */
    static NlaDouble start(int protocol) throws Exception {
        ServerSocket server = new ServerSocket(0);
        KeyPair keys = ComponentIdentity.newKeyPair();
        X509Certificate certificate = FileSigners.selfSigned(keys);
        SSLContext tls = tls(keys, certificate);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket visitor = server.accept()) {
                    receive(visitor, protocol, tls);
                } catch (IOException gone) {
                    // The visitor left, or the test is over.
                }
            }
        });
        return new NlaDouble(server, certificate);
    }

    private static SSLContext tls(KeyPair keys, X509Certificate certificate)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("host", keys.getPrivate(), new char[0], new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        return tls;
    }

    private static void receive(Socket visitor, int protocol, SSLContext tls) throws IOException {
        InputStream in = visitor.getInputStream();
        // A connection request without a cookie: 4 of TPKT, 7 of X.224, 8 of its negotiation.
        byte[] request = in.readNBytes(19);
        if (request.length < 19) {
            return;
        }
        boolean offered = (request[15] & protocol) == protocol;
        visitor.getOutputStream()
                .write((offered ? new ConnectionConfirm.Selected(protocol) : new ConnectionConfirm.Refused(5))
                        .encode());
        if (offered) {
            try (SSLSocket secure =
                    (SSLSocket) tls.getSocketFactory().createSocket(visitor, null, visitor.getPort(), false)) {
                secure.setUseClientMode(false);
                secure.startHandshake();
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    X509Certificate certificate() {
        return certificate;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
