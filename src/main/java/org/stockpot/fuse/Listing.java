package org.stockpot.fuse;

import java.util.List;
import java.util.stream.Collectors;
import org.stockpot.tensor.Told;

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

    /** The same of names or of parts of a sentence, to be told. */
    static Object told(List<?> parts) {
        int more = parts.size() - LISTED;
        if (more <= 0) {
            return parts;
        }
        boolean names = parts.get(0) instanceof String;
        return Told.of(names ? FitWording.MORE : FitWording.MORE_PARTS, parts.subList(0, LISTED), more);
    }
}
