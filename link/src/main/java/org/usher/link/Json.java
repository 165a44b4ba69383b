package org.usher.link;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The link's JSON. Fields that a newer component adds are passed over, so that a farm can be upgraded one by one. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    /** The value as JSON text on one line. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * The opposite of {@link #write}.
     *
     * @throws IllegalArgumentException when the text is no JSON of this type
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null && type != Void.class) {
                throw new IllegalArgumentException(type.getSimpleName() + ": null (expected: its JSON)");
            }
            return value;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(
                    type.getSimpleName() + ": " + malformed.getOriginalMessage() + " (expected: its JSON)", malformed);
        }
    }
}
