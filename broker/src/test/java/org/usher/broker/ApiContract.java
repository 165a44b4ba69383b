package org.usher.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Holds every answer that a test gets from the broker against the committed description of the API. */
final class ApiContract {

    /** From the module's directory, where Maven runs the tests. */
    static final Path FILE = Path.of("../web/openapi.yaml").toAbsolutePath().normalize();

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode DOCUMENT = read();

    private ApiContract() {}

    private static JsonNode read() {
        try {
            return Files.exists(FILE) ? new YAMLMapper().readTree(Files.readString(FILE)) : JSON.createObjectNode();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Fails when the answer is not one that the description promises, and for every 500. */
    static void check(HttpResponse<String> response) {
        String method = response.request().method();
        String path = response.request().uri().getPath();
        String asked = method + " " + path + " → " + response.statusCode() + ": ";
        if (response.statusCode() == 500) {
            throw new AssertionError(asked + response.body());
        }
        JsonNode operation = operation(method.toLowerCase(Locale.ROOT), path);
        if (operation.isMissingNode()) {
            return;
        }
        JsonNode responses = operation.path("responses");
        JsonNode promised = responses.path(String.valueOf(response.statusCode()));
        if (promised.isMissingNode()) {
            if (response.statusCode() < 400) {
                throw new AssertionError(asked + "a success that is not described");
            }
            promised = responses.path("default");
        }
        if (promised.has("$ref")) {
            promised = at(promised);
        }
        String type = response.headers()
                .firstValue("Content-Type")
                .map(value -> value.split(";", 2)[0])
                .orElse("");
        JsonNode content = promised.path("content");
        if (content.isMissingNode()) {
            if (!response.body().isEmpty()) {
                throw new AssertionError(asked + response.body() + " (expected: no body)");
            }
            return;
        }
        if (!content.has(type)) {
            throw new AssertionError(asked + type + " (expected: " + content.propertyNames() + ")");
        }
        if (type.endsWith("json")) {
            check(content.path(type).path("schema"), JSON.readTree(response.body()), asked + "answer");
        }
    }

    /** A method and a path with its parameters in braces. */
    record Operation(String method, String path) {}

    /** All that the API can do. */
    static List<Operation> operations() {
        return DOCUMENT.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .map(method -> new Operation(method.toUpperCase(Locale.ROOT), path.getKey())))
                .toList();
    }

    /** The fields of a schema. */
    static List<String> fields(String schema) {
        return List.copyOf(DOCUMENT.path("components")
                .path("schemas")
                .path(schema)
                .path("properties")
                .propertyNames());
    }

    private static JsonNode operation(String method, String path) {
        for (Map.Entry<String, JsonNode> described : DOCUMENT.path("paths").properties()) {
            String pattern = described.getKey().replaceAll("\\{[^}]+}", "[^/]+");
            if (Pattern.matches(pattern, path)) {
                return described.getValue().path(method);
            }
        }
        return DOCUMENT.path("none");
    }

    private static void check(JsonNode schema, JsonNode value, String where) {
        if (schema.has("$ref")) {
            check(at(schema), value, where);
            return;
        }
        schema.path("allOf").forEach(part -> check(part, value, where));
        if (schema.has("anyOf")) {
            // Only ever something or null.
            if (!value.isNull()) {
                check(schema.path("anyOf").get(0), value, where);
            }
            return;
        }
        checkType(schema, value, where);
        if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
            throw new AssertionError(where + ": " + value + " (expected: one of " + schema.path("enum") + ")");
        }
        if (value.isArray()) {
            value.forEach(item -> check(schema.path("items"), item, where + "[]"));
        }
        schema.path("required").forEach(name -> {
            if (!value.has(name.asString())) {
                throw new AssertionError(where + ": " + value + " (expected: the field " + name + ")");
            }
        });
        if (value.isObject()) {
            value.properties().forEach(field -> {
                JsonNode property = schema.path("properties").path(field.getKey());
                if (!property.isMissingNode()) {
                    check(property, field.getValue(), where + "." + field.getKey());
                } else if (schema.has("required")) {
                    throw new AssertionError(where + ": the field " + field.getKey() + " is not described");
                }
            });
        }
    }

    private static JsonNode at(JsonNode reference) {
        return DOCUMENT.at(reference.path("$ref").asString().substring(1));
    }

    private static void checkType(JsonNode schema, JsonNode value, String where) {
        JsonNode type = schema.path("type");
        boolean fits = type.isMissingNode()
                || (type.isArray()
                        ? type.valueStream().anyMatch(one -> is(one.asString(), value))
                        : is(type.asString(), value));
        if (!fits) {
            throw new AssertionError(where + ": " + value + " (expected: " + type + ")");
        }
        if (schema.path("format").asString("").equals("uuid") && value.isString()) {
            UUID.fromString(value.asString());
        }
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new AssertionError("type " + type + " in the API's description (expected: one of JSON's)");
        };
    }
}
