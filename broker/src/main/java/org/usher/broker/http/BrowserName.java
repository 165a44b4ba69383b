package org.usher.broker.http;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser's name and version, as it says in its User-Agent (RFC 9110, section 10.1.5). */
record BrowserName(String name, String version) {

    /** In this order: each passes for those behind it. */
    private static final List<Browser> KNOWN = List.of(
            new Browser("Edge", Pattern.compile("\\bEdgA?/(\\d+)")),
            new Browser("Opera", Pattern.compile("\\bOPR/(\\d+)")),
            new Browser("Firefox", Pattern.compile("\\b(?:Firefox|FxiOS)/(\\d+)")),
            new Browser("Chrome", Pattern.compile("\\b(?:Headless)?(?:Chrome|Chromium|CriOS)/(\\d+)")),
            new Browser("Safari", Pattern.compile("\\bVersion/(\\d+(?:\\.\\d+)?).*\\bSafari/")));

    private record Browser(String name, Pattern form) {}

    /** Empty words for one that is not known. */
    static BrowserName of(String userAgent) {
        for (Browser browser : KNOWN) {
            Matcher found = browser.form().matcher(userAgent);
            if (found.find()) {
                return new BrowserName(browser.name(), found.group(1));
            }
        }
        return new BrowserName("", "");
    }
}
