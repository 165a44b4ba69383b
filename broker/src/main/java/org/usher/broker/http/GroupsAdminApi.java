package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
import org.usher.broker.store.NameTakenException;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;

/** Groups for administrators. */
@RestController
@RequestMapping("/api/v1/admin/groups")
class GroupsAdminApi {

    private static final int MAX_NAME = 64;

    private final JdbcPeople people;
    private final EventHub events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final SiteId site;
    private final Supplier<UUID> ids;

    GroupsAdminApi(
            JdbcPeople people,
            EventHub events,
            AuditLog audit,
            TransactionTemplate transaction,
            SiteId site,
            Supplier<UUID> ids) {
        this.people = people;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.site = site;
        this.ids = ids;
    }

    record Group(UUID id, String name, List<UUID> members) {

        static Group of(JdbcPeople.Group group) {
            return new Group(
                    group.id().value(),
                    group.name(),
                    group.members().stream().map(UserId::value).toList());
        }
    }

    record Wish(@Nullable String name, @Nullable Set<UUID> members) {}

    @GetMapping
    List<Group> groups() {
        return people.groups(site).stream().map(Group::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Group create(@RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        return save(
                new GroupId(ids.get()),
                wish.name() == null ? "" : wish.name(),
                wish.members(),
                "group.create",
                who,
                request);
    }

    @PatchMapping("/{id}")
    Group change(@PathVariable UUID id, @RequestBody Wish wish, SignedIn who, HttpServletRequest request) {
        Group before = find(id);
        String name = wish.name() == null ? before.name() : wish.name();
        return save(new GroupId(id), name, wish.members(), "group.change", who, request);
    }

    private Group save(
            GroupId id,
            String typed,
            @Nullable Set<UUID> members,
            String action,
            SignedIn who,
            HttpServletRequest request) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw ProblemException.invalid("name", "1 to " + MAX_NAME + " characters are expected");
        }
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
        });
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), action, name));
        events.tell(new EventHub.Resources());
        return find(id.value());
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
