package org.usher.broker.hosts;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.usher.broker.farm.SharePasswords;
import org.usher.broker.farm.TicketsByKey;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.HostAccount;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.policy.SessionPolicy;
import org.usher.domain.publishing.Opening;
import org.usher.domain.publishing.PublishedResource;
import org.usher.domain.publishing.ResourceKind;
import org.usher.domain.publishing.ShareAddress;
import org.usher.domain.sessions.SessionKind;
import org.usher.link.host.Order;
import org.usher.link.host.OrderResult;
import org.usher.link.host.Permissions;

/** Asks hosts' agents over the link. */
public final class OrdersByLink implements HostOrders {

    /** How long an agent may take: it may have to make an account, which is the slowest thing it does first. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How much longer than the life of a ticket the front is to expect the client: a little for the way. */
    private static final int WAY_SECONDS = 15;

    private final OrderDesk desk;
    private final SharePasswords passwords;
    private final Supplier<UUID> ids;

    public OrdersByLink(OrderDesk desk, SharePasswords passwords, Supplier<UUID> ids) {
        this.desk = desk;
        this.passwords = passwords;
        this.ids = ids;
    }

    @Override
    public Answer prepare(HostId host, Prepare prepare) {
        // A session is on this host and no other, so its agent is waited for: it may be about to start again.
        boolean worthIt = prepare.existing() || desk.listening(host);
        Optional<OrderResult> result = worthIt ? desk.carryOut(host, order(host, prepare), PATIENCE) : Optional.empty();
        if (result.isEmpty() && !prepare.existing()) {
            // The order may have arrived after all; a session that nobody will use must not stay.
            desk.leave(host, new Order.End(ids.get(), prepare.session().value(), true));
        }
        return result.map(OrdersByLink::answer).orElseGet(Silent::new);
    }

    private static Answer answer(OrderResult result) {
        return switch (result.code()) {
            case OrderResult.EXPECTED -> new Expected();
            case OrderResult.OPENED -> new Opened();
            case OrderResult.NO_SESSION -> new NoSession();
            default -> new Declined(refusal(result.code()), result.code() + ": " + result.detail());
        };
    }

    private static LaunchRefusal refusal(String code) {
        for (LaunchRefusal refusal : LaunchRefusal.values()) {
            if (refusal.code().equals(code)) {
                return refusal;
            }
        }
        return LaunchRefusal.HOST_FAILED;
    }

    private Order.Prepare order(HostId host, Prepare prepare) {
        HostAccount account = prepare.account();
        return new Order.Prepare(
                ids.get(),
                prepare.launch().value(),
                prepare.session().value(),
                prepare.existing(),
                prepare.inPlace(),
                prepare.principal().user().value(),
                new Order.Account(
                        account.name(),
                        account.uid(),
                        account.origin() == HostAccount.Origin.CREATED,
                        prepare.principal().displayName()),
                prepare.key().kind() == SessionKind.DESKTOP,
                prepare.resource().map(resource -> program(resource.on(host))).orElse(null),
                prepare.another(),
                TicketsByKey.binding(prepare.launch(), prepare.client()).text(),
                (int) prepare.client().opens().toSeconds() + WAY_SECONDS,
                prepare.screen().width(),
                prepare.screen().height(),
                permissions(prepare.policy()),
                prepare.rdp()
                        .map(terms -> new Order.RdpClient(terms.code().digest(), terms.addressBound()))
                        .orElse(null),
                limits(prepare.policy()),
                prepare.alongside().stream()
                        .map(resource -> program(resource.on(host)))
                        .toList());
    }

    private static Order.Limits limits(SessionPolicy policy) {
        return new Order.Limits(policy.idleMinutes(), policy.disconnectedMinutes(), policy.sessionMinutes());
    }

    /** The policy in the words of the link. */
    public static Permissions permissions(SessionPolicy policy) {
        return new Permissions(
                Permissions.Clipboard.valueOf(policy.clipboard().name()),
                policy.drives(),
                policy.printers(),
                policy.audio(),
                policy.idleMinutes());
    }

    private Order.Program program(PublishedResource resource) {
        return new Order.Program(
                resource.id().value(),
                resource.name(),
                target(resource),
                resource.arguments(),
                resource.startIn(),
                way(resource),
                resource.opening().single());
    }

    private static String target(PublishedResource resource) {
        return resource.kind() == ResourceKind.FOLDER
                ? ShareAddress.read(resource.target()).orElseThrow().uri()
                : resource.target();
    }

    private Order.@Nullable Way way(PublishedResource resource) {
        Opening opening = resource.opening();
        return switch (resource.kind()) {
            case APPLICATION, DESKTOP -> null;
            case DOCUMENT -> new Order.Document(opening.opener());
            case WEB -> new Order.Web(opening.opener(), opening.kiosk());
            case FOLDER ->
                new Order.Folder(
                        opening.opener(),
                        Order.Credentials.valueOf(opening.credentials().name()),
                        opening.account(),
                        opening.credentials() == Opening.Credentials.ACCOUNT
                                ? passwords.of(resource.id()).orElse("")
                                : "");
        };
    }
}
