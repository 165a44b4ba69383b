package org.usher.broker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.hosts.HostState;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.launch.LaunchStage;
import org.usher.domain.placement.PlacementRules;
import org.usher.domain.placement.Rejection;
import org.usher.domain.policy.Clipboard;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.sessions.SessionKind;
import org.usher.domain.sessions.SessionState;
import org.usher.wire.rdpfile.Target;
import tools.jackson.databind.JsonNode;

/**
 * The API as OpenAPI 3.1, from what the running broker maps and from the records that it reads and writes. What those
 * cannot say comes from {@code openapi-words.yaml}.
 */
final class ApiDescription {

    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<String> UNSAFE = List.of("POST", "PUT", "PATCH", "DELETE");

    /** Records whose simple names say too little outside their classes. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("SignInApi.Credentials", "SignIn"),
            Map.entry("SignInApi.SiteName", "Site"),
            Map.entry("LaunchesApi.Click", "LaunchRequest"),
            Map.entry("LaunchesApi.Launched", "LaunchAnswer"),
            Map.entry("SessionsApi.OwnSession", "Session"),
            Map.entry("SessionsApi.Window", "SessionWindow"),
            Map.entry("AdminSessionViews.Owner", "SessionOwner"),
            Map.entry("ManySessionsAdminApi.Chosen", "ChosenSessions"),
            Map.entry("ManySessionsAdminApi.Message", "SessionMessage"),
            Map.entry("ManySessionsAdminApi.Outcome", "SessionOutcome"),
            Map.entry("ManySessionsAdminApi.Outcomes", "SessionOutcomes"),
            Map.entry("HostViews.HostView", "Host"),
            Map.entry("HostsAdminApi.Change", "HostChange"),
            Map.entry("HostsAdminApi.Application", "HostApplication"),
            Map.entry("HostsAdminApi.TokenWish", "JoinTokenRequest"),
            Map.entry("HostsAdminApi.Token", "JoinToken"),
            Map.entry("ResourcesAdminApi.Wish", "AdminResourceForm"),
            Map.entry("ResourcesAdminApi.PerHostView", "PerHost"),
            Map.entry("ResourcesAdminApi.PerHostForm", "PerHostForm"),
            Map.entry("ResourcesAdminApi.IconView", "Icon"),
            Map.entry("PeopleAdminApi.Account", "HostAccount"),
            Map.entry("PeopleAdminApi.Change", "UserChange"),
            Map.entry("GroupsAdminApi.Wish", "GroupForm"),
            Map.entry("BooksAdminApi.AuditEntry", "AuditFact"),
            Map.entry("BooksAdminApi.SiteView", "SiteSettings"),
            Map.entry("LaunchesApi.ClientWish", "LaunchClient"),
            Map.entry("LaunchesApi.FileView", "ConnectionFile"),
            Map.entry("HostViews.ProofView", "HostProof"),
            Map.entry("HostsAdminApi.ProofForm", "HostProofForm"),
            Map.entry("HostsAdminApi.CertificateWish", "HostCertificateRequest"),
            Map.entry("HostsAdminApi.CertificateView", "HostCertificate"),
            Map.entry("SignInApi.GrantWish", "ClientGrantRequest"),
            Map.entry("SignInApi.Grant", "ClientGrant"),
            Map.entry("SignInApi.GrantUse", "GrantSignIn"),
            Map.entry("FarmApi.Signer", "FileSigner"),
            Map.entry("PolicyViews.Partial", "PartialPolicy"),
            Map.entry("PlacementAdminApi.Settings", "PlacementSettings"),
            Map.entry("PlacementAdminApi.Form", "PlacementSettingsForm"),
            Map.entry("PlacementView", "Placement"),
            Map.entry("PlacementView.CandidateView", "Candidate"),
            Map.entry("PlacementView.RejectedView", "Rejected"));

    private static final List<String> ENFORCED = List.of("front", "host", "advice");

    /** Texts that are one of a few words. */
    private static final Map<String, List<String>> ONE_OF = Map.ofEntries(
            Map.entry("Resource.kind", words(ResourceKind.values())),
            Map.entry("AdminResource.kind", words(ResourceKind.values())),
            Map.entry("AdminResourceForm.kind", words(ResourceKind.values())),
            Map.entry("Resource.where", words(Opening.Where.values())),
            Map.entry("AdminResource.where", words(Opening.Where.values())),
            Map.entry("AdminResourceForm.where", words(Opening.Where.values())),
            Map.entry("AdminResource.credentials", words(Opening.Credentials.values())),
            Map.entry("AdminResourceForm.credentials", words(Opening.Credentials.values())),
            Map.entry("Session.kind", words(SessionKind.values())),
            Map.entry("AdminSession.kind", words(SessionKind.values())),
            Map.entry("Session.state", sessionStates()),
            Map.entry("AdminSession.state", sessionStates()),
            Map.entry("SessionClient.kind", List.of("browser", "rdp")),
            Map.entry("SessionClient.mode", words(ConnectionMode.values())),
            Map.entry("Host.state", words(HostState.values())),
            Map.entry("HostChange.state", words(HostState.values())),
            Map.entry(
                    "Host.status",
                    List.of("ready", "silent", "never-reported", "rdp-fails", "front-not-ready", "not-checked")),
            Map.entry("HostAccount.origin", words(HostAccount.Origin.values())),
            Map.entry("AuditFact.outcome", words(AuditFact.Outcome.values())),
            Map.entry("JoinTokenRequest.role", List.of("host", "gateway")),
            Map.entry("LaunchAnswer.outcome", List.of("connect", "file", "opened")),
            Map.entry("LaunchClient.kind", List.of("browser", "rdp")),
            Map.entry("LaunchClient.carrier", words(Target.Carrier.values())),
            Map.entry("LaunchClient.mode", words(ConnectionMode.values())),
            Map.entry("ConnectionFile.mode", words(ConnectionMode.values())),
            Map.entry("Connection.mode", words(ConnectionMode.values())),
            Map.entry("Preferences.openIn", JdbcPeople.OPEN_IN),
            Map.entry("PreferencesChange.openIn", JdbcPeople.OPEN_IN),
            Map.entry("PolicyView.clipboard", words(Clipboard.values())),
            Map.entry("Policy.clipboard", words(Clipboard.values())),
            Map.entry("PartialPolicy.clipboard", words(Clipboard.values())),
            Map.entry("PolicyForm.clipboard", words(Clipboard.values())),
            Map.entry("Enforced.clipboard", ENFORCED),
            Map.entry("Enforced.drives", ENFORCED),
            Map.entry("Enforced.printers", ENFORCED),
            Map.entry("Enforced.audio", ENFORCED),
            Map.entry("SiteSettings.connectionMode", words(ConnectionMode.values())),
            Map.entry("SiteChange.connectionMode", words(ConnectionMode.values())),
            Map.entry("Group.connectionMode", words(ConnectionMode.values())),
            Map.entry("GroupForm.connectionMode", words(ConnectionMode.values())),
            Map.entry("Host.kind", List.of("managed", "unmanaged")),
            Map.entry("Host.clipboard", words(Clipboard.values())),
            Map.entry("Host.signOn", List.of("usher", "host")),
            Map.entry("Host.system", words(HostKind.Platform.values())),
            Map.entry("NewHost.system", words(HostKind.Platform.values())),
            Map.entry("HostProof.kind", List.of("pinned", "authority")),
            Map.entry("HostProofForm.kind", List.of("pinned", "authority")),
            Map.entry("Placement.method", words(PlacementRules.Method.values())),
            Map.entry("PlacementSettings.method", words(PlacementRules.Method.values())),
            Map.entry("PlacementSettingsForm.method", words(PlacementRules.Method.values())),
            Map.entry("Launch.state", launchStates()),
            Map.entry("AdminLaunch.state", launchStates()),
            Map.entry("AdminLaunch.client", List.of("browser", "rdp")),
            Map.entry("Stage.stage", stages()),
            Map.entry("Stuck.stage", stages()),
            Map.entry("LaunchTime.stage", stages()),
            Map.entry(
                    "Rejected.because",
                    Stream.of(Rejection.values()).map(Rejection::code).toList()));

