package org.usher.dist;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which module may use which, and the rules of the house that class files can tell. Every rule also asserts that it saw
 * classes: a package that was renamed must not silence the rule about it.
 */
class ArchitectureTest {

    /** What ships. Tests are another matter: they use what they need. */
    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Doubles that modules lend each other are in jars of their own.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.usher");

    /** The arrows: each module with those of ours that it may use. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "wire", List.of(),
            "domain", List.of(),
            "link", List.of("wire"),
            "relay", List.of("wire"),
            "gateway", List.of("relay", "wire", "link"),
            "agent", List.of("relay", "wire", "link"),
            "broker", List.of("domain", "wire", "link"),
            "client", List.of("wire"),
            "dist", List.of("agent", "broker", "client", "domain", "gateway", "link", "relay", "wire"));

    /** Where time, randomness and identity come into the program, and why there. From here on they are parameters. */
    private static final Map<String, String> WIRING = Map.of(
            "org.usher.broker.Broker", "puts the broker together",
            "org.usher.agent.Agent", "puts the agent together",
            "org.usher.dist.command.GatewayCommand", "starts the gateway",
            "org.usher.dist.command.FrontCommand", "starts the front",
            "org.usher.dist.connect.ThisDesk", "puts the client program together",
            "org.usher.dist.demo.Demo", "makes the demo's passwords");

    /** Benchmarks drive the real thing, in real time, with names and clients of their own: they are all wiring. */
    private static final String BENCHMARKS = "org.usher.dist.bench";

    /** Names that the protocols' own specifications give to what they describe. */
    private static final Set<String> PROTOCOL_NAMES =
            Set.of("org.usher.wire.rdp.ClientInfo", "org.usher.wire.rdp.SendData");

