package org.usher.wire.rdpfile;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.usher.wire.MalformedException;
import org.usher.wire.rdpfile.FileVerdict.Reason;

/**
 * The judgement over a file, with nothing but the farm's CA: it must have certified the signer itself, for code, so that no
 * component's key can sign files.
 *
 * @param authority the farm CA's certificate
 */
public record FileTrust(X509Certificate authority) {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    /** Whether the farm signed this file. */
    public FileVerdict judge(RdpFile file, Instant now) {
        if (file.signature().isEmpty()) {
            return new FileVerdict.Bad(Reason.UNSIGNED);
        }
        DetachedSignature signed;
        try {
            signed = DetachedSignature.read(file.signature().get().cms());
        } catch (MalformedException notOurForm) {
            return new FileVerdict.Bad(Reason.MALFORMED);
        }
        if (!isSignedBy(signed, file.toSign())) {
            return new FileVerdict.Bad(Reason.FORGED);
        }
        if (!isTrusted(signed.signer(), now)) {
            return new FileVerdict.Bad(Reason.UNKNOWN_SIGNER);
        }
        return new FileVerdict.Good();
    }

    private static boolean isSignedBy(DetachedSignature signed, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            // The key, not the certificate: its purpose is looked at below.
            signature.initVerify(signed.signer().getPublicKey());
            signature.update(message);
            return signature.verify(signed.signature().bytes());
        } catch (GeneralSecurityException notThisKindOfKey) {
            return false;
        }
    }

    private boolean isTrusted(X509Certificate signer, Instant now) {
        try {
            List<String> purposes = signer.getExtendedKeyUsage();
            if (purposes == null || !purposes.contains(CODE_SIGNING)) {
                return false;
            }
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(signer));
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return true;
        } catch (GeneralSecurityException untrusted) {
            return false;
        }
    }
}
