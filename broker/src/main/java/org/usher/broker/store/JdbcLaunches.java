package org.usher.broker.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.usher.domain.launch.LaunchTimeline;
import org.usher.domain.launch.Launches;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.SessionId;
import org.usher.link.Json;

/** The books about launches, with the timeline of each. */
public final class JdbcLaunches implements Launches {

    /** What can become of a launch. */
    public static final List<String> STATES =
            List.of("pending", "connecting", "running", "opened", "failed", "expired");

    /** How long after its client should have come a launch that nobody used counts as expired. */
    private static final long UNUSED_SECONDS = 30;

    /** Who has signed on and has a window sees the application, in whichever order the two came. */
    private static final List<String> SEEN = List.of(LaunchStage.SIGN_ON.word(), LaunchStage.FIRST_WINDOW.word());

    /** How long after a launch its window may take to be told of, and then stands for the use itself. */
    private static final long WINDOW_LAG_SECONDS = 30;

    private final JdbcClient database;
    private final Progress progress;

    /**
     * A stage that was reached, or at which it failed.
     *
     * @param host the name of the host; empty while there is none
     * @param spent since the stage before it; empty where that says nothing about farm or host
     */
    public record Step(UserId user, Optional<String> host, Optional<Duration> spent) {}

    /** Hears of each stage that the broker's own part of a launch reaches. */
    public interface Progress {

        void reached(LaunchId launch, String stage, Step step);
    }

    public JdbcLaunches(JdbcClient database) {
        this(database, (launch, stage, step) -> {});
    }

    public JdbcLaunches(JdbcClient database, Progress progress) {
        this.database = database;
        this.progress = progress;
    }

    @Override
    public boolean use(LaunchId launch, UserId user, ResourceId resource, int most) {
        // Somebody has it open while the launch is on its way, a moment longer until its window is told of, unless the
        // session is over, and then while a window of it is there. Of desktops and of hosts without an agent nothing
        // but the session is known.
        return database.sql("""
                        insert into resource_use (resource_id, user_id, launch_id)
                        select r.id, :user, :launch from resource r where r.id = :resource and :most > (
                          select count(*) from resource_use u join launch l on l.id = u.launch_id
                          left join session s on s.id = l.session_id and s.state <> 'ended'
                          left join host h on h.id = s.host_id
                          where u.resource_id = r.id and u.user_id <> :user
                            and (l.state = 'pending' or (l.state = 'connecting' and s.id is not null)
                              or (l.state in ('running', 'opened') and s.id is not null
                                and u.at > now() - :lag * interval '1 second')
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
                                + " values (:id, :site, :user, :click, (select id from resource where id = :resource::uuid and site_id = :site), :address,"
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
    public Optional<LaunchId> ofClick(UserId user, String key) {
        return database.sql("select id from launch where user_id = :user and click = :click")
                .param("user", user.value())
                .param("click", key)
                .query((row, number) -> new LaunchId(row.getObject(1, UUID.class)))
                .optional();
    }

    @Override
    public void queued(LaunchId launch) {
        // What counts from the click for others counts from now on for whoever had to wait.
        database.sql("update launch set opens_seconds = opens_seconds"
                        + " + ceil(extract(epoch from clock_timestamp() - at))::integer where id = :id")
                .param("id", launch.value())
                .update();
        stage(launch, LaunchStage.QUEUED);
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
        reached(launch, stage.word(), 0, "").ifPresent(step -> progress.reached(launch, stage.word(), step));
    }

    /**
     * Writes down that a stage was reached, or failed; the first word about a stage stands.
     *
     * @return what came of it, if this was news
     */
    public Optional<Step> reached(LaunchId launch, String stage, long millisecondsAgo, String failure) {
        // now() stands still in a transaction and clock_timestamp() does not; a stage is when it happened.
        int news = database.sql("""
                        insert into launch_stage (launch_id, stage, ms, failure, spent_ms)
                        select l.id, :stage, t.ms, :failure, case when :stage = 'tunnel' and l.client = 'rdp' then null
                            else t.ms - coalesce((select max(s.ms) from launch_stage s
                                where s.launch_id = l.id and s.stage = any(:before) and s.ms <= t.ms), 0) end
                        from launch l cross join lateral (select
                            greatest(0, extract(epoch from clock_timestamp() - l.at) * 1000 - :ago)::bigint as ms) t
                        where l.id = :id on conflict do nothing
                        """)
                .param("id", launch.value())
                .param("stage", stage)
                .param("ago", Math.max(0, millisecondsAgo))
                .param("failure", failure)
                .param("before", before(stage))
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
                        where id = :id returning user_id, (select name from host where id = host_id),
                          (select spent_ms from launch_stage where launch_id = :id and stage = :stage)
                        """)
                .param("stage", stage)
                .param("id", launch.value())
                .param("failure", failure)
                .param("seen", SEEN)
                .query((row, number) -> new Step(
                        new UserId(row.getObject(1, UUID.class)),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(row.getObject(3, Long.class)).map(Duration::ofMillis)))
                .optional();
    }

