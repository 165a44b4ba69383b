package org.usher.link.settings;

import java.util.List;

/** The settings file cannot be used. The message lists every fault, each with what was expected. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsException(String file, List<String> faults) {
        super(file + " cannot be used:\n  - " + String.join("\n  - ", faults));
    }
}
