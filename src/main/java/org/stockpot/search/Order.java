package org.stockpot.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** In which order candidates come. Equal scores keep the order of the ingredients. */
public enum Order {
    DESCENDING,
    ASCENDING,
    RANDOM;

    /** The words that {@link #of} reads. */
    static final List<String> WORDS = List.of("descending", "ascending", "random");

    static Order of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Rows, sorted by their scores or shuffled by the seed. */
    List<Integer> rows(List<Mix> scored, long seed) {
        var rows = new ArrayList<>(IntStream.range(0, scored.size()).boxed().toList());
        Comparator<Integer> ascending =
                Comparator.comparingDouble(row -> scored.get(row).score());
        switch (this) {
            case DESCENDING -> rows.sort(ascending.reversed());
            case ASCENDING -> rows.sort(ascending);
            case RANDOM -> Collections.shuffle(rows, new Random(seed));
        }
        return rows;
    }
}