    private static String[] before(String stage) {
        return LaunchStage.ofWord(stage).map(LaunchTimeline::before).orElse(Set.of()).stream()
                .map(LaunchStage::word)
                .toArray(String[]::new);
    }

    /** Remembers on the session from where its client came. */
    public void cameFrom(LaunchId launch) {
        database.sql("update session s set address = l.address from launch l where l.id = :id and s.id = l.session_id")
                .param("id", launch.value())
                .update();
    }

    /** Closes the books on launches whose tickets nobody used, or whose sessions were over before anything was seen. */
    public void closeUnfinished() {
        // One that is pending may be about to try another session.
        database.sql("update launch l set state = 'failed',"
                        + " reason = case when reason = '' then 'session-ended' else reason end where state = 'connecting'"
                        + " and exists (select 1 from session s where s.id = l.session_id and s.state = 'ended')")
                .update();
        database.sql("update launch set state = 'expired' where state in ('pending', 'connecting')"
                        + " and at < now() - (opens_seconds + :seconds) * interval '1 second'"
                        + " and not exists (select 1 from launch_queue where launch_id = id)"
                        + " and not exists (select 1 from launch_stage where launch_id = id and stage = 'tunnel')")
                .param("seconds", UNUSED_SECONDS)
                .update();
    }

    /** A stage of a launch; {@code ms} counts from the click's arrival. */
    public record Stage(String stage, long ms, String failure) {}

    /**
     * A launch as people see it.
     *
     * @param resource empty for somebody who only returned
     * @param hostId empty while it has no place, as the host's name
     * @param client {@code browser} or {@code rdp}
     * @param detail what an administrator may read beside the reason
     * @param age since the click, by the database's clock
     */
    public record Shown(
            LaunchId id,
            String click,
            UserId user,
            String userName,
            Optional<String> resource,
            Optional<HostId> hostId,
            Optional<String> host,
            LaunchTimeline.Course course,
            String client,
            String address,
            Instant at,
            Duration age,
            String state,
            String reason,
            String detail,
            Optional<PlacementView> placement,
            List<Stage> stages) {

        /** What its stages say. */
        public LaunchTimeline timeline() {
            return new LaunchTimeline(
                    course,
                    stages.stream()
                            .flatMap(stage -> LaunchStage.ofWord(stage.stage()).stream()
                                    .map(known -> new LaunchTimeline.Reached(
                                            known,
                                            Duration.ofMillis(stage.ms()),
                                            !stage.failure().isEmpty())))
                            .toList());
        }

        private Shown with(List<Stage> reached) {
            return new Shown(
                    id, click, user, userName, resource, hostId, host, course, client, address, at, age, state, reason,
                    detail, placement, reached);
        }
    }

