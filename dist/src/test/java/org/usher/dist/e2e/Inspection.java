package org.usher.dist.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether everybody can use a page. */
final class Inspection {

    private static final Path AXE = Path.of("../web/node_modules/axe-core/axe.min.js");

    /** The serious findings of axe, one in a line, when nothing fades in or out any more. */
    private static final String FINDINGS = """
            async () => {
              const passing = document.getAnimations()
                .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime));
              await Promise.allSettled(passing.map((one) => one.finished));
              return (await axe.run()).violations
                .filter((found) => ['serious', 'critical'].includes(found.impact))
                .map((found) => found.id + ': ' + found.nodes.map((node) => node.html).join(' '))
                .join('\\n');
            }
            """;

    private Inspection() {}

    /** No serious finding of axe, nothing beside the window, no fault of the page itself. */
    static void assertInOrder(PortalPage portal, String place) {
        Page page = portal.page();
        page.evaluate(axe());
        assertThat((String) page.evaluate(FINDINGS)).as("axe on " + place).isEmpty();
        assertThat((Boolean)
                        page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("the width of " + place)
                .isTrue();
        assertThat(portal.faults()).as("faults on " + place).isEmpty();
    }

    private static String axe() {
        try {
            return Files.readString(AXE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
