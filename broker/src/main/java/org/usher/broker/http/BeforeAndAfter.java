package org.usher.broker.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a change has changed, for the audit log: each setting that is another one now, as it was and as it is. */
final class BeforeAndAfter {

    private final Map<String, String> changed = new LinkedHashMap<>();

    /** Notes a setting, if it is another one now. */
    BeforeAndAfter of(String setting, Object before, Object after) {
        if (!before.equals(after)) {
            changed.put(setting, before + " → " + after);
        }
        return this;
    }

    Map<String, String> details() {
        return changed;
    }
}
