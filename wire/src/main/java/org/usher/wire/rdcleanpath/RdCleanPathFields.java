package org.usher.wire.rdcleanpath;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Der;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/** The optional fields of the message as they stood there, before it is known which message it is. */
record RdCleanPathFields(
        RdCleanPath.@Nullable Failure error,
        @Nullable String destination,
        @Nullable String proxyAuth,
        @Nullable Octets x224,
        List<Octets> certificates,
        @Nullable String serverAddress) {

    private static final int LAST = 9;

    static RdCleanPathFields read(ByteBuffer body) throws MalformedException {
        int version = Der.onlyInteger(Der.take(body, Der.context(0), "version"), "version");
        if (version != RdCleanPath.VERSION) {
            throw new MalformedException("version", String.valueOf(RdCleanPath.VERSION), String.valueOf(version));
        }
        RdCleanPath.Failure error = null;
        String destination = null;
        String proxyAuth = null;
        Octets x224 = null;
        List<Octets> certificates = new ArrayList<>();
        String serverAddress = null;
        int before = 0;
        while (body.hasRemaining()) {
            int number = (body.get(body.position()) & 0xff) - Der.context(0);
            if (number <= before || number > LAST) {
                throw new MalformedException("field", "numbers 1 to 9 in order", "field " + number);
            }
            before = number;
            ByteBuffer field = Der.take(body, Der.context(number), "field " + number);
            switch (number) {
                case 1 -> error = readError(Der.only(field, Der.SEQUENCE, "error"));
                case 2 -> destination = Der.onlyUtf8(field, "destination");
                case 3 -> proxyAuth = Der.onlyUtf8(field, "proxyAuth");
                case 6 -> x224 = Der.copyOf(Der.only(field, Der.OCTET_STRING, "x224ConnectionPdu"));
                case 7 -> {
                    ByteBuffer chain = Der.only(field, Der.SEQUENCE, "serverCertChain");
                    while (chain.hasRemaining()) {
                        certificates.add(Der.copyOf(Der.take(chain, Der.OCTET_STRING, "certificate")));
                    }
                }
                case 9 -> serverAddress = Der.onlyUtf8(field, "serverAddr");
                default -> {
                    // serverAuth and preconnectionBlob mean nothing to us; what a later version adds neither.
                }
            }
        }
        return new RdCleanPathFields(error, destination, proxyAuth, x224, certificates, serverAddress);
    }

    private static RdCleanPath.Failure readError(ByteBuffer body) throws MalformedException {
        int code = Der.onlyInteger(Der.take(body, Der.context(0), "errorCode"), "errorCode");
        OptionalInt[] details = {OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()};
        int before = 0;
        while (body.hasRemaining()) {
            int number = (body.get(body.position()) & 0xff) - Der.context(0);
            if (number <= before || number > details.length) {
                throw new MalformedException("error", "fields 1 to 3 in order", "field " + number);
            }
            before = number;
            details[number - 1] = OptionalInt.of(
                    Der.onlyInteger(Der.take(body, Der.context(number), "error"), "error field " + number));
        }
        return new RdCleanPath.Failure(code, details[0], details[1], details[2]);
    }

    RdCleanPath message() throws MalformedException {
        if (error != null) {
            return error;
        }
        if (x224 != null && destination != null && proxyAuth != null) {
            return new RdCleanPath.Request(destination, proxyAuth, x224);
        }
        if (x224 != null && !certificates.isEmpty() && serverAddress != null) {
            return new RdCleanPath.Response(serverAddress, x224, certificates);
        }
        throw new MalformedException(
                "RDCleanPathPdu", "a request, a response or an error", "fields that make none of them");
    }
}
