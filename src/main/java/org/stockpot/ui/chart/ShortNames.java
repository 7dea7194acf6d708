package org.stockpot.ui.chart;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Dotted names shortened to as many of their last parts as tell them apart. */
final class ShortNames {
    private ShortNames() {}

    /**
     * One short name per name, all different if the names are. A last part that says little alone (a number, {@code
     * weight}, {@code bias}) keeps the one before.
     */
    static List<String> of(List<String> names) {
        List<Integer> parts = names.stream().map(name -> needed(name, names)).collect(Collectors.toList());
        return IntStream.range(0, names.size())
                .mapToObj(index -> tail(names.get(index), parts.get(index)))
                .toList();
    }

    private static int needed(String name, List<String> all) {
        int count = name.split("\\.", -1).length;
        int parts = name.matches(".*\\.(\\d+|weight|bias)") ? 2 : 1;
        while (parts < count) {
            String tail = tail(name, parts);
            if (all.stream()
                    .noneMatch(other -> !other.equals(name) && (other.equals(tail) || other.endsWith("." + tail)))) {
                break;
            }
            parts++;
        }
        return Math.min(parts, count);
    }

    private static String tail(String name, int parts) {
        int start = name.length();
        for (int part = 0; part < parts && start >= 0; part++) {
            start = name.lastIndexOf('.', start - 1);
        }
        return name.substring(start + 1);
    }
}
