package org.usher.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The committed description of the API is the running broker's. */
class ApiDescriptionTest {

    @RegisterExtension
    static final SharedBroker SHARED = new SharedBroker();

    /** Run the test with {@code -Dopenapi.write=true} to write the file anew. */
    private static final String WRITE = "openapi.write";

    private static final String HEAD =
            "# Made by ApiDescriptionTest from the running broker and from openapi-words.yaml; not to be edited.\n";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private static String described() throws Exception {
        RequestMappingHandlerMapping mapping = SHARED.running()
                .broker()
                .context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        try (InputStream words = ApiDescriptionTest.class.getResourceAsStream("/openapi-words.yaml")) {
            Map<String, Object> said =
                    YAML.readValue(Objects.requireNonNull(words), new TypeReference<Map<String, Object>>() {});
            return HEAD + YAML.writeValueAsString(ApiDescription.of(mapping, said));
        }
    }

    @Test
    void theCommittedFileIsTheRunningBrokers() throws Exception {
        String described = described();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(ApiContract.FILE, described);
        }
        assertThat(ApiContract.FILE)
                .as("the API's description; to write it anew: mvn -pl broker -am -Dtest=ApiDescriptionTest -D" + WRITE
                        + "=true -Dsurefire.failIfNoSpecifiedTests=false test")
                .exists()
                .hasContent(described);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryNameIsUsedOnce() throws Exception {
        JsonNode document = YAML.readTree(described());
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.asString().substring(1)).isMissingNode())
                        .as(reference.asString())
                        .isFalse());
        Set<String> ids = new HashSet<>();
        List<JsonNode> operations = document.findValues("operationId");
        assertThat(operations)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(ids.add(id.asString()))
                        .as(id + " is the name of one operation")
                        .isTrue());
        // Enough to notice when the mapping is not looked at any more.
        assertThat(ids).contains("signIn", "launch", "audit", "metrics").hasSizeGreaterThan(40);
    }
}
