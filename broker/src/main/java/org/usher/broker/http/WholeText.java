package org.usher.broker.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/**
 * Texts of requests, refused when they cannot be kept: JSON can spell the character zero and halves of surrogate pairs,
 * which PostgreSQL and UTF-8 do not have.
 */
final class WholeText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    WholeText() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && !isWhole(text)) {
            throw context.weirdStringException(text, String.class, "a character that is none");
        }
        return text;
    }

    private static boolean isWhole(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
