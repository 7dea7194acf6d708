package org.stockpot.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * An order of labelled images in which every beginning is a fair sample. Depends on nothing but the labels.
 *
 * <p>Guaranteed: of a class with m of all N images, the first n hold more than nm/N − 1 and fewer than nm/N + 1, for
 * every n. So the j-th image of a class (from 0) stands within the window ⌊jN/m⌋ … ⌈(j + 1)N/m⌉ − 1, and windows are
 * all that is asked for: serving the class whose window closes first always keeps them (unit jobs on one machine, Baruah
 * et al. 1996, "Proportionate progress", Algorithmica 15). Within its windows the schedule is then shuffled, or rare
 * classes would always come late; which image of a class comes at its turn is random too.
 */
final class FairOrder {
    private static final long SEED = 20230915;
    /** Each about moves every turn once within its window; a few would do. */
    private static final int SHUFFLES = 10;

    private final int size;
    private final int[] sizes;
    /** By position: whose turn, and its how many-th. */
    private final int[] label;

    private final int[] number;

    private FairOrder(int[] labels) {
        size = labels.length;
        sizes = new int[Arrays.stream(labels).max().orElse(-1) + 1];
        for (int one : labels) {
            sizes[one]++;
        }
        label = new int[size];
        number = new int[size];
    }

    /**
     * The order.
     *
     * @param labels of the images, none negative
     * @return numbers of images by position
     */
    static int[] of(int[] labels) {
        var turns = new FairOrder(labels);
        turns.schedule();
        turns.shuffle();
        return turns.images(labels);
    }

    /** Of the classes whose window is open, the one whose window closes first; chance where several close at once. */
    private void schedule() {
        var lots = new double[sizes.length];
        var next = new int[sizes.length];
        var closed = new PriorityQueue<Integer>(Comparator.<Integer>comparingInt(one -> first(one, next[one])));
        var open = new PriorityQueue<Integer>(
                Comparator.<Integer>comparingInt(one -> last(one, next[one])).thenComparingDouble(one -> lots[one]));
        for (int one = 0; one < sizes.length; one++) {
            if (sizes[one] > 0) {
                closed.add(one);
            }
        }
        for (int position = 0; position < size; position++) {
            while (!closed.isEmpty() && first(closed.element(), next[closed.element()]) <= position) {
                int opened = closed.remove();
                lots[opened] = Noise.uniform(SEED + 1, position * (long) sizes.length + opened);
                open.add(opened);
            }
            int served = open.remove();
            label[position] = served;
            number[position] = next[served]++;
            if (next[served] < sizes[served]) {
                closed.add(served);
            }
        }
    }

    /** Swaps turns at random wherever both stay within their windows, which tends to all such schedules alike. */
    private void shuffle() {
        for (long round = 0; round < SHUFFLES; round++) {
            for (int position = 0; position < size; position++) {
                int low = first(label[position], number[position]);
                int high = last(label[position], number[position]);
                int other = low + (int) (Noise.uniform(SEED + 2 + round, position) * (high - low + 1));
                if (first(label[other], number[other]) <= position && position <= last(label[other], number[other])) {
                    swap(label, position, other);
                    swap(number, position, other);
                }
            }
        }
    }

    private int first(int one, int turn) {
        return (int) ((long) turn * size / sizes[one]);
    }

    private int last(int one, int turn) {
        return (int) (((turn + 1L) * size + sizes[one] - 1) / sizes[one]) - 1;
    }

    private static void swap(int[] values, int one, int other) {
        int kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }

    /** Every class hands out its images in an order of its own, by chance. */
    private int[] images(int[] labels) {
        var ends = new int[sizes.length];
        int end = 0;
        for (int one = 0; one < ends.length; one++) {
            end += sizes[one];
            ends[one] = end;
        }
        var handed = ends.clone();
        var byClass = new int[size];
        int[] shuffled = permutation(size);
        for (int at = size - 1; at >= 0; at--) {
            byClass[--handed[labels[shuffled[at]]]] = shuffled[at];
        }
        var order = new int[size];
        for (int position = 0; position < size; position++) {
            order[position] = byClass[handed[label[position]]++];
        }
        return order;
    }

    /** Fisher and Yates. */
    private static int[] permutation(int size) {
        var order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = (int) (Noise.uniform(SEED, i) * (i + 1));
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }
}
