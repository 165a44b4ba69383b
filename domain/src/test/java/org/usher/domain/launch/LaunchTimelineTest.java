package org.usher.domain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.usher.domain.launch.LaunchTimeline.Course;
import org.usher.domain.launch.LaunchTimeline.Reached;
import org.usher.domain.launch.LaunchTimeline.Stuck;

class LaunchTimelineTest {

    private static final UsualTimes QUICK = usual(Duration.ofMillis(200));

    private static UsualTimes usual(Duration each) {
        Map<LaunchStage, Duration> most = new EnumMap<>(LaunchStage.class);
        for (LaunchStage stage : LaunchStage.values()) {
            most.put(stage, each);
        }
        return new UsualTimes(most);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static Reached at(LaunchStage stage, double seconds) {
        return new Reached(stage, seconds(seconds), false);
    }

    private static LaunchTimeline timeline(Course course, Reached... reached) {
        return new LaunchTimeline(course, List.of(reached));
    }

    /** Everything before this stage, a tenth of a second each. */
    private static LaunchTimeline upTo(LaunchStage hangs) {
        List<Reached> reached = new ArrayList<>();
        for (LaunchStage stage : LaunchStage.values()) {
            if (stage.compareTo(hangs) < 0) {
                reached.add(at(stage, reached.size() * 0.1));
            }
        }
        return new LaunchTimeline(Course.PAGE, reached);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "AUTHENTICATED|QUEUED")
    void aLaunchThatHangsAtAStageHangsAtThatOne(LaunchStage hangs) {
        LaunchTimeline timeline = upTo(hangs);
        Duration last = timeline.reached().getLast().at();
        assertThat(timeline.stuck(last.plus(seconds(2.9)), QUICK)).isEmpty();
        assertThat(timeline.stuck(last.plus(seconds(8)), QUICK))
                .map(Stuck::stage)
                .contains(hangs);
        assertThat(timeline.stuck(last.plus(seconds(8)), usual(seconds(60)))).isEmpty();
        assertThat(timeline.stuck(last.plus(seconds(16)), usual(seconds(60)))).isPresent();
    }

    @Test
    void theFirstWindowIsWaitedForOnceItsUserIsThere() {
        LaunchTimeline alone = timeline(
                Course.PAGE,
                at(LaunchStage.TICKET, 0.1),
                at(LaunchStage.SESSION_CREATED, 0.2),
                at(LaunchStage.LAUNCHER, 0.3),
                at(LaunchStage.TUNNEL, 19),
                at(LaunchStage.HOST_CONNECTED, 19.5));
        assertThat(alone.stuck(seconds(20), QUICK)).isEmpty();
        assertThat(alone.stuck(seconds(25), QUICK)).contains(new Stuck(LaunchStage.SIGN_ON, seconds(5.5)));
        List<Reached> and = new ArrayList<>(alone.reached());
        and.add(at(LaunchStage.SIGN_ON, 26));
        LaunchTimeline seen = new LaunchTimeline(Course.PAGE, and);
        assertThat(seen.stuck(seconds(28), QUICK)).isEmpty();
        assertThat(seen.stuck(seconds(30), QUICK)).contains(new Stuck(LaunchStage.FIRST_WINDOW, seconds(4)));
    }

    @Test
    void theClientIsWaitedForBeforeTheSession() {
        // The session is made ahead while its client comes, and both wait for the same program on the host.
        LaunchTimeline both = timeline(
                Course.PAGE,
                at(LaunchStage.TICKET, 0.1),
                at(LaunchStage.TUNNEL, 0.2),
                at(LaunchStage.HOST_CONNECTED, 0.3));
        assertThat(both.stuck(seconds(10.3), QUICK)).contains(new Stuck(LaunchStage.SIGN_ON, seconds(10)));
    }

    @Test
    void aStageThatWasPassedOverIsNotWaitedFor() {
        LaunchTimeline returned = timeline(
                Course.PAGE, at(LaunchStage.TICKET, 0.1), at(LaunchStage.SIGN_ON, 0.4), at(LaunchStage.LAUNCHER, 0.2));
        assertThat(returned.stuck(seconds(9), QUICK)).map(Stuck::stage).contains(LaunchStage.FIRST_WINDOW);
    }

    @Test
    void aFileWaitsForItsUserAsLongAsItLikes() {
        LaunchTimeline unopened = timeline(Course.FILE, at(LaunchStage.TICKET, 0.1), at(LaunchStage.LAUNCHER, 0.9));
        assertThat(unopened.stuck(seconds(300), QUICK)).isEmpty();
        LaunchTimeline opened = timeline(
                Course.FILE,
                at(LaunchStage.TICKET, 0.1),
                at(LaunchStage.TUNNEL, 300),
                at(LaunchStage.HOST_CONNECTED, 300.1));
        assertThat(opened.stuck(seconds(302), QUICK)).isEmpty();
        assertThat(opened.stuck(seconds(304), QUICK)).contains(new Stuck(LaunchStage.SIGN_ON, seconds(3.9)));
    }

    @Test
    void inASessionThatIsSeenOnlyTheSessionIsWaitedFor() {
        LaunchTimeline opened = timeline(Course.IN_PLACE, at(LaunchStage.TICKET, 0.1), at(LaunchStage.LAUNCHER, 0.1));
        assertThat(opened.stuck(seconds(8.1), QUICK)).contains(new Stuck(LaunchStage.FIRST_WINDOW, seconds(8)));
    }

    @Test
    void nothingIsWaitedForThatIsOverUnseenFailedOrForgotten() {
        Reached ticket = at(LaunchStage.TICKET, 0.1);
        assertThat(timeline(Course.OVER, ticket).stuck(seconds(60), QUICK)).isEmpty();
        assertThat(timeline(Course.UNSEEN, ticket).stuck(seconds(60), QUICK)).isEmpty();
        assertThat(timeline(Course.PAGE, ticket, new Reached(LaunchStage.TUNNEL, seconds(0.2), true))
                        .stuck(seconds(60), QUICK))
                .isEmpty();
        assertThat(timeline(Course.PAGE, ticket).stuck(LaunchTimeline.FORGOTTEN.plusSeconds(1), QUICK))
                .isEmpty();
        assertThat(timeline(Course.UNSEEN, at(LaunchStage.AUTHENTICATED, 0)).stuck(seconds(60), QUICK))
                .map(Stuck::stage)
                .contains(LaunchStage.PLACED);
    }

    @Test
    void aStageTakesTheTimeSinceTheOneBeforeInItsLine() {
        LaunchTimeline timeline = timeline(
                Course.PAGE,
                at(LaunchStage.AUTHENTICATED, 0.01),
                at(LaunchStage.PLACED, 0.1),
                at(LaunchStage.TICKET, 0.2),
                at(LaunchStage.TUNNEL, 1.0),
                at(LaunchStage.SESSION_CREATED, 1.1),
                at(LaunchStage.HOST_CONNECTED, 1.2),
                at(LaunchStage.SIGN_ON, 5.2));
        assertThat(timeline.spent(LaunchStage.AUTHENTICATED)).isEqualTo(seconds(0.01));
        assertThat(timeline.spent(LaunchStage.TICKET)).isEqualTo(seconds(0.1));
        assertThat(timeline.spent(LaunchStage.SESSION_CREATED)).isEqualTo(seconds(0.9));
        assertThat(timeline.spent(LaunchStage.HOST_CONNECTED)).isEqualTo(seconds(0.2));
        assertThat(timeline.slow(LaunchStage.SIGN_ON, QUICK)).isTrue();
        assertThat(timeline.slow(LaunchStage.TUNNEL, QUICK)).isFalse();
    }

    @Test
    void aWindowOfBeforeTheTicketHasTakenNoTimeSinceThat() {
        LaunchTimeline back = timeline(
                Course.PAGE,
                at(LaunchStage.PLACED, 0.1),
                at(LaunchStage.FIRST_WINDOW, 0.15),
                at(LaunchStage.TICKET, 0.2));
        assertThat(back.spent(LaunchStage.FIRST_WINDOW)).isEqualTo(seconds(0.05));
        assertThat(back.spent(LaunchStage.TICKET)).isEqualTo(seconds(0.1));
    }

    @Test
    void patienceHasAShortestAndALongest() {
        assertThat(UsualTimes.NONE.patience(LaunchStage.TUNNEL)).isEqualTo(UsualTimes.SHORTEST);
        assertThat(usual(seconds(0.1)).patience(LaunchStage.TUNNEL)).isEqualTo(UsualTimes.SHORTEST);
        assertThat(usual(seconds(7)).patience(LaunchStage.TUNNEL)).isEqualTo(seconds(7));
        assertThat(usual(seconds(99)).patience(LaunchStage.TUNNEL)).isEqualTo(UsualTimes.LONGEST);
    }
}
