package org.stockpot.fuse;

import java.util.List;
import java.util.stream.Collectors;

/** Lists that stay readable, however long they are. */
final class Listing {
    private static final int LISTED = 20;

    private Listing() {}

    /** The first 20 and how many more. */
    static String of(List<String> texts, String separator) {
        String listed = texts.stream().limit(LISTED).collect(Collectors.joining(separator));
        int more = texts.size() - LISTED;
        return more > 0 ? listed + separator + "and " + more + " more" : listed;
    }

    /** {@code 1 tensor}, {@code 2 tensors}. */
    static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
