package org.stockpot.session;

import java.util.Optional;

/** Which program this is. */
public final class Version {
    private Version() {}

    /** As in the jar's manifest; {@code development} when run from class files. */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
