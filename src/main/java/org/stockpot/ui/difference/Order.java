package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** In which order rows or columns stand. */
public enum Order {
    LISTED("listed"),
    NAME("name"),
    LARGEST("largest"),
    SMALLEST("smallest");

    private final String id;

    Order(String id) {
        this.id = id;
    }

    /** Last part of the key of its text. */
    String id() {
        return id;
    }

    /** The numbers 0…count − 1 in this order; what has no value stands at the end. */
    List<Integer> of(int count, IntFunction<String> name, IntToDoubleFunction value) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        switch (this) {
            case LISTED -> {}
            case NAME -> order.sort(Comparator.comparing(name::apply, Order::compareNames));
            case LARGEST -> order.sort(Comparator.comparingDouble(index -> key(-value.applyAsDouble(index))));
            case SMALLEST -> order.sort(Comparator.comparingDouble(index -> key(value.applyAsDouble(index))));
        }
        return order;
    }

    private static double key(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /** Numbers within names by their size, so that block 2 stands before block 10. */
    static int compareNames(String one, String other) {
        String[] ours = one.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1);
        String[] theirs = other.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1);
        for (int part = 0; part < Math.min(ours.length, theirs.length); part++) {
            boolean numbers = ours[part].matches("\\d{1,18}") && theirs[part].matches("\\d{1,18}");
            int compared = numbers
                    ? Long.compare(Long.parseLong(ours[part]), Long.parseLong(theirs[part]))
                    : ours[part].compareToIgnoreCase(theirs[part]);
            if (compared != 0) {
                return compared;
            }
        }
        return Integer.compare(ours.length, theirs.length);
    }
}
