package org.usher.broker.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.usher.broker.identity.Passwords;
import org.usher.broker.identity.PortalSessions;
import org.usher.broker.identity.SignIn;
import org.usher.broker.launch.ClientSessions;
import org.usher.broker.store.JdbcHostAccounts;
import org.usher.broker.store.JdbcPeople;
import org.usher.broker.store.JdbcSessions;
import org.usher.broker.store.NameTakenException;
import org.usher.broker.store.Words;
import org.usher.domain.audit.AuditFact;
import org.usher.domain.audit.AuditLog;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.identity.UserId;
import tools.jackson.databind.JsonNode;

/** Users for administrators. */
@RestController
@RequestMapping("/api/v1/admin/users")
class PeopleAdminApi {

    private static final int MAX_DISPLAY_NAME = 100;

    private final JdbcPeople people;
    private final JdbcHostAccounts accounts;
    private final JdbcSessions sessions;
    private final PortalSessions portalSessions;
    private final ClientSessions clients;
    private final SignIn signIn;
    private final Passwords passwords;
    private final EventHub events;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final SiteId site;
    private final Supplier<UUID> ids;

    PeopleAdminApi(
            JdbcPeople people,
            JdbcHostAccounts accounts,
            JdbcSessions sessions,
            PortalSessions portalSessions,
            ClientSessions clients,
            SignIn signIn,
            Passwords passwords,
            EventHub events,
            AuditLog audit,
            TransactionTemplate transaction,
            InstantSource clock,
            SiteId site,
            Supplier<UUID> ids) {
        this.people = people;
        this.accounts = accounts;
        this.sessions = sessions;
        this.portalSessions = portalSessions;
        this.clients = clients;
        this.signIn = signIn;
        this.passwords = passwords;
        this.events = events;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
        this.site = site;
        this.ids = ids;
    }

    record Account(String name, int uid, String origin) {}

    record AdminUser(
            UUID id,
            String name,
            String displayName,
            boolean administrator,
            boolean enabled,
            boolean locked,
            Set<UUID> groups,
            @Nullable Account account,
            @Nullable Long lastSignInSecondsAgo) {}

    record NewUser(
            @Nullable String name,
            @Nullable String displayName,
            @Nullable String password,
            @Nullable Boolean administrator,
            @Nullable Set<UUID> groups) {}

    /**
     * @param account an account, JSON null to take it away, or absent to leave it
     */
    record Change(
            @Nullable String displayName,
            @Nullable String password,
            @Nullable Boolean administrator,
            @Nullable Boolean enabled,
            @Nullable Boolean unlock,
            @Nullable Set<UUID> groups,
            @Nullable JsonNode account) {}

    private AdminUser view(JdbcPeople.User user) {
        Instant now = clock.instant();
        return new AdminUser(
                user.id().value(),
                user.name(),
                user.displayName(),
                user.administrator(),
                user.enabled(),
                user.locked(),
                user.groups().stream().map(GroupId::value).collect(Collectors.toSet()),
                accounts.find(user.id())
                        .map(account -> new Account(account.name(), account.uid(), Words.of(account.origin())))
                        .orElse(null),
                user.lastSignIn()
                        .map(at -> Math.max(0, Duration.between(at, now).toSeconds()))
                        .orElse(null));
    }

