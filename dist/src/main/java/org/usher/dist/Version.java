package org.usher.dist;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, from its jar. */
public final class Version implements IVersionProvider {

    /** The version; {@code development} when it does not come from a jar. */
    public static String present() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"usher " + present()};
    }
}
