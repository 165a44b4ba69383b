package org.usher.client.desktop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The categories of a menu (Desktop Menu Specification, appendix A) to which a folder's resources belong. */
final class Categories {

    private static final Map<String, String> MAIN = Map.ofEntries(
            Map.entry("accessories", "Utility"),
            Map.entry("utilities", "Utility"),
            Map.entry("development", "Development"),
            Map.entry("programming", "Development"),
            Map.entry("education", "Education"),
            Map.entry("games", "Game"),
            Map.entry("graphics", "Graphics"),
            Map.entry("internet", "Network"),
            Map.entry("network", "Network"),
            Map.entry("multimedia", "AudioVideo"),
            Map.entry("office", "Office"),
            Map.entry("science", "Science"),
            Map.entry("settings", "Settings"),
            Map.entry("system", "System"));

    private Categories() {}

    /** A main category first, then one of the folder's own, by which an administrator can make a menu. */
    static List<String> of(String folder) {
        List<String> categories = new ArrayList<>();
        String top = folder.split("/", 2)[0].strip().toLowerCase(Locale.ROOT);
        String main = MAIN.get(top);
        if (main == null) {
            categories.addAll(List.of("Network", "RemoteAccess"));
        } else {
            categories.add(main);
        }
        categories.add("X-Usher");
        String own = folder.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        if (!own.isEmpty()) {
            categories.add("X-Usher-" + own);
        }
        return categories;
    }
}
