package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.UserId;
import org.usher.domain.launch.HostOrders;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.LaunchStage;
import org.usher.domain.launch.Launches;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;
import org.usher.link.Json;

/** The books about launches, with the timeline of each. */
public final class JdbcLaunches implements Launches {

    /** How long after its client should have come a launch that nobody used counts as expired. */
    private static final long UNUSED_SECONDS = 30;

    /** Who has signed on and has a window sees the application, in whichever order the two came. */
    private static final List<String> SEEN = List.of(LaunchStage.SIGN_ON.word(), LaunchStage.FIRST_WINDOW.word());

    /** How long after a launch its window may take to be told of, and then stands for the use itself. */
    private static final long WINDOW_LAG_SECONDS = 30;

    private final JdbcClient database;

    public JdbcLaunches(JdbcClient database) {
        this.database = database;
    }

    @Override
    public boolean use(LaunchId launch, UserId user, ResourceId resource, int most) {
        // Somebody has it open while the launch is on its way, a moment longer until its window is told of, and then
        // while
        // a window of it is there. Of desktops and of hosts without an agent the session is all that is known.
        return database.sql("""
                        insert into resource_use (resource_id, user_id, launch_id)
                        select r.id, :user, :launch from resource r where r.id = :resource and :most > (
                          select count(*) from resource_use u join launch l on l.id = u.launch_id
                          left join session s on s.id = l.session_id and s.state <> 'ended'
                          left join host h on h.id = s.host_id
                          where u.resource_id = r.id and u.user_id <> :user
                            and (l.state in ('pending', 'connecting')
                              or (l.state in ('running', 'opened') and u.at > now() - :lag * interval '1 second')
                              or s.kind = 'desktop' or h.kind = 'unmanaged'
                              or exists (select 1 from session w where w.user_id = u.user_id and w.state <> 'ended'
                                and w.windows @> jsonb_build_array(jsonb_build_object('resource', r.id::text)))))
                        on conflict (resource_id, user_id) do update set launch_id = excluded.launch_id, at = excluded.at
                        """)
                        .param("user", user.value())
                        .param("launch", launch.value())
                        .param("resource", resource.value())
                        .param("most", most)
                        .param("lag", WINDOW_LAG_SECONDS)
                        .update()
                > 0;
    }

    @Override
    public Optional<Before> begin(LaunchId launch, LaunchRequest request) {
        Optional<Before> before = before(request);
        if (before.isPresent()) {
            return before;
        }
        // A refused launch of the same click makes room for the new try.
        database.sql("delete from launch where user_id = :user and click = :click and state in ('failed', 'expired')")
                .param("user", request.principal().user().value())
                .param("click", request.key())
                .update();
        @Nullable
        UUID resource = request.what() instanceof LaunchRequest.Open open
                ? open.resource().value()
                : null;
        int inserted = database.sql(
                        "insert into launch (id, site_id, user_id, click, resource_id, address, client, portal, opens_seconds)"
                                + " values (:id, :site, :user, :click, (select id from resource where id = :resource::uuid), :address,"
                                + " :client, :portal, :opens)"
                                + " on conflict (user_id, click) do nothing")
                .param("id", launch.value())
                .param("site", request.principal().site().value())
                .param("user", request.principal().user().value())
                .param("click", request.key())
                .param("resource", resource)
                .param("address", request.address())
                .param("client", request.client() instanceof LaunchRequest.RdpClient ? "rdp" : "browser")
                .param("portal", request.client() instanceof LaunchRequest.Browser(String portal) ? portal : "")
                .param("opens", request.client().opens().toSeconds())
                .update();
        if (inserted == 0) {
            // The same click came twice at once, and the other one was first.
            return before(request).or(() -> Optional.of(new UnderWay(launch)));
        }
        stage(launch, LaunchStage.AUTHENTICATED);
        return Optional.empty();
    }

