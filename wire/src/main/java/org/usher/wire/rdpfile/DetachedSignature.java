package org.usher.wire.rdpfile;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.usher.wire.Der;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * The one form of SignedData (RFC 5652, 5.1) that signs files: detached, one signer, no attributes, RSA over SHA-256.
 *
 * @param signer the certificate that the signature says it was made with, not yet trusted
 * @param signature RSA PKCS #1 v1.5
 */
record DetachedSignature(X509Certificate signer, Octets signature) {

    private static final Octets SIGNED_DATA = hex("06092a864886f70d010702");
    private static final Octets DATA = hex("06092a864886f70d010701");
    private static final Octets SHA_256 = hex("300d06096086480165030402010500");
    private static final Octets RSA_ENCRYPTION = hex("300d06092a864886f70d0101010500");
    private static final int VERSION = 1;
    private static final int MAX_CERTIFICATES = 8;

    private static Octets hex(String digits) {
        return Octets.of(HexFormat.of().parseHex(digits));
    }

    static DetachedSignature read(Octets cms) throws MalformedException {
        ByteBuffer info = Der.only(ByteBuffer.wrap(cms.bytes()), Der.SEQUENCE, "ContentInfo");
        require(SIGNED_DATA, Der.takeWhole(info, Der.OBJECT_IDENTIFIER, "contentType"), "contentType");
        ByteBuffer data = Der.only(Der.only(info, Der.context(0), "content"), Der.SEQUENCE, "SignedData");
        requireVersion(data, "SignedData version");
        require(SHA_256, Der.take(data, Der.SET, "digestAlgorithms"), "digestAlgorithms");
        require(DATA, Der.take(data, Der.SEQUENCE, "encapContentInfo"), "encapContentInfo");
        List<X509Certificate> certificates = certificates(Der.take(data, Der.context(0), "certificates"));
        ByteBuffer signer = Der.only(Der.only(data, Der.SET, "signerInfos"), Der.SEQUENCE, "SignerInfo");
        requireVersion(signer, "SignerInfo version");
        ByteBuffer identifier = Der.take(signer, Der.SEQUENCE, "sid");
        Octets issuer = Der.copyOf(Der.takeWhole(identifier, Der.SEQUENCE, "issuer"));
        Octets serial = Der.copyOf(Der.only(identifier, Der.INTEGER, "serialNumber"));
        require(SHA_256, Der.takeWhole(signer, Der.SEQUENCE, "digestAlgorithm"), "digestAlgorithm");
        require(RSA_ENCRYPTION, Der.takeWhole(signer, Der.SEQUENCE, "signatureAlgorithm"), "signatureAlgorithm");
        Octets signature = Der.copyOf(Der.only(signer, Der.OCTET_STRING, "signature"));
        for (X509Certificate certificate : certificates) {
            if (Octets.of(certificate.getIssuerX500Principal().getEncoded()).equals(issuer)
                    && Octets.of(certificate.getSerialNumber().toByteArray()).equals(serial)) {
                return new DetachedSignature(certificate, signature);
            }
        }
        throw new MalformedException("sid", "one of the certificates", "another");
    }

    private static void require(Octets expected, ByteBuffer found, String field) throws MalformedException {
        if (!expected.equals(Der.copyOf(found))) {
            throw new MalformedException(field, HexFormat.of().formatHex(expected.bytes()), "another");
        }
    }

    private static void requireVersion(ByteBuffer in, String field) throws MalformedException {
        int version = Der.onlyInteger(Der.takeWhole(in, Der.INTEGER, field), field);
        if (version != VERSION) {
            throw new MalformedException(field, String.valueOf(VERSION), String.valueOf(version));
        }
    }

    private static List<X509Certificate> certificates(ByteBuffer in) throws MalformedException {
        List<X509Certificate> certificates = new ArrayList<>();
        while (in.hasRemaining()) {
            if (certificates.size() == MAX_CERTIFICATES) {
                throw new MalformedException("certificates", "at most " + MAX_CERTIFICATES, "more");
            }
            Octets certificate = Der.copyOf(Der.takeWhole(in, Der.SEQUENCE, "certificate"));
            try {
                certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate.bytes())));
            } catch (CertificateException notACertificate) {
                throw new MalformedException("certificate", "X.509", certificate.toString());
            }
        }
        return certificates;
    }
}
