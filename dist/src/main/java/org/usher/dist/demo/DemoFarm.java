package org.usher.dist.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.usher.dist.api.AdminApi;
import org.usher.dist.program.UserError;
import tools.jackson.databind.JsonNode;

/** Users, groups and published resources of the demo, made through the API. What is there already is left as it is. */
final class DemoFarm {

    private final AdminApi api;

    DemoFarm(AdminApi api) {
        this.api = api;
    }

    static boolean hostsReady(AdminApi api, List<String> names) {
        JsonNode hosts = api.get("/api/v1/admin/hosts");
        return names.stream().allMatch(name -> {
            Optional<JsonNode> host = named(hosts, name);
            return host.isPresent()
                    && host.get().path("status").asString().equals("ready")
                    && !api.get("/api/v1/admin/hosts/" + id(host.get()) + "/applications")
                            .isEmpty();
        });
    }

    private static Optional<JsonNode> named(JsonNode list, String name) {
        return list.valueStream()
                .filter(one -> one.path("name").asString().equalsIgnoreCase(name))
                .findFirst();
    }

    private static String id(JsonNode one) {
        return one.path("id").asString();
    }

    void furnish(Map<String, String> passwords, int pagePort) {
        // Accounts on the demo's hosts are the demo's own; on a real site this is the administrator's choice.
        api.patch("/api/v1/admin/site", Map.of("accountsOnDemand", true));
        String administrator =
                id(named(api.get("/api/v1/admin/users"), DemoPlan.ADMINISTRATOR).orElseThrow());
        api.patch(
                "/api/v1/admin/users/" + administrator,
                Map.of("password", passwords.getOrDefault(DemoPlan.ADMINISTRATOR, "")));
        String office = ensure("/api/v1/admin/groups", DemoPlan.OFFICE, Map.of("name", DemoPlan.OFFICE));
        List<String> everybody = new ArrayList<>();
        for (DemoPlan.Person person : DemoPlan.PEOPLE) {
            everybody.add(ensure(
                    "/api/v1/admin/users",
                    person.name(),
                    Map.of(
                            "name", person.name(),
                            "displayName", person.displayName(),
                            "password", passwords.getOrDefault(person.name(), ""),
                            "administrator", false,
                            "groups", person.office() ? List.of(office) : List.of())));
        }
        String host = id(
                named(api.get("/api/v1/admin/hosts"), DemoPlan.HOSTS.getFirst()).orElseThrow());
        JsonNode found = api.get("/api/v1/admin/hosts/" + host + "/applications");
        DemoPlan.PUBLICATIONS.forEach(publication -> publish(publication, found, office, everybody));
        DemoPlan.things(pagePort).forEach(thing -> publish(thing, everybody));
    }

    private void publish(DemoPlan.Thing thing, List<String> everybody) {
        ensure(
                "/api/v1/admin/resources",
                thing.name(),
                Map.of(
                        "kind", thing.kind(),
                        "name", thing.name(),
                        "folder", thing.folder(),
                        "target", thing.target(),
                        "users", everybody));
    }

    private String ensure(String path, String name, Map<String, Object> wish) {
        return id(named(api.get(path), name).orElseGet(() -> api.post(path, wish)));
    }

    private void publish(DemoPlan.Publication publication, JsonNode found, String office, List<String> everybody) {
        JsonNode application = found.valueStream()
                .filter(one -> id(one).equals(publication.found()))
                .findFirst()
                .orElseThrow(() -> new UserError("the session host has no application " + publication.found()
                        + " (expected: installed with the demo's packages)"));
        List<String> command = application
                .path("command")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        List<String> arguments = new ArrayList<>(command.subList(1, command.size()));
        arguments.addAll(publication.arguments());
        String icon = application.path("icon").asString("");
        Map<String, Object> wish = new HashMap<>();
        wish.put("kind", publication.desktop() ? "desktop" : "application");
        wish.put("name", publication.name());
        wish.put("folder", publication.folder());
        wish.put("target", command.getFirst());
        wish.put("arguments", arguments);
        wish.put("startIn", "");
        wish.put("enabled", true);
        wish.put("users", publication.everybody() ? everybody : List.of());
        wish.put("groups", List.of(office));
        wish.put("hosts", List.of());
        if (!icon.isEmpty()) {
            wish.put("iconDigest", icon.substring(icon.lastIndexOf('/') + 1));
        }
        ensure("/api/v1/admin/resources", publication.name(), wish);
    }
}