    private static final String SELECT = """
            select l.id, l.click, l.user_id, u.name, r.name, l.host_id, h.name, coalesce(h.kind, 'managed'), l.client,
              l.address, l.at, extract(epoch from clock_timestamp() - l.at) * 1000, l.state, l.reason, l.detail,
              l.placement::text
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

    /**
     * Which launches somebody wants to see.
     *
     * @param id the first digits of it, hexadecimal, without hyphens
     * @param user the user's name, in any case; so with host and resource
     * @param failed only those that came to nothing
     */
    public record Wanted(
            Optional<String> id,
            Optional<String> user,
            Optional<String> host,
            Optional<String> resource,
            Optional<String> state,
            Optional<Instant> since,
            boolean failed) {

        /** All of them. */
        public static final Wanted ALL = new Wanted(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);

        /** Launches whose ids begin so. */
        public static Wanted ofId(String digits) {
            return new Wanted(
                    Optional.of(digits),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }
    }

    private static final String WANTED = """
             and (:low::uuid is null or l.id between :low::uuid and :high::uuid)
             and (:user::text is null or lower(u.name) = lower(:user))
             and (:host::text is null or lower(h.name) = lower(:host))
             and (:resource::text is null or lower(r.name) = lower(:resource))
             and (:state::text is null or l.state = :state)
             and (:since::timestamptz is null or l.at >= :since)
             and (not :failed or l.state = 'failed' or l.reason <> '')
            """;

    /** The latest launches of those that are wanted. */
    public List<Shown> latest(SiteId site, Wanted wanted, int limit) {
        return withStages(database.sql(SELECT + WANTED + " order by l.at desc limit :limit")
                .param("site", site.value())
                .param("limit", limit)
                .param("low", wanted.id().map(digits -> padded(digits, '0')).orElse(null))
                .param("high", wanted.id().map(digits -> padded(digits, 'f')).orElse(null))
                .param("user", wanted.user().orElse(null))
                .param("host", wanted.host().orElse(null))
                .param("resource", wanted.resource().orElse(null))
                .param("state", wanted.state().orElse(null))
                .param("since", wanted.since().map(Timestamp::from).orElse(null))
                .param("failed", wanted.failed())
                .query((row, number) -> read(row))
                .list());
    }

    private static String padded(String digits, char with) {
        return digits + String.valueOf(with).repeat(32 - digits.length());
    }

    /** The launches in which something may still be waited for. */
    public List<Shown> underWay(SiteId site) {
        return withStages(database.sql(SELECT + " and l.at > now() - interval '30 minutes'"
                        + " and (l.state in ('pending', 'connecting') or l.state = 'opened' and not exists"
                        + " (select 1 from launch_stage where launch_id = l.id and stage = 'first-window'))")
                .param("site", site.value())
                .query((row, number) -> read(row))
                .list());
    }

    private static Shown read(ResultSet row) throws SQLException {
        @Nullable String placement = row.getString(16);
        String client = row.getString(9);
        String state = row.getString(13);
        return new Shown(
                new LaunchId(row.getObject(1, UUID.class)),
                row.getString(2),
                new UserId(row.getObject(3, UUID.class)),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                Optional.ofNullable(row.getObject(6, UUID.class)).map(HostId::new),
                Optional.ofNullable(row.getString(7)),
                course(state, client, row.getString(8).equals("managed")),
                client,
                row.getString(10),
                row.getTimestamp(11).toInstant(),
                Duration.ofMillis(row.getLong(12)),
                state,
                row.getString(14),
                row.getString(15),
                placement == null ? Optional.empty() : Optional.of(Json.read(placement, PlacementView.class)),
                List.of());
    }

    private static LaunchTimeline.Course course(String state, String client, boolean managed) {
        return switch (state) {
            case "pending", "connecting" -> {
                if (!managed) {
                    yield LaunchTimeline.Course.UNSEEN;
                }
                yield client.equals("rdp") ? LaunchTimeline.Course.FILE : LaunchTimeline.Course.PAGE;
            }
            case "opened" -> LaunchTimeline.Course.IN_PLACE;
            default -> LaunchTimeline.Course.OVER;
        };
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
                .map(launch -> launch.with(stages.getOrDefault(launch.id().value(), List.of())))
                .toList();
    }
}
