package org.usher.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.usher.gateway.settings.Limits;

/**
 * Netty's decoder, which refuses most of what could be read in two ways, with what it lets through refused as well: header
 * fields that go on in the next line (RFC 9112, 5.2), which an older server may take for a field of their own.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private boolean inHead = true;
    private boolean folded;
    private byte last;

    RequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(Limits.MAX_FIRST_LINE)
                .setMaxHeaderSize(Limits.MAX_HEADER)
                .setMaxChunkSize(64 * 1024)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected HttpMessage createMessage(String[] firstLine) throws Exception {
        if (!firstLine[2].startsWith("HTTP/")) {
            // The name is case-sensitive (RFC 9112, 2.3); Netty's is not.
            throw new IllegalArgumentException("a version that is none of HTTP's");
        }
        return super.createMessage(firstLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int from = in.readerIndex();
        int known = out.size();
        super.decode(ctx, in, out);
        if (inHead) {
            look(in, from, in.readerIndex());
        }
        for (int i = known; i < out.size(); i++) {
            if (out.get(i) instanceof HttpRequest request) {
                inHead = false;
                if (folded) {
                    request.setDecoderResult(
                            DecoderResult.failure(new IllegalArgumentException("a header field over two lines")));
                }
            }
            if (out.get(i) instanceof LastHttpContent) {
                inHead = true;
                last = 0;
            }
        }
    }

    /** Looks at what the decoder took, byte by byte: a head is 24 KiB at most, and comes once per request. */
    private void look(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte next = in.getByte(i);
            folded |= last == '\n' && (next == ' ' || next == '\t');
            last = next;
        }
    }
}
