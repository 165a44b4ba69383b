package org.usher.domain.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.Principal;
import org.usher.domain.launch.LaunchId;
import org.usher.domain.launch.LaunchRefusal;
import org.usher.domain.launch.LaunchRequest;
import org.usher.domain.launch.Launches;
import org.usher.domain.launch.Launches.Before;
import org.usher.domain.placement.Placement;
import org.usher.domain.publishing.ResourceId;
import org.usher.domain.sessions.Session;

/** What every keeper of the books about launches promises. */
public abstract class LaunchesContract {

    /** What is tested. */
    protected abstract Launches launches();

    /** Somebody new. */
    protected abstract Principal somebody();

    /** A session of this user on some host. */
    protected abstract Session session(Principal who);

    private static LaunchId fresh() {
        return new LaunchId(UUID.randomUUID());
    }

    private static LaunchRequest click(Principal who, String key) {
        // The resource need not be there: the books are kept of what was asked for, whatever it was.
        return new LaunchRequest(
                who,
                key,
                new LaunchRequest.Open(new ResourceId(UUID.randomUUID()), false),
                new LaunchRequest.Browser("client"),
                "192.0.2.1",
                Set.of(),
                LaunchRequest.Screen.nearest(1024, 768));
    }

    private LaunchId begun(LaunchRequest click) {
        LaunchId launch = fresh();
        assertThat(launches().begin(launch, click)).isEmpty();
        return launch;
    }

    private LaunchId placed(LaunchRequest click, Session session) {
        LaunchId launch = begun(click);
        Placement placement = new Placement(
                Optional.of(session.host()),
                List.of(new Placement.Candidate(session.host(), "host", 0.1, 0.2, 0.3, 0.175)),
                List.of());
        launches().placed(launch, session.id(), session.host(), Optional.of(placement));
        return launch;
    }

    private Optional<Before> again(LaunchRequest click) {
        return launches().begin(fresh(), click);
    }

    @Test
    void aLaunchIsFoundByItsClick() {
        Principal who = somebody();
        LaunchId launch = begun(click(who, "click"));
        launches().queued(launch);
        assertThat(launches().ofClick(who.user(), "click")).contains(launch);
        assertThat(launches().ofClick(who.user(), "another")).isEmpty();
        assertThat(launches().ofClick(somebody().user(), "click")).isEmpty();
    }

    @Test
    void aNewClickIsWrittenDown() {
        LaunchRequest click = click(somebody(), "click");
        LaunchId launch = begun(click);
        assertThat(again(click)).contains(new Launches.UnderWay(launch));
    }

    @Test
    void theSameKeyOfSomebodyElseIsAnotherClick() {
        begun(click(somebody(), "click"));
        begun(click(somebody(), "click"));
    }

    @Test
    void anotherKeyIsAnotherClick() {
        Principal who = somebody();
        begun(click(who, "click"));
        begun(click(who, "another click"));
    }

    @Test
    void aLaunchThatIsPlacedIsStillUnderWay() {
        Principal who = somebody();
        LaunchRequest click = click(who, "click");
        LaunchId launch = placed(click, session(who));
        assertThat(again(click)).contains(new Launches.UnderWay(launch));
    }

    @Test
    void aLaunchWithATicketIsFoundWithItsSessionAndHost() {
        Principal who = somebody();
        LaunchRequest click = click(who, "click");
        Session session = session(who);
        LaunchId launch = placed(click, session);
        launches().ticketed(launch);
        assertThat(again(click)).contains(new Launches.Issued(launch, session.id(), session.host()));
    }

    @Test
    void aLaunchThatOpenedInPlaceIsFoundWithItsSession() {
        Principal who = somebody();
        LaunchRequest click = click(who, "click");
        Session session = session(who);
        LaunchId launch = placed(click, session);
        launches().opened(launch);
        assertThat(again(click)).contains(new Launches.Opened(launch, session.id()));
    }

    @Test
    void theLastPlaceCounts() {
        Principal who = somebody();
        LaunchRequest click = click(who, "click");
        Session first = session(who);
        LaunchId launch = placed(click, first);
        Session second = session(somebody());
        launches().placed(launch, second.id(), second.host(), Optional.empty());
        launches().ticketed(launch);
        assertThat(again(click)).contains(new Launches.Issued(launch, second.id(), second.host()));
    }

    @Test
    void aRefusedClickMayBeTriedAgain() {
        LaunchRequest click = click(somebody(), "click");
        LaunchId refused = begun(click);
        launches().refused(refused, LaunchRefusal.ALL_FULL, "", Optional.empty());
        LaunchId second = begun(click);
        assertThat(again(click)).contains(new Launches.UnderWay(second));
    }

    @Test
    void aRefusalAfterThePlaceCountsToo() {
        Principal who = somebody();
        LaunchRequest click = click(who, "click");
        LaunchId refused = placed(click, session(who));
        Placement nobody = new Placement(Optional.<HostId>empty(), List.of(), List.of());
        launches().refused(refused, LaunchRefusal.HOST_FAILED, "out of luck", Optional.of(nobody));
        begun(click);
    }

    @Test
    void ofManyCopiesOfOneClickOneBegins() throws Exception {
        LaunchRequest click = click(somebody(), "click");
        List<Callable<Optional<Before>>> copies = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            copies.add(() -> launches().begin(fresh(), click));
        }
        List<Optional<Before>> before = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Before>> copy : threads.invokeAll(copies)) {
                before.add(copy.get());
            }
        }
        assertThat(before).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(before)
                .filteredOn(Optional::isPresent)
                .allSatisfy(found -> assertThat(found).containsInstanceOf(Launches.UnderWay.class));
    }
}
