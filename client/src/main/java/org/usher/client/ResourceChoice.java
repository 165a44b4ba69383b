package org.usher.client;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.usher.client.ClientException.Reason;
import org.usher.client.api.Resource;

/** Which resource somebody means. */
public final class ResourceChoice {

    private static final int SUGGESTIONS = 3;

    private ResourceChoice() {}

    /**
     * The resource with this id or name; {@code folder/name} tells those of one name apart, and capitals make a difference
     * only where there is one without.
     */
    public static Resource of(List<Resource> resources, String asked) {
        List<Predicate<Resource>> ways = List.of(
                resource -> resource.id().equals(asked),
                resource -> path(resource).equals(asked),
                resource -> resource.name().equals(asked),
                resource -> path(resource).equalsIgnoreCase(asked),
                resource -> resource.name().equalsIgnoreCase(asked));
        for (Predicate<Resource> way : ways) {
            List<Resource> found = resources.stream().filter(way).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw new ClientException(
                        Reason.NOT_FOUND,
                        "resource-ambiguous",
                        "there is more than one " + asked + ": say which by its folder or its id: "
                                + found.stream()
                                        .map(resource -> path(resource) + " (" + resource.id() + ")")
                                        .collect(Collectors.joining(", ")));
            }
        }
        throw unknown(resources, asked);
    }

    private static String path(Resource resource) {
        return resource.folder().isEmpty() ? resource.name() : resource.folder() + "/" + resource.name();
    }

    private static ClientException unknown(List<Resource> resources, String asked) {
        List<String> near = resources.stream()
                .map(Resource::name)
                .distinct()
                .filter(name -> isNear(name, asked))
                .sorted(Comparator.comparingInt(name -> distance(small(name), small(asked))))
                .limit(SUGGESTIONS)
                .toList();
        String hint = near.isEmpty()
                ? "`usher connect list` shows what there is"
                : "did you mean " + String.join(" or ", near) + "?";
        return new ClientException(Reason.NOT_FOUND, "resource-unknown", "there is no " + asked + " for you: " + hint);
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isNear(String name, String asked) {
        return (!asked.isBlank() && small(name).contains(small(asked)))
                || distance(small(name), small(asked)) <= Math.max(1, Math.min(name.length(), asked.length()) / 3);
    }

    /** How many letters have to be changed, put in or left out to make one of the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
