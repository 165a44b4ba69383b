package org.usher.broker.launch;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.usher.broker.store.JdbcLaunches;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchStage;
import org.usher.link.host.StageReport;
import org.usher.wire.component.ComponentName;

/** What hosts tell about launches under way. */
public final class LaunchNews {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchNews.class);
    private static final Set<String> STAGES =
            Stream.of(LaunchStage.values()).map(LaunchStage::word).collect(Collectors.toSet());

    private final JdbcClient database;
    private final JdbcLaunches launches;
    private final LaunchProgress progress;
    private final SiteId site;

    public LaunchNews(JdbcClient database, JdbcLaunches launches, LaunchProgress progress, SiteId site) {
        this.database = database;
        this.launches = launches;
        this.progress = progress;
        this.site = site;
    }

    /** Stages that a host's launches have reached. A host is heard about launches on itself alone. */
    public void take(HostId host, List<StageReport> stages) {
        for (StageReport stage : stages) {
            LaunchId launch = new LaunchId(stage.launch());
            if (!STAGES.contains(stage.stage()) || !isOn(launch, host)) {
                LOG.warn("host {} told of stage {} of launch {}, which is not its own", host, stage.stage(), launch);
                continue;
            }
            keep(launch, stage);
        }
    }

    private void keep(LaunchId launch, StageReport stage) {
        launches.reached(launch, stage.stage(), stage.millisecondsAgo(), stage.failure())
                .ifPresent(step -> {
                    if (stage.failure().isEmpty()) {
                        progress.reached(launch, stage.stage(), step);
                    } else {
                        progress.failed(launch, stage.stage(), stage.failure(), step);
                    }
                    if (stage.failure().isEmpty() && stage.stage().equals(LaunchStage.TUNNEL.word())) {
                        launches.cameFrom(launch);
                    }
                });
    }

    private boolean isOn(LaunchId launch, HostId host) {
        return launches.shown(site, launch).isPresent()
                && database.sql("select count(*) from launch where id = :id and host_id = :host")
                                .param("id", launch.value())
                                .param("host", host.value())
                                .query(Long.class)
                                .single()
                        == 1;
    }

    /** A gateway carries a client to an unmanaged host: that is all that anybody here will see of the launch. */
    public void carried(LaunchId launch) {
        keep(launch, new StageReport(launch.value(), LaunchStage.TUNNEL.word(), 0, ""));
    }

    /** A gateway is alive. */
    public void gatewaySeen(ComponentName gateway, String version, int relayPort) {
        database.sql("update component set last_seen = now(), version = :version, relay_port = :relay where id = :id")
                .param("relay", relayPort)
                .param("id", gateway.id())
                .param("version", version)
                .update();
    }
}
