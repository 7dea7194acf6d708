package org.stockpot.session;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files whose code the user has allowed to run, by their content. It begins empty with every start of the program and
 * is never read from a file: who opens somebody else's session trusts nothing by that. Safe to use from several threads.
 */
public final class Trust {
    private final Set<String> hashes = ConcurrentHashMap.newKeySet();

    /**
     * Allows the code of exactly this file to be run until the program ends.
     *
     * @param sha256 of the whole file, 64 hexadecimal digits
     */
    public void add(String sha256) {
        if (!isSha256(sha256)) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
        hashes.add(sha256.toLowerCase(Locale.ROOT));
    }

    /** Whether the code of this file may be run. */
    public boolean contains(String sha256) {
        return hashes.contains(sha256.toLowerCase(Locale.ROOT));
    }

    /** Whether a text is 64 hexadecimal digits. */
    public static boolean isSha256(String text) {
        return text.matches("[0-9a-fA-F]{64}");
    }
}