    @GetMapping
    List<AdminUser> users() {
        return people.users(site).stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    AdminUser user(@PathVariable UUID id) {
        return view(find(id));
    }

    private JdbcPeople.User find(UUID id) {
        return people.user(site, new UserId(id)).orElseThrow(() -> ProblemException.notFound("user"));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AdminUser create(@RequestBody NewUser wish, SignedIn who, HttpServletRequest request) {
        String name = wish.name() == null ? "" : wish.name().strip();
        String displayName = wish.displayName() == null || wish.displayName().isBlank()
                ? name
                : wish.displayName().strip();
        List<ProblemException.Fault> faults = new ArrayList<>();
        if (!SignIn.NAME.matcher(name).matches()) {
            faults.add(new ProblemException.Fault("name", SignIn.NAME_EXPECTED));
        }
        displayNameFault(displayName).ifPresent(faults::add);
        passwordFault(wish.password()).ifPresent(faults::add);
        refuse(faults);
        UserId id = new UserId(ids.get());
        String hash = passwords.hash(java.util.Objects.requireNonNull(wish.password()));
        transaction.executeWithoutResult(status -> {
            try {
                people.create(site, id, name, displayName, hash, Boolean.TRUE.equals(wish.administrator()));
            } catch (NameTakenException taken) {
                throw ProblemException.of(HttpStatus.CONFLICT, "name-taken", "Another user has the name " + name + ".");
            }
            people.changeGroups(site, id, groups(wish.groups()));
        });
        record("user.create", name, who, request, Map.of());
        return view(find(id.value()));
    }

    private static java.util.Optional<ProblemException.Fault> passwordFault(@Nullable String password) {
        int length = password == null ? 0 : password.length();
        return length < Passwords.MIN_LENGTH || length > Passwords.MAX_LENGTH
                ? java.util.Optional.of(new ProblemException.Fault(
                        "password", Passwords.MIN_LENGTH + " to " + Passwords.MAX_LENGTH + " characters are expected"))
                : java.util.Optional.empty();
    }

    private static java.util.Optional<ProblemException.Fault> displayNameFault(String displayName) {
        boolean wrong = displayName.length() > MAX_DISPLAY_NAME
                || displayName.chars().anyMatch(c -> Character.isISOControl(c) || c == ':');
        return wrong
                ? java.util.Optional.of(new ProblemException.Fault(
                        "displayName", "at most " + MAX_DISPLAY_NAME + " characters without colons are expected"))
                : java.util.Optional.empty();
    }

    private static void refuse(List<ProblemException.Fault> faults) {
        if (!faults.isEmpty()) {
            String detail = faults.stream()
                    .map(fault -> fault.field() + ": " + fault.message())
                    .collect(Collectors.joining("; "));
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "invalid", detail, Map.of("faults", faults));
        }
    }

    private static Set<GroupId> groups(@Nullable Set<UUID> ids) {
        return ids == null ? Set.of() : ids.stream().map(GroupId::new).collect(Collectors.toSet());
    }

    @PatchMapping("/{id}")
    AdminUser change(@PathVariable UUID id, @RequestBody Change change, SignedIn who, HttpServletRequest request) {
        JdbcPeople.User before = find(id);
        String displayName = change.displayName() == null
                ? before.displayName()
                : change.displayName().strip();
        boolean administrator = change.administrator() == null ? before.administrator() : change.administrator();
        boolean enabled = change.enabled() == null ? before.enabled() : change.enabled();
        List<ProblemException.Fault> faults = new ArrayList<>();
        displayNameFault(displayName).ifPresent(faults::add);
        if (change.password() != null) {
            passwordFault(change.password()).ifPresent(faults::add);
        }
        refuse(faults);
        requireAnAdministrator(before, administrator && enabled);
        changeAccount(before.id(), change.account());
        transaction.executeWithoutResult(status -> {
            people.change(before.id(), displayName, administrator, enabled);
            if (change.groups() != null) {
                people.changeGroups(site, before.id(), groups(change.groups()));
            }
        });
        if (change.password() != null) {
            people.changePassword(before.id(), passwords.hash(change.password()));
        }
        if (Boolean.TRUE.equals(change.unlock())) {
            signIn.forgiveFailures(before.name());
        }
        if (change.password() != null || !enabled) {
            // Whoever knew the old password, or should not be here any more, is out at once.
            portalSessions.endAll(before.id()).forEach(client -> clients.end(before.id(), client));
            clients.endFiles(before.id());
        }
        record("user.change", before.name(), who, request, changed(change));
        return view(find(id));
    }

    private static Map<String, String> changed(Change change) {
        Map<String, String> changed = new java.util.HashMap<>();
        if (change.administrator() != null) {
            changed.put("administrator", change.administrator().toString());
        }
        if (change.enabled() != null) {
            changed.put("enabled", change.enabled().toString());
        }
        if (change.password() != null) {
            changed.put("password", "changed");
        }
        if (change.account() != null) {
            changed.put("account", change.account().toString());
        }
        return changed;
    }

    private void requireAnAdministrator(JdbcPeople.User before, boolean remains) {
        boolean was = before.administrator() && before.enabled();
        if (was && !remains && people.administrators(site) == 1) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "last-administrator",
                    before.name() + " is the last administrator who can sign in. Make another one first.");
        }
    }

    private void changeAccount(UserId user, @Nullable JsonNode wish) {
        if (wish == null) {
            return;
        }
        if (wish.isNull()) {
            accounts.unmap(user);
            return;
        }
        HostAccount account = account(wish);
        try {
            accounts.map(site, user, account);
        } catch (NameTakenException taken) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "account-taken",
                    "The account " + account.name() + " or its uid " + account.uid() + " is another user's.");
        }
    }

    private static HostAccount account(JsonNode wish) {
        String name = wish.path("name").asString("");
        if (!HostAccount.NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "account.name",
                    "an account's name is expected: a small letter or _, then up to 31 small letters, digits, _ or -;"
                            + " never root");
        }
        int uid = wish.path("uid").asInt(0);
        if (uid < HostAccount.FIRST_UID || uid >= HostAccount.NOBODY_UID) {
            throw ProblemException.invalid(
                    "account.uid",
                    "a person's number is expected: " + HostAccount.FIRST_UID + " to " + (HostAccount.NOBODY_UID - 1));
        }
        return new HostAccount(name, uid, HostAccount.Origin.EXISTING);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, SignedIn who, HttpServletRequest request) {
        JdbcPeople.User user = find(id);
        requireAnAdministrator(user, false);
        if (!sessions.hostsOf(site, user.id()).isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "user-has-session",
                    user.name() + " has a session. Log it off first; until then, switch the user off.");
        }
        people.delete(user.id());
        record("user.delete", user.name(), who, request, Map.of());
    }

    private void record(
            String action, String object, SignedIn who, HttpServletRequest request, Map<String, String> details) {
        audit.record(AuditFact.done(site, who.getName(), Caller.address(request), action, object)
                .with(details));
        events.tell(new EventHub.Resources());
    }
}
