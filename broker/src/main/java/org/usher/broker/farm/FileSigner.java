package org.usher.broker.farm;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.usher.wire.Octets;
import org.usher.wire.rdpfile.RdpFile;
import org.usher.wire.rdpfile.RdpSignature;

/**
 * Signs connection files as Microsoft's tool does: CMS (RFC 5652), detached, without signed attributes, RSA PKCS #1 v1.5 over
 * SHA-256, with the farm's CA in it.
 */
public final class FileSigner {

    private static final String SIGNATURE = "SHA256withRSA";

    // As Microsoft's tool and OpenSSL write them; Bouncy Castle would choose newer forms, and nobody can say who reads
    // them.
    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    private static final AlgorithmIdentifier SHA_256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final X509Certificate authority;

    FileSigner(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
        this.key = key;
        this.certificate = certificate;
        this.authority = authority;
    }

    /** The certificate whose publisher clients show; administrators of desks name its SHA-1 fingerprint in a policy. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The CA that certified it. */
    public X509Certificate authority() {
        return authority;
    }

    /** The same file, signed. A signature that it has is replaced. */
    public RdpFile sign(RdpFile file) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build(), any -> RSA)
                            .setDirectSignature(true)
                            .setContentDigest(SHA_256)
                            .build(new JcaContentSignerBuilder(SIGNATURE).build(key), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate, authority)));
            byte[] cms = generator
                    .generate(new CMSProcessableByteArray(file.toSign()), false)
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER);
            return file.signedWith(new RdpSignature(Octets.of(cms)));
        } catch (CMSException | OperatorCreationException | CertificateEncodingException | IOException broken) {
            throw new IllegalStateException("a connection file cannot be signed", broken);
        }
    }
}
