package org.usher.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.usher.domain.policy.ConnectionMode.AUTOMATIC;
import static org.usher.domain.policy.ConnectionMode.DIRECT;
import static org.usher.domain.policy.ConnectionMode.DIRECT_SSL;
import static org.usher.domain.policy.ConnectionMode.GATEWAY;
import static org.usher.domain.policy.ConnectionMode.GATEWAY_SSL;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.usher.domain.farm.SiteId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.Principal;
import org.usher.domain.identity.UserId;

class SiteRulesTest {

    private static GroupId group(int number) {
        return new GroupId(new UUID(0, number));
    }

    private static Principal member(int... groups) {
        Set<GroupId> of = new HashSet<>();
        for (int group : groups) {
            of.add(group(group));
        }
        return new Principal(new SiteId(new UUID(1, 0)), new UserId(new UUID(2, 0)), "alice", "Alice", of, false);
    }

    private static SiteRules rules(ConnectionMode site, boolean mayChoose, ConnectionMode... groups) {
        Map<GroupId, SiteRules.GroupRules> said = new HashMap<>();
        for (int number = 0; number < groups.length; number++) {
            said.put(group(number), new SiteRules.GroupRules(PartialPolicy.SILENT, Optional.of(groups[number])));
        }
        said.put(group(99), new SiteRules.GroupRules(PartialPolicy.SILENT, Optional.empty()));
        return new SiteRules(SessionPolicy.ALL, site, mayChoose, true, said);
    }

    static Stream<Arguments> groups() {
        return Stream.of(
                Arguments.of(List.of(GATEWAY_SSL, GATEWAY, DIRECT_SSL, DIRECT, AUTOMATIC), GATEWAY_SSL),
                Arguments.of(List.of(AUTOMATIC, DIRECT, DIRECT_SSL, GATEWAY), GATEWAY),
                Arguments.of(List.of(AUTOMATIC, DIRECT, DIRECT_SSL), DIRECT_SSL),
                Arguments.of(List.of(AUTOMATIC, DIRECT), DIRECT),
                Arguments.of(List.of(AUTOMATIC), AUTOMATIC));
    }

    @ParameterizedTest
    @MethodSource("groups")
    void theStrictestGroupCountsWhateverTheSiteSays(List<ConnectionMode> groups, ConnectionMode strictest) {
        int[] numbers = Stream.iterate(0, number -> number + 1)
                .limit(groups.size())
                .mapToInt(Integer::intValue)
                .toArray();
        for (ConnectionMode site : ConnectionMode.values()) {
            SiteRules rules = rules(site, false, groups.toArray(ConnectionMode[]::new));
            assertThat(rules.mode(member(numbers))).isEqualTo(strictest);
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void withoutAWordOfAGroupTheSitesCounts(ConnectionMode site) {
        SiteRules rules = rules(site, false, DIRECT);
        assertThat(rules.mode(member())).isEqualTo(site);
        assertThat(rules.mode(member(99))).as("a group without a word").isEqualTo(site);
        assertThat(rules.mode(member(77)))
                .as("a group that is not in the books")
                .isEqualTo(site);
        assertThat(rules.mode(member(0))).isEqualTo(DIRECT);
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void aClientThatMayChooseGetsItsWish(ConnectionMode wish) {
        SiteRules rules = rules(GATEWAY_SSL, true, GATEWAY);
        assertThat(rules.mode(member(0), Optional.of(wish))).contains(wish);
        assertThat(rules.mode(member(0), Optional.empty())).contains(GATEWAY);
    }

    @ParameterizedTest
    @EnumSource(ConnectionMode.class)
    void aClientThatMayNotChooseGetsWhatItIsGivenOrNothing(ConnectionMode wish) {
        SiteRules rules = rules(GATEWAY, false);
        assertThat(rules.mode(member(), Optional.of(wish)))
                .isEqualTo(wish == GATEWAY ? Optional.of(GATEWAY) : Optional.empty());
    }

    @Test
    void automaticHasTwoWaysOfWhichTheClientSaysWhichOneWorks() {
        SiteRules rules = rules(AUTOMATIC, false);
        assertThat(rules.allowed(member())).containsExactlyInAnyOrder(AUTOMATIC, GATEWAY_SSL, DIRECT_SSL);
        assertThat(rules.mode(member(), Optional.of(DIRECT))).isEmpty();
    }

    @Test
    void thePolicyIsTheStrictestOfSiteResourceAndEveryGroup() {
        PartialPolicy noDrives = new PartialPolicy(
                Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty(), Optional.of(60));
        PartialPolicy intoSession = new PartialPolicy(
                Optional.of(Clipboard.TO_SESSION),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.of(30));
        PartialPolicy silent = new PartialPolicy(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(false), Optional.empty());
        SiteRules rules = new SiteRules(
                new SessionPolicy(Clipboard.BOTH, true, false, true, 0),
                GATEWAY_SSL,
                false,
                true,
                Map.of(
                        group(0), new SiteRules.GroupRules(noDrives, Optional.empty()),
                        group(1), new SiteRules.GroupRules(intoSession, Optional.empty())));
        assertThat(rules.policy(member(0, 1), silent))
                .isEqualTo(new SessionPolicy(Clipboard.TO_SESSION, false, false, false, 30));
        assertThat(rules.policy(member(1), PartialPolicy.SILENT))
                .isEqualTo(new SessionPolicy(Clipboard.TO_SESSION, true, false, true, 30));
        assertThat(rules.policy(member(), PartialPolicy.SILENT)).isEqualTo(rules.policy());
    }
}
