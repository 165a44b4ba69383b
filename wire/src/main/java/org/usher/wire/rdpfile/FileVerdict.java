package org.usher.wire.rdpfile;

/** What became of a file that somebody brought. */
public sealed interface FileVerdict {

    /** The farm wrote what its signature covers. */
    record Good() implements FileVerdict {}

    /** It is not to be opened. */
    record Bad(Reason reason) implements FileVerdict {}

    /** Why a file was refused; {@link #code} stands in answers and logs. */
    enum Reason {
        /** It has no signature. */
        UNSIGNED("file-unsigned"),
        /** Its signature is none by its form. */
        MALFORMED("file-signature-malformed"),
        /** The signature is not its certificate's over these settings. */
        FORGED("file-forged"),
        /** The farm has not certified the signer for files, or no longer. */
        UNKNOWN_SIGNER("file-unknown-signer");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }
}