    private final Map<String, Object> words;
    private final Set<String> used = new HashSet<>();
    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Object> problems = new TreeMap<>();
    private final Map<String, Class<?>> named = new LinkedHashMap<>();
    private final Map<String, String> directions = new LinkedHashMap<>();

    private ApiDescription(Map<String, Object> words) {
        this.words = words;
    }

    private static List<String> words(Enum<?>... constants) {
        return Stream.of(constants).map(Words::of).toList();
    }

    /** Sessions that have ended are not shown. */
    private static List<String> sessionStates() {
        return words(SessionState.values()).stream()
                .filter(word -> !word.equals(Words.of(SessionState.ENDED)))
                .toList();
    }

    private static List<String> stages() {
        return Stream.of(LaunchStage.values()).map(LaunchStage::word).toList();
    }

    private static List<String> launchStates() {
        return org.usher.broker.store.JdbcLaunches.STATES;
    }

    /** The whole document. */
    static Map<String, Object> of(RequestMappingHandlerMapping mapping, Map<String, Object> words) {
        return new ApiDescription(words).document(mapping);
    }

    private Map<String, Object> document(RequestMappingHandlerMapping mapping) {
        Map<String, Map<String, Object>> paths = new TreeMap<>();
        mapping.getHandlerMethods()
                .forEach((route, handler) -> route.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.equals("/metrics"))
                        .forEach(path -> route.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> paths.computeIfAbsent(path, any -> new TreeMap<>())
                                        .put(
                                                method.name().toLowerCase(java.util.Locale.ROOT),
                                                operation(method.name(), path, handler)))));
        Map<String, Object> components = new LinkedHashMap<>(map(words, "components"));
        schemas.putAll(map(components, "schemas"));
        components.put("responses", problems);
        components.put("schemas", schemas);
        Map<String, Object> document = new LinkedHashMap<>();
        for (String part : List.of("openapi", "info", "servers", "tags")) {
            document.put(part, words.get(part));
        }
        document.put("paths", paths);
        document.put("components", components);
        requireAllUsed();
        return document;
    }

    private void requireAllUsed() {
        Set<String> unused = new HashSet<>(ONE_OF.keySet());
        map(words, "operations").keySet().forEach(unused::add);
        map(words, "fields").keySet().forEach(unused::add);
        map(words, "parameters").keySet().forEach(unused::add);
        NAMES.values().forEach(unused::add);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw new AssertionError("described, but not there: " + unused);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String key) {
        return (Map<String, Object>) from.getOrDefault(key, Map.of());
    }

    private Map<String, Object> operation(String method, String path, HandlerMethod handler) {
        String key = method + " " + path;
        Map<String, Object> said = map(map(words, "operations"), key);
        if (said.isEmpty()) {
            throw new AssertionError(key + " is described nowhere (expected: an entry in openapi-words.yaml)");
        }
        used.add(key);
        boolean open = Boolean.TRUE.equals(said.get("open"));
        boolean administrator = path.startsWith("/api/v1/admin/") || path.equals("/metrics");
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(administrator ? "administrator" : "user"));
        operation.put("operationId", said.get("id"));
        operation.put("summary", said.get("summary"));
        operation.put("security", security(open, administrator));
        Map<String, Set<String>> errors = new TreeMap<>();
        said.forEach((name, value) -> {
            if (name.equals("errors")) {
                ((Map<?, ?>) value)
                        .forEach((status, codes) -> errors.computeIfAbsent(
                                        (String) status, any -> new java.util.TreeSet<>())
                                .addAll(strings(codes)));
            }
        });
        if (!open) {
            error(errors, "401", "sign-in-required");
        }
        if (administrator) {
            error(errors, "403", "administrator-required");
        }
        if (UNSAFE.contains(method)) {
            error(errors, "403", "csrf");
        }
        List<Object> parameters = parameters(handler.getMethod(), method, errors);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        requestBody(handler.getMethod(), said, errors).ifPresent(body -> operation.put("requestBody", body));
        operation.put("responses", responses(handler.getMethod(), said, errors));
        return operation;
    }

    private static void error(Map<String, Set<String>> errors, String status, String code) {
        errors.computeIfAbsent(status, any -> new java.util.TreeSet<>()).add(code);
    }

    private static List<String> strings(Object list) {
        return ((Collection<?>) list).stream().map(String.class::cast).toList();
    }

    private static List<Object> security(boolean open, boolean administrator) {
        if (open) {
            return List.of();
        }
        Map<String, Object> cookie = Map.of("portalSession", List.of());
        return administrator ? List.of(cookie, Map.of("token", List.of())) : List.of(cookie);
    }

    private List<Object> parameters(Method handler, String method, Map<String, Set<String>> errors) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : handler.getParameters()) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                Map<String, Object> schema = schema(parameter.getAnnotatedType(), "");
                parameters.add(parameter("path", parameter.getName(), true, schema));
                if (parameter.getType() == UUID.class || parameter.getName().equals("window")) {
                    error(errors, "400", "invalid");
                }
            }
            RequestParam query = parameter.getAnnotation(RequestParam.class);
            if (query != null) {
                Map<String, Object> schema = schema(parameter.getAnnotatedType(), "");
                if (!query.defaultValue().equals(ValueConstants.DEFAULT_NONE)) {
                    schema.put("default", Integer.valueOf(query.defaultValue()));
                }
                Map<String, Object> described = parameter("query", parameter.getName(), false, schema);
                used.add(parameter.getName());
                described.put("description", map(words, "parameters").get(parameter.getName()));
                parameters.add(described);
            }
        }
        if (UNSAFE.contains(method)) {
            parameters.add(Map.of("$ref", "#/components/parameters/csrf"));
        }
        return parameters;
    }

    private static Map<String, Object> parameter(
            String where, String name, boolean required, Map<String, Object> schema) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("in", where);
        parameter.put("name", name);
        parameter.put("required", required);
        parameter.put("schema", schema);
        return parameter;
    }

    private Optional<Map<String, Object>> requestBody(
            Method handler, Map<String, Object> said, Map<String, Set<String>> errors) {
        return Stream.of(handler.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .findFirst()
                .map(parameter -> {
                    Object types = said.get("consumes");
                    error(errors, "400", "unreadable");
                    error(errors, "413", "too-large");
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("required", true);
                    body.put(
                            "content",
                            content(
                                    types == null ? List.of("application/json") : strings(types),
                                    schema(parameter.getAnnotatedType(), "request")));
                    return body;
                });
    }

    private static Map<String, Object> content(List<String> types, Map<String, Object> schema) {
        Map<String, Object> content = new LinkedHashMap<>();
        types.forEach(type -> content.put(type, Map.of("schema", schema)));
        return content;
    }

    private Map<String, Object> responses(Method handler, Map<String, Object> said, Map<String, Set<String>> errors) {
        ResponseStatus annotated = handler.getAnnotation(ResponseStatus.class);
        String status =
                annotated == null ? "200" : String.valueOf(annotated.value().value());
        Map<String, Object> responses = new LinkedHashMap<>();
        Map<String, Object> success = new LinkedHashMap<>();
        success.put("description", "Done.");
        Object types = said.get("produces");
        if (types != null) {
            boolean bytes = strings(types).getFirst().startsWith("image/");
            success.put("content", content(strings(types), bytes ? new LinkedHashMap<>() : type("string")));
        } else if (handler.getReturnType() != void.class && !said.containsKey("success")) {
            success.put(
                    "content",
                    content(List.of("application/json"), schema(handler.getAnnotatedReturnType(), "answer")));
        }
        responses.put((String) said.getOrDefault("success", status), success);
        errors.forEach((code, reasons) -> responses.put(code, problem(reasons)));
        responses.put("default", problem(Set.of()));
        return responses;
    }

    /** A refusal, kept once under its codes; without any it may have every code. */
    private Map<String, Object> problem(Set<String> codes) {
        String name = codes.isEmpty() ? "refused" : String.join(".", codes);
        problems.computeIfAbsent(name, any -> {
            Map<String, Object> schema = Map.of("$ref", SCHEMAS + "Problem");
            if (!codes.isEmpty()) {
                Map<String, Object> reason = type("object");
                reason.put("properties", Map.of("code", Map.of("enum", List.copyOf(codes))));
                schema = Map.of("allOf", List.of(schema, reason));
            }
            Map<String, Object> response = new LinkedHashMap<>();
            response.put(
                    "description",
                    codes.isEmpty() ? "Refused for any reason." : "Refused: " + String.join(", ", codes) + ".");
            if (codes.contains("sign-in-too-many")) {
                Map<String, Object> header = new LinkedHashMap<>();
                header.put("description", "Seconds until the next try may come.");
                header.put("schema", type("integer"));
                response.put("headers", Map.of("Retry-After", header));
            }
            response.put("content", content(List.of("application/problem+json"), schema));
            return response;
        });
        return Map.of("$ref", "#/components/responses/" + name);
    }

    // Types

    private static Map<String, Object> type(String name) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", name);
        return schema;
    }

    private static Map<String, Object> type(String name, String format) {
        Map<String, Object> schema = type(name);
        schema.put("format", format);
        return schema;
    }

    private Map<String, Object> schema(AnnotatedType annotated, String direction) {
        Type type = annotated.getType();
        Class<?> raw = type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
        if (raw == Optional.class || raw == ResponseEntity.class) {
            return schema(argument(annotated), direction);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Map<String, Object> list = type("array");
            list.put("items", schema(argument(annotated), direction));
            return list;
        }
        if (raw.isRecord()) {
            return record(raw, direction);
        }
        return plain(raw);
    }

    private static AnnotatedType argument(AnnotatedType annotated) {
        return ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
    }

    private Map<String, Object> plain(Class<?> raw) {
        if (raw == String.class) {
            return type("string");
        } else if (raw == UUID.class) {
            return type("string", "uuid");
        } else if (raw == int.class || raw == Integer.class) {
            return type("integer", "int32");
        } else if (raw == long.class || raw == Long.class) {
            return type("integer", "int64");
        } else if (raw == double.class || raw == Double.class) {
            return type("number", "double");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return type("boolean");
        } else if (raw == byte[].class) {
            return new LinkedHashMap<>();
        } else if (raw == Map.class) {
            Map<String, Object> texts = type("object");
            texts.put("additionalProperties", type("string"));
            return texts;
        }
        throw new AssertionError(raw + " has no place in the API's description (expected: a kind of value that has)");
    }

    private static String name(Class<?> type) {
        @Nullable Class<?> outer = type.getDeclaringClass();
        String full = outer == null ? type.getSimpleName() : outer.getSimpleName() + "." + type.getSimpleName();
        return NAMES.getOrDefault(full, type.getSimpleName());
    }

    private Map<String, Object> record(Class<?> type, String direction) {
        String name = name(type);
        used.add(name);
        Class<?> other = named.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new AssertionError(
                    type + " and " + other + " are both called " + name + " (expected: a name in NAMES)");
        }
        if (!direction.equals(directions.computeIfAbsent(name, any -> direction))) {
            throw new AssertionError(name + " is read and written (expected: one of both; absent and null differ)");
        }
        if (other == null) {
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getAccessor().isAnnotationPresent(JsonProperty.class)) {
                    throw new AssertionError(component + " has another name in JSON");
                }
                boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
                if (!nullable || direction.equals("answer")) {
                    required.add(component.getName());
                }
                properties.put(component.getName(), property(name, component, nullable, direction));
            }
            Map<String, Object> schema = type("object");
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            schema.put("properties", properties);
            schemas.put(name, schema);
        }
        return new LinkedHashMap<>(Map.of("$ref", SCHEMAS + name));
    }

    private Map<String, Object> property(String owner, RecordComponent component, boolean nullable, String direction) {
        String key = owner + "." + component.getName();
        used.add(key);
        boolean account = component.getType() == JsonNode.class;
        boolean word = account && ONE_OF.containsKey(key);
        Map<String, Object> schema =
                word ? type("string") : account ? account() : schema(component.getAnnotatedType(), direction);
        List<String> oneOf = ONE_OF.get(key);
        if (oneOf != null) {
            schema.put("enum", new ArrayList<Object>(oneOf));
        }
        // In a request null is what absent is; in an answer it is always there.
        if (nullable) {
            schema = orNull(schema);
        }
        Object description = map(words, "fields").get(key);
        if (description != null) {
            schema.put("description", description);
        }
        return schema;
    }

    /** What PeopleAdminApi reads by hand, to tell null from absent. */
    private Map<String, Object> account() {
        Map<String, Object> account = type("object");
        account.put("required", List.of("name", "uid"));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", type("string"));
        properties.put("uid", type("integer", "int32"));
        account.put("properties", properties);
        return account;
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof String one && !one.equals("object")) {
            schema.put("type", List.of(one, "null"));
            if (schema.get("enum") instanceof List<?> words) {
                List<@Nullable Object> more = new ArrayList<>(words);
                more.add(null);
                schema.put("enum", more);
            }
            return schema;
        }
        Map<String, Object> either = new LinkedHashMap<>();
        either.put("anyOf", List.of(schema, type("null")));
        return either;
    }
}
