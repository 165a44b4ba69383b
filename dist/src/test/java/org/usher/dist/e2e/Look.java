package org.usher.dist.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How a page is looked at. */
enum Look {
    WIDE_LIGHT(1280, 800, ColorScheme.LIGHT),
    NARROW_DARK(360, 740, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme colours;

    Look(int width, int height, ColorScheme colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours);
    }
}
