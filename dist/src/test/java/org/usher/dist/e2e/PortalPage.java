package org.usher.dist.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The portal in Chromium, used as a person uses it: by what is written on it. */
final class PortalPage implements AutoCloseable {

    private static final AtomicInteger PICTURES = new AtomicInteger();

    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    private PortalPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onPageError(fault -> faults.add("script: " + fault));
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")
                    || message.text().contains("panicked")) {
                faults.add("console: " + message.text());
            }
        });
    }

    /** A Chromium, for as many pages as a test wants. */
    static final class Chromium implements AutoCloseable {

        private final Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));

        /** Somebody with a browser of their own, at this address. */
        PortalPage open(String address) {
            return open(address, new Browser.NewContextOptions().setViewportSize(1100, 760));
        }

        PortalPage open(String address, Browser.NewContextOptions look) {
            PortalPage portal = new PortalPage(browser.newContext(look.setIgnoreHTTPSErrors(true)));
            portal.page.navigate(address);
            return portal;
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Sends name and password, whatever becomes of it. */
    void trySignIn(String name, String password) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Name"))
                .fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.keyboard().press("Enter");
    }

    PortalPage signIn(String name, String password) {
        trySignIn(name, password);
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Your applications"))
                .waitFor();
        return this;
    }

    Locator tile(String name) {
        // The name may have more behind it, such as "running".
        Pattern begins = Pattern.compile("^" + name);
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(begins))
                .or(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(begins)))
                .first();
    }

    /** Clicks a tile and waits for the picture of a session. */
    PortalPage open(String application) {
        tile(application).click();
        awaitPicture();
        return this;
    }

    /** Opens a tile in the RDP client of the device, and takes the file that comes. */
    Download openInRdpClient(String application) {
        return page.waitForDownload(() -> {
            button("More for " + application).click();
            menuItem("Open in my RDP client").click();
        });
    }

    /** Opens the person's own settings, with the keyboard on what is chosen there. */
    void settings() {
        button("Menu of").click();
        menuItem("Settings").click();
        dialog().waitFor();
        Await.until("the keyboard in the dialog", () ->
                (Boolean) page.evaluate("() => document.activeElement.matches('input:checked')"));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    /** Waits until the session's canvas shows more than one colour. */
    void awaitPicture() {
        Await.until("the session's picture", () -> (Boolean) page.evaluate(COLOURFUL));
    }

    /** Whether the visible canvas has different colours: something was drawn. */
    private static final String COLOURFUL = """
            () => {
              const canvases = [];
              const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                if (e.tagName === 'CANVAS') canvases.push(e);
                if (e.shadowRoot) walk(e.shadowRoot);
              });
              walk(document);
              const canvas = canvases.find((c) => c.checkVisibility() && c.width > 100);
              if (!canvas) return false;
              const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(200, canvas.height)).data;
              const first = data[0] + data[1] * 256 + data[2] * 65536;
              for (let i = 4; i < data.length; i += 4) {
                if (data[i] + data[i + 1] * 256 + data[i + 2] * 65536 !== first) return true;
              }
              return false;
            }
            """;

    private static final String PNG = """
            () => {
              const canvases = [];
              const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                if (e.tagName === 'CANVAS') canvases.push(e);
                if (e.shadowRoot) walk(e.shadowRoot);
              });
              walk(document);
              return canvases.find((c) => c.checkVisibility() && c.width > 100).toDataURL();
            }
            """;

    /** The picture that the page shows, as PNG. */
    byte[] picture() {
        String url = (String) page.evaluate(PNG);
        return Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1));
    }

    /** Gives the session the keyboard, as a click into the picture does. */
    PortalPage focus() {
        page.locator("canvas").locator("visible=true").first().click();
        return this;
    }

    /** Types text; a sign that needs Shift is pressed with it, which Playwright's own typing does not do. */
    PortalPage type(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String shifted = SHIFTED.get(c);
            if (shifted != null) {
                page.keyboard().press("Shift+" + shifted);
            } else if (Character.isUpperCase(c)) {
                page.keyboard().press("Shift+Key" + c);
            } else if (c == '\n') {
                page.keyboard().press("Enter");
            } else {
                page.keyboard().type(String.valueOf(c));
            }
        }
        return this;
    }

    private static final Map<Character, String> SHIFTED = Map.of(
            '>',
            "Period",
            '_',
            "Minus",
            '$',
            "Digit4",
            '(',
            "Digit9",
            ')',
            "Digit0",
            '"',
            "Quote",
            '|',
            "Backslash",
            '~',
            "Backquote");

    /** What went wrong on the page by itself. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Closes the tab as a person does, so that the page can say its last word. */
    void closeTab() {
        page.waitForClose(() -> page.close(new Page.CloseOptions().setRunBeforeUnload(true)));
    }

    /** Goes from control to control as the Tab key does, until this one has the keyboard. */
    void tabTo(Locator control) {
        for (int stops = 0; stops < 40; stops++) {
            page.keyboard().press("Tab");
            if ((Boolean) control.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not lead to " + control);
    }

    /** Waits until a text can be read. */
    void visible(String text) {
        page.getByText(text).locator("visible=true").first().waitFor();
    }

    Locator menuItem(String name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name)));
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** What a person would see now, for who looks into a failure. */
    private void keepPicture() {
        if (!page.isClosed()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "e2e", PICTURES.incrementAndGet() + ".png")));
        }
    }

    @Override
    public void close() {
        try {
            keepPicture();
        } finally {
            context.close();
        }
    }
}
