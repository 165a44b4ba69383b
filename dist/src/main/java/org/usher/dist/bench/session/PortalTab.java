package org.usher.dist.bench.session;

import java.net.URI;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The portal in a tab, from sign-in to the picture. Times are taken in the page, by its own clock. */
final class PortalTab {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String HELPERS = """
            window.bench = {
              canvas() {
                const found = [];
                const walk = (root) => root.querySelectorAll('*').forEach((e) => {
                  if (e.tagName === 'CANVAS') found.push(e);
                  if (e.shadowRoot) walk(e.shadowRoot);
                });
                walk(document);
                return found.find((c) => c.width > 100 && c.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
              },
              shows(is) {
                const canvas = this.canvas();
                if (!canvas) return false;
                const side = %1$d;
                const d = canvas.getContext('2d')
                  .getImageData((canvas.width - side) >> 1, (canvas.height - side) >> 1, side, side).data;
                let count = 0;
                for (let i = 0; i < d.length; i += 4) if (is(d, i)) count++;
                return count >= %2$d;
              },
              seen(is) {
                return new Promise((resolve) => {
                  const look = () => this.shows(is) ? resolve(performance.now()) : setTimeout(look, %3$d);
                  look();
                });
              },
              until(ready) {
                return new Promise((resolve) => {
                  const look = () => ready() ? resolve(true) : setTimeout(look, 20);
                  look();
                });
              },
              named(selector, text) {
                return [...document.querySelectorAll(selector)].find((e) => e.textContent.includes(text));
              },
            };
            """.formatted(Colour.SQUARE, Colour.enough(), Colour.EVERY_MILLIS);

    private final DevTools.Browser browser;
    private final URI address;
    private DevTools tools;

    PortalTab(DevTools.Browser browser, URI address) throws InterruptedException {
        this.browser = browser;
        this.address = address;
        this.tools = browser.openTab();
    }

    /** Signs in, the way the page does it. */
    void signIn(String name, String password) throws InterruptedException {
        go("/");
        tools.run("""
                (async () => {
                  await fetch('/api/v1/me');
                  const csrf = document.cookie.match(/__Host-usher-csrf=([^;]+)/)[1];
                  const answer = await fetch('/api/v1/sign-in', {
                    method: 'POST',
                    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
                    body: JSON.stringify({ name: %s, password: %s }),
                  });
                  if (!answer.ok) throw new Error('sign-in: ' + answer.status);
                })()""".formatted(JSON.writeValueAsString(name), JSON.writeValueAsString(password)));
    }

    /** Opens the portal, and waits until its tiles and the RDP client's WebAssembly are there. */
    void openPortal() throws InterruptedException {
        go("/");
        tools.run("""
                bench.until(() => bench.named('button.usher-tile__open', '')
                  && performance.getEntriesByType('resource').some((e) => e.name.includes('.wasm') && e.responseEnd > 0))""");
        // What was loaded is compiled and started now; a person needs longer than this to move the mouse.
        Thread.sleep(1500);
    }

    /** Closes the tab, and opens an empty one. */
    void leave() throws InterruptedException {
        DevTools before = tools;
        tools = browser.openTab();
        before.closeTab();
    }

    private void go(String path) throws InterruptedException {
        tools.call("Page.navigate", Map.of("url", address.resolve(path).toString()));
        boolean there = false;
        while (!there) {
            there = tools.run("location.href.startsWith('" + address + "') && document.readyState === 'complete'")
                    .asBoolean(false);
            if (!there) {
                Thread.sleep(20);
            }
        }
        tools.run(HELPERS);
    }

    /** From the click on a tile to this colour in the picture, in milliseconds. */
    double launch(String name, Colour colour) throws InterruptedException {
        JsonNode middle = tools.run("""
                (() => {
                  const box = bench.named('button.usher-tile__open', %s).getBoundingClientRect();
                  window.addEventListener('click', (e) => { bench.clicked = e.timeStamp; }, { capture: true, once: true });
                  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                })()""".formatted(JSON.writeValueAsString(name)));
        click(middle);
        return tools.run("bench.seen(%s).then((at) => at - bench.clicked)".formatted(looking(colour)))
                .asDouble();
    }

    private void click(JsonNode where) throws InterruptedException {
        for (String type : new String[] {"mousePressed", "mouseReleased"}) {
            tools.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            where.path("x").asDouble(),
                            "y",
                            where.path("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** From the click on an entry of the session's list of applications to this colour, in milliseconds. */
    double openBeside(String name, Colour colour) throws InterruptedException {
        return tools.run("""
                (async () => {
                  const text = %s;
                  bench.named('button', 'Applications').click();
                  await bench.until(() => bench.named('[role="menuitem"]', text));
                  const clicked = performance.now();
                  bench.named('[role="menuitem"]', text).click();
                  return await bench.seen(%s) - clicked;
                })()""".formatted(JSON.writeValueAsString(name), looking(colour)))
                .asDouble();
    }

    /** Gives the session the keyboard, and listens in on what is drawn from now on. */
    void prepareKeys() throws InterruptedException {
        JsonNode middle = tools.run("""
                (() => {
                  const canvas = bench.canvas();
                  const context = canvas.getContext('2d');
                  const draw = context.putImageData;
                  context.putImageData = (...what) => {
                    draw.apply(context, what);
                    if (bench.wanted && bench.shows(bench.wanted)) {
                      bench.wanted = null;
                      bench.drawn(performance.now());
                    }
                  };
                  const box = canvas.getBoundingClientRect();
                  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
                })()""");
        click(middle);
    }

    /** From a key to this colour, in milliseconds. */
    double strike(Colour next) throws InterruptedException {
        tools.run("""
                (() => {
                  bench.answer = new Promise((resolve, reject) => {
                    window.addEventListener('keydown', (e) => { bench.pressed = e.timeStamp; }, { capture: true, once: true });
                    bench.wanted = %s;
                    bench.drawn = (at) => resolve(at - bench.pressed);
                    setTimeout(() => reject(new Error('a key had no effect in the browser')), 10000);
                  });
                })()""".formatted(looking(next)));
        for (String type : new String[] {"keyDown", "keyUp"}) {
            tools.call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "a", "code", "KeyA", "windowsVirtualKeyCode", 65));
        }
        return tools.run("bench.answer").asDouble();
    }

    private static String looking(Colour colour) {
        return "(d, i) => " + colour.condition();
    }

    /** The size of the session's picture, as width and height. */
    int[] size() throws InterruptedException {
        JsonNode size = tools.run("(() => { const c = bench.canvas(); return { w: c.width, h: c.height }; })()");
        return new int[] {size.path("w").asInt(), size.path("h").asInt()};
    }
}
