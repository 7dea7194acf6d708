package org.stockpot.ui.state;

import java.util.Locale;

/** Identifiers of controls made from names. */
public final class Ids {
    private Ids() {}

    /** Kebab case: lower-case letters and digits, everything else a hyphen. */
    public static String of(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
