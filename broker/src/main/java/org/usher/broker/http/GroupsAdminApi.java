package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.usher.broker.events.EventHub;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcRules;
import org.usher.broker.store.NameTakenException;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.policy.PartialPolicy;
import org.usher.domain.policy.SiteRules;
import tools.jackson.databind.JsonNode;

/** Groups for administrators. */
@RestController
@RequestMapping("/api/v1/admin/groups")
class GroupsAdminApi {

    private static final int MAX_NAME = 64;

    private final JdbcPeople people;
    private final JdbcRules rules;
    private final EventHub events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final SiteId site;
    private final Supplier<UUID> ids;

    GroupsAdminApi(
            JdbcPeople people,
            JdbcRules rules,
            EventHub events,
            AuditLog audit,
            TransactionTemplate transaction,
            SiteId site,
            Supplier<UUID> ids) {
        this.people = people;
        this.rules = rules;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.site = site;
        this.ids = ids;
    }

    record Group(
            UUID id,
            String name,
            List<UUID> members,
            @Nullable String connectionMode,
            PolicyViews.Partial policy) {}

    /**
     * @param connectionMode a way, JSON null for no word on it, or absent to leave it
     */
    record Wish(
            @Nullable String name,
            @Nullable Set<UUID> members,
            @Nullable JsonNode connectionMode,
            PolicyViews.@Nullable PolicyForm policy) {}

    private static final SiteRules.GroupRules NO_RULES =
            new SiteRules.GroupRules(PartialPolicy.SILENT, Optional.empty());

    private static Group view(JdbcPeople.Group group, SiteRules now) {
        SiteRules.GroupRules said = now.groups().getOrDefault(group.id(), NO_RULES);
        return new Group(
                group.id().value(),
                group.name(),
                group.members().stream().map(UserId::value).toList(),
                said.mode().map(Words::of).orElse(null),
                PolicyViews.of(said.policy()));
    }

    @GetMapping
    List<Group> groups() {
        SiteRules now = rules.of(site);
        return people.groups(site).stream().map(group -> view(group, now)).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Group create(@RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        return save(new GroupId(ids.get()), wish.name() == null ? "" : wish.name(), wish, "group.create", who, request);
    }

    @PatchMapping("/{id}")
    Group change(@PathVariable UUID id, @RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        Group before = find(id);
        String name = wish.name() == null ? before.name() : wish.name();
        return save(new GroupId(id), name, wish, "group.change", who, request);
    }

    private Group save(GroupId id, String typed, Wish wish, String action, SignedIn who, HttpServletRequest request) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw ProblemException.invalid("name", "1 to " + MAX_NAME + " characters are expected");
        }
        @Nullable Set<UUID> members = wish.members();
        SiteRules.GroupRules before = rules.of(site).groups().getOrDefault(id, NO_RULES);
        SiteRules.GroupRules after = new SiteRules.GroupRules(
                wish.policy() == null ? before.policy() : PolicyViews.read(wish.policy()),
                wish.connectionMode() == null ? before.mode() : mode(wish.connectionMode()));
        transaction.executeWithoutResult(status -> {
            try {
                people.saveGroup(site, id, name);
            } catch (NameTakenException taken) {
                throw ProblemException.of(
                        HttpStatus.CONFLICT, "name-taken", "Another group has the name " + name + ".");
            }
            if (members != null) {
                people.changeMembers(site, id, members.stream().map(UserId::new).collect(Collectors.toSet()));
            }
            rules.change(site, id, after);
        });
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), action, name)
                .with(Map.of(
                        "connectionMode",
                        after.mode().map(Words::of).orElse(""),
                        "policy",
                        PolicyViews.of(after.policy()).toString())));
        events.tell(new EventHub.Resources());
        return find(id.value());
    }

    private static Optional<ConnectionMode> mode(JsonNode wish) {
        if (wish.isNull()) {
            return Optional.empty();
        }
        if (!wish.isString()) {
            throw ProblemException.invalid("connectionMode", "a way's name, or null, is expected");
        }
        return Optional.of(PolicyViews.mode("connectionMode", wish.asString()));
    }

    private Group find(UUID id) {
        return groups().stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("group"));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        Group group = find(id);
        people.deleteGroup(site, new GroupId(id));
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), "group.delete", group.name()));
        events.tell(new EventHub.Resources());
    }
}