    private record Known(
            LaunchId launch,
            String state,
            @Nullable UUID session,
            @Nullable UUID host) {}

    private Optional<Before> before(LaunchRequest request) {
        return database.sql("select id, state, session_id, host_id from launch where user_id = :user and click = :click"
                        + " and state not in ('failed', 'expired')")
                .param("user", request.principal().user().value())
                .param("click", request.key())
                .query((row, number) -> new Known(
                        new LaunchId(row.getObject(1, UUID.class)),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class)))
                .optional()
                .map(JdbcLaunches::asBefore);
    }

    private static Before asBefore(Known known) {
        if (known.session() == null || known.host() == null) {
            return new UnderWay(known.launch());
        }
        return switch (known.state()) {
            case "connecting", "running" ->
                new Issued(known.launch(), new SessionId(known.session()), new HostId(known.host()));
            case "opened" -> new Opened(known.launch(), new SessionId(known.session()));
            default -> new UnderWay(known.launch());
        };
    }

    @Override
    public void expects(LaunchId launch, HostOrders.RdpTerms terms) {
        database.sql("update launch set code = :code, mode = :mode, address_bound = :bound where id = :id")
                .param("id", launch.value())
                .param("code", terms.code().digest())
                .param("mode", Words.of(terms.mode()))
                .param("bound", terms.addressBound())
                .update();
    }

    @Override
    public void placed(LaunchId launch, SessionId session, HostId host, Optional<Placement> placement) {
        database.sql(
                        "update launch set session_id = :session, host_id = :host, placement = :placement::jsonb where id = :id")
                .param("id", launch.value())
                .param("session", session.value())
                .param("host", host.value())
                .param("placement", placement.map(JdbcLaunches::json).orElse(null))
                .update();
        stage(launch, LaunchStage.PLACED);
    }

    @Override
    public void ticketed(LaunchId launch) {
        state(launch, "connecting");
        stage(launch, LaunchStage.TICKET);
    }

    @Override
    public void opened(LaunchId launch) {
        state(launch, "opened");
        stage(launch, LaunchStage.TICKET);
    }

    private void state(LaunchId launch, String state) {
        database.sql("update launch set state = :state where id = :id")
                .param("id", launch.value())
                .param("state", state)
                .update();
    }

    @Override
    public void refused(LaunchId launch, LaunchRefusal because, String detail, Optional<Placement> placement) {
        database.sql("update launch set state = 'failed', reason = :reason, detail = :detail,"
                        + " placement = coalesce(:placement::jsonb, placement) where id = :id")
                .param("id", launch.value())
                .param("reason", because.code())
                .param("detail", detail)
                .param("placement", placement.map(JdbcLaunches::json).orElse(null))
                .update();
    }

    private static String json(Placement placement) {
        return Json.write(PlacementView.of(placement));
    }

    private void stage(LaunchId launch, LaunchStage stage) {
        reached(launch, stage.word(), 0, "");
    }

    /**
     * Writes down that a stage was reached, or failed; the first word about a stage stands.
     *
     * @return whose launch it is, if this was news
     */
    public Optional<UserId> reached(LaunchId launch, String stage, long millisecondsAgo, String failure) {
        // now() stands still in a transaction and clock_timestamp() does not; a stage is when it happened.
        int news = database.sql("insert into launch_stage (launch_id, stage, ms, failure)"
                        + " select id, :stage, greatest(0, extract(epoch from clock_timestamp() - at) * 1000 - :ago), :failure"
                        + " from launch where id = :id on conflict do nothing")
                .param("id", launch.value())
                .param("stage", stage)
                .param("ago", Math.max(0, millisecondsAgo))
                .param("failure", failure)
                .update();
        if (news == 0) {
            return Optional.empty();
        }
        return database.sql("""
                        update launch set reason = case when :failure = '' then reason else :failure end,
                          state = case
                            when state = 'opened' then state
                            when :failure <> '' then 'failed'
                            when state in ('pending', 'connecting') and (select count(*) from launch_stage
                                where launch_id = :id and stage in (:seen) and failure = '') = 2 then 'running'
                            else state end
                        where id = :id returning user_id
                        """)
                .param("id", launch.value())
                .param("failure", failure)
                .param("seen", SEEN)
                .query((row, number) -> new UserId(row.getObject(1, UUID.class)))
                .optional();
    }

    /** Remembers on the session from where its client came. */
    public void cameFrom(LaunchId launch) {
        database.sql("update session s set address = l.address from launch l where l.id = :id and s.id = l.session_id")
                .param("id", launch.value())
                .update();
    }

    /** Closes the books on launches whose tickets nobody used. */
    public void expireUnused() {
        database.sql("update launch set state = 'expired' where state in ('pending', 'connecting')"
                        + " and at < now() - (opens_seconds + :seconds) * interval '1 second'"
                        + " and not exists (select 1 from launch_stage where launch_id = id and stage = 'tunnel')")
                .param("seconds", UNUSED_SECONDS)
                .update();
    }

    /** A stage of a launch; {@code ms} counts from the click's arrival. */
    public record Stage(String stage, long ms, String failure) {}

    /** A launch as people see it. */
    public record Shown(
            LaunchId id,
            String click,
            UserId user,
            String userName,
            Optional<String> resource,
            Optional<String> host,
            Instant at,
            String state,
            String reason,
            Optional<PlacementView> placement,
            List<Stage> stages) {}

    private static final String SELECT = """
            select l.id, l.click, l.user_id, u.name, r.name, h.name, l.at, l.state, l.reason, l.placement::text
            from launch l join farm_user u on u.id = l.user_id
            left join resource r on r.id = l.resource_id left join host h on h.id = l.host_id
            where l.site_id = :site
            """;

    /** One launch. */
    public Optional<Shown> shown(SiteId site, LaunchId id) {
        return withStages(database.sql(SELECT + " and l.id = :id")
                        .param("site", site.value())
                        .param("id", id.value())
                        .query((row, number) -> read(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** The latest launches. */
    public List<Shown> latest(SiteId site, int limit) {
        return withStages(database.sql(SELECT + " order by l.at desc limit :limit")
                .param("site", site.value())
                .param("limit", limit)
                .query((row, number) -> read(row))
                .list());
    }

    private static Shown read(ResultSet row) throws SQLException {
        @Nullable String placement = row.getString(10);
        return new Shown(
                new LaunchId(row.getObject(1, UUID.class)),
                row.getString(2),
                new UserId(row.getObject(3, UUID.class)),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                row.getTimestamp(7).toInstant(),
                row.getString(8),
                row.getString(9),
                placement == null ? Optional.empty() : Optional.of(Json.read(placement, PlacementView.class)),
                List.of());
    }

    private record StageOf(UUID launch, Stage stage) {}

    private List<Shown> withStages(List<Shown> launches) {
        Map<UUID, List<Stage>> stages = database
                .sql("select launch_id, stage, ms, failure from launch_stage where launch_id = any(:ids) order by ms")
                .param(
                        "ids",
                        launches.stream().map(launch -> launch.id().value()).toArray(UUID[]::new))
                .query((row, number) -> new StageOf(
                        row.getObject(1, UUID.class), new Stage(row.getString(2), row.getLong(3), row.getString(4))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        StageOf::launch, Collectors.mapping(StageOf::stage, Collectors.toList())));
        return launches.stream()
                .map(launch -> new Shown(
                        launch.id(),
                        launch.click(),
                        launch.user(),
                        launch.userName(),
                        launch.resource(),
                        launch.host(),
                        launch.at(),
                        launch.state(),
                        launch.reason(),
                        launch.placement(),
                        stages.getOrDefault(launch.id().value(), List.of())))
                .toList();
    }
}