    private static final Set<String> AMBIENT = Set.of(
            "java.time.Clock.system",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstanceStrong");

    private static final Set<String> SOCKETS_FILES_THREADS =
            Set.of("java.net", "java.nio.channels", "java.nio.file", "java.util.concurrent", "java.util.logging");

    /** Values that only live in those packages: names and addresses. */
    private static final Set<String> HARMLESS = Set.of(
            "java.net.URI",
            "java.net.URISyntaxException",
            "java.net.InetAddress",
            "java.net.InetSocketAddress",
            "java.net.UnknownHostException",
            "java.util.concurrent.TimeUnit");

    private static final String EMPTY_NAMES = "(Manager|Helpers?|Utils?|Impl|Processor|Info|Data|Base)";

    private static String all(String module) {
        return "org.usher." + module + "..";
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        assertThat(classes)
                .as("classes that were seen by: " + rule.getDescription())
                .isNotEmpty();
        rule.check(classes);
    }

    private static JavaClasses in(String... packages) {
        return SHIPPED.that(resideInAnyPackage(packages));
    }

    private static JavaClasses outside(String... packages) {
        return SHIPPED.that(DescribedPredicate.not(resideInAnyPackage(packages)));
    }

    @Test
    void everyModuleIsSeenAndNoOtherIsThere() {
        Set<String> seen = SHIPPED.stream().map(ArchitectureTest::module).collect(Collectors.toSet());
        assertThat(seen).isEqualTo(MAY_USE.keySet());
    }

    private static String module(JavaClass shipped) {
        String inside = shipped.getPackageName().substring("org.usher.".length());
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }

    @TestFactory
    Stream<DynamicTest> modulesUseWhatTheirArrowsAllow() {
        return MAY_USE.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> {
                    String[] strangers = MAY_USE.keySet().stream()
                            .filter(module -> !module.equals(arrow.getKey()))
                            .filter(module -> !arrow.getValue().contains(module))
                            .map(ArchitectureTest::all)
                            .toArray(String[]::new);
                    JavaClasses module = in(all(arrow.getKey()));
                    assertThat(module).isNotEmpty();
                    if (strangers.length > 0) {
                        check(noClasses().should().dependOnClassesThat().resideInAnyPackage(strangers), module);
                    }
                }));
    }

    @Test
    void bytesAndRulesStandOnTheJdkAlone() {
        check(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "org.usher.wire..",
                                "org.usher.domain..",
                                "java..",
                                "javax.crypto..",
                                // The name in a certificate.
                                "javax.security.auth.x500..",
                                "org.jspecify.."),
                in(all("wire"), all("domain")));
    }

    @Test
    void bytesAndRulesKnowNoSocketFileThreadOrLog() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat(
                                describe("sockets, files, threads or logs", ArchitectureTest::touchesTheMachine)),
                in(all("wire"), all("domain")));
    }

    private static boolean touchesTheMachine(JavaClass used) {
        boolean listed =
                SOCKETS_FILES_THREADS.contains(used.getPackageName()) && !HARMLESS.contains(used.getFullName());
        return listed || used.isEquivalentTo(Thread.class) || used.isEquivalentTo(System.Logger.class);
    }

    @Test
    void springIsInTheBrokerOnly() {
        check(
                noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework.."),
                outside(all("broker")));
        assertThat(users("org.springframework"))
                .as("packages that use Spring: the rule is about something")
                .isNotEmpty();
    }

    @Test
    void nettyIsInRelayGatewayAndFrontOnly() {
        check(
                noClasses().should().dependOnClassesThat().resideInAnyPackage("io.netty.."),
                outside(all("relay"), all("gateway"), all("agent.front"), BENCHMARKS + ".."));
        assertThat(users("io.netty"))
                .as("packages that use Netty: the rule is about something")
                .isNotEmpty();
    }

    @Test
    void sqlIsInTheBrokerOnly() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."),
                outside(all("broker")));
    }

    private static Set<String> users(String prefix) {
        return SHIPPED.stream()
                .filter(shipped -> shipped.getDirectDependenciesFromSelf().stream()
                        .anyMatch(use -> use.getTargetClass().getPackageName().startsWith(prefix)))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void timeRandomnessAndIdentityComeFromTheWiring() {
        Set<String> sources = SHIPPED.stream()
                .filter(shipped ->
                        shipped.getCodeUnitAccessesFromSelf().stream().anyMatch(ArchitectureTest::isAmbient))
                .map(ArchitectureTest::outermost)
                .filter(name -> !name.startsWith(BENCHMARKS + "."))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(SHIPPED).isNotEmpty();
        // Equal, not only contained: a wiring class that needs no exception any more loses it.
        assertThat(sources)
                .as("classes that ask for the time, for randomness or for a new id (expected: %s)", WIRING)
                .containsExactlyInAnyOrderElementsOf(WIRING.keySet());
    }

    /** Calls and method references alike. {@code System.nanoTime} is not among them: it measures, it does not tell time. */
    private static boolean isAmbient(JavaCodeUnitAccess<?> access) {
        CodeUnitAccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        String call = owner.getFullName() + "." + target.getName();
        if (call.equals("java.util.Date.<init>")) {
            return target.getRawParameterTypes().isEmpty();
        }
        boolean now =
                owner.getPackageName().equals("java.time") && target.getName().equals("now");
        return now || AMBIENT.contains(call);
    }

    private static String outermost(JavaClass nested) {
        JavaClass outer = nested;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getFullName();
    }

    @Test
    void namesSayWhatAThingIs() {
        check(
                noClasses()
                        .should()
                        .haveNameMatching(".*[a-z]" + EMPTY_NAMES + "(\\$.*)?")
                        .orShould()
                        .haveNameMatching(".*\\.Abstract[A-Z].*"),
                SHIPPED.that(describe(
                        "are not named by a protocol", shipped -> !PROTOCOL_NAMES.contains(outermost(shipped)))));
        assertThat(SHIPPED.stream().map(JavaClass::getFullName)).containsAll(PROTOCOL_NAMES);
    }

    @Test
    void everyPackageSaysWhyItExistsAndMarksWhatMayBeNull() {
        Set<JavaPackage> packages = SHIPPED.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages).hasSizeGreaterThan(MAY_USE.size());
        assertThat(packages)
                .allSatisfy(shipped -> assertThat(
                                shipped.tryGetPackageInfo().filter(info -> info.isAnnotatedWith(NullMarked.class)))
                        .as("package-info.java with @NullMarked in " + shipped.getName())
                        .isPresent());
    }

    /**
     * A module's own package stands above its parts, since it puts them together, and below them, with what they share; so
     * the parts are looked at without it.
     */
    @Test
    void partsOfAModuleDoNotUseEachOtherInCircles() {
        check(
                slices().matching("org.usher.(*).(*)..")
                        .namingSlices("$1.$2")
                        .should()
                        .beFreeOfCycles(),
                outside());
    }
}
