package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Which activations of a network are worth keeping between two measurements of almost the same mix.
 *
 * <p>Keeping the activations in front of stage {@code b} costs their bytes for every image and saves the work of all
 * stages before {@code b} whenever the first stage that changed is {@code b} or a later one. With {@code chances[s]} for
 * stage {@code s} being the first that changes, a set B of such boundaries saves, per image, the sum over s of {@code
 * chances[s] · work(0…b(s) − 1)}, where b(s) is the largest member of B that is at most s. The plan is the set that saves
 * most within the budget (a knapsack over the boundaries from front to back, bytes rounded up to 1/{@value #UNITS} of the
 * budget), less what it costs to keep the activations that were computed anew.
 *
 * <p>What memory has no room for may go to a disk, where it also costs to be read: boundaries are added one after the
 * other, each time the one that saves most, as long as one saves anything and fits.
 *
 * @param boundaries ascending, each between 1 and the number of stages − 1: in front of which stages to keep activations
 *     in memory
 * @param onDisk the same on the disk
 * @param saved expected multiplications and additions saved per image and measurement
 */
public record KeepPlan(List<Integer> boundaries, List<Integer> onDisk, double saved) {
    static final int UNITS = 256;

    /** Work that takes as long as writing a float where nothing was before, roughly: 4 ns against 0.2 ns. */
    private static final double WORK_PER_KEPT_FLOAT = 20;

    /** The same for reading a float from a disk that gives a gigabyte a second. */
    private static final double WORK_PER_READ_FLOAT = 20;

    /** Keeps nothing. */
    public static final KeepPlan NONE = new KeepPlan(List.of(), List.of(), 0);

    public KeepPlan {
        boundaries = List.copyOf(boundaries);
        onDisk = List.copyOf(onDisk);
    }

    public boolean keeps(int boundary) {
        return boundaries.contains(boundary);
    }

    public boolean keepsOnDisk(int boundary) {
        return onDisk.contains(boundary);
    }

    /** Whether it keeps the same activations as another, in the same places. */
    public boolean keepsTheSameAs(KeepPlan other) {
        return boundaries.equals(other.boundaries) && onDisk.equals(other.onDisk);
    }

    /**
     * The best plan.
     *
     * @param chances one per stage, none negative
     * @param images that will be measured again and again
     * @param memory bytes for all activations together
     * @param disk bytes that may go there besides
     */
    public static KeepPlan best(List<Stage> stages, double[] chances, long images, long memory, long disk) {
        if (chances.length != stages.size()) {
            throw new IllegalArgumentException(chances.length + " chances for " + stages.size() + " stages");
        }
        if (images <= 0 || stages.size() < 2) {
            return NONE;
        }
        KeepPlan inMemory = memory <= 0 ? NONE : new Knapsack(stages, chances, images, memory).solve();
        return new Spilling(stages, chances, images, disk, inMemory).solve();
    }

    /** Adds boundaries on the disk to a plan. */
    private static final class Spilling {
        private final List<Stage> stages;
        private final double[] chances;
        private final long images;
        private final long disk;
        private final KeepPlan inMemory;

        Spilling(List<Stage> stages, double[] chances, long images, long disk, KeepPlan inMemory) {
            this.stages = stages;
            this.chances = chances;
            this.images = images;
            this.disk = disk;
            this.inMemory = inMemory;
        }

        KeepPlan solve() {
            var onDisk = new ArrayList<Integer>();
            double left = disk;
            double saved = saved(onDisk);
            while (true) {
                int best = 0;
                double most = saved;
                for (int boundary = 1; boundary < stages.size(); boundary++) {
                    if (inMemory.keeps(boundary) || onDisk.contains(boundary) || bytes(boundary) > left) {
                        continue;
                    }
                    var more = new ArrayList<>(onDisk);
                    more.add(boundary);
                    double then = saved(more);
                    if (then > most) {
                        most = then;
                        best = boundary;
                    }
                }
                if (best == 0) {
                    Collections.sort(onDisk);
                    return new KeepPlan(inMemory.boundaries(), onDisk, saved);
                }
                onDisk.add(best);
                left -= bytes(best);
                saved = most;
            }
        }

        private double bytes(int boundary) {
            return (double) stages.get(boundary - 1).values() * Float.BYTES * images;
        }

        private double saved(List<Integer> onDisk) {
            double saved = 0;
            double work = 0;
            double chance = 0;
            double begin = 0;
            for (int stage = 0; stage < stages.size(); stage++) {
                boolean here = stage > 0 && inMemory.keeps(stage);
                boolean there = stage > 0 && onDisk.contains(stage);
                if (here || there) {
                    double values = stages.get(stage - 1).values();
                    begin = work - (there ? WORK_PER_READ_FLOAT * values : 0);
                    saved -= WORK_PER_KEPT_FLOAT * values * chance;
                }
                saved += chances[stage] * begin;
                work += stages.get(stage).work();
                chance += chances[stage];
            }
            return saved;
        }
    }

    /** {@code value[b][u]}: the most saved by stages before b if b is the last boundary and u units are used by then. */
    private static final class Knapsack {
        private final int stages;
        private final int[] units;
        private final double[] before;
        private final double[] chancesUpTo;
        private final double[] cost;
        private final double[][] value;
        private final int[][] previous;

        Knapsack(List<Stage> all, double[] chances, long images, long budget) {
            stages = all.size();
            units = new int[stages];
            before = new double[stages + 1];
            chancesUpTo = new double[stages + 1];
            for (int stage = 0; stage < stages; stage++) {
                before[stage + 1] = before[stage] + all.get(stage).work();
                chancesUpTo[stage + 1] = chancesUpTo[stage] + chances[stage];
            }
            cost = new double[stages];
            for (int boundary = 1; boundary < stages; boundary++) {
                double values = all.get(boundary - 1).values();
                cost[boundary] = WORK_PER_KEPT_FLOAT * values * chancesUpTo[boundary];
                double bytes = values * Float.BYTES * images;
                units[boundary] = (int) Math.min(UNITS + 1.0, Math.max(1, Math.ceil(bytes / budget * UNITS)));
            }
            value = new double[stages][UNITS + 1];
            previous = new int[stages][UNITS + 1];
        }

        KeepPlan solve() {
            for (double[] row : value) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
            value[0][0] = 0;
            for (int boundary = 1; boundary < stages; boundary++) {
                for (int used = units[boundary]; used <= UNITS; used++) {
                    for (int last = 0; last < boundary; last++) {
                        double candidate = value[last][used - units[boundary]] + saved(last, boundary) - cost[boundary];
                        if (candidate > value[boundary][used]) {
                            value[boundary][used] = candidate;
                            previous[boundary][used] = last;
                        }
                    }
                }
            }
            int bestBoundary = 0;
            int bestUsed = 0;
            double best = 0;
            for (int boundary = 1; boundary < stages; boundary++) {
                for (int used = 0; used <= UNITS; used++) {
                    double total = value[boundary][used] + saved(boundary, stages);
                    if (total > best) {
                        best = total;
                        bestBoundary = boundary;
                        bestUsed = used;
                    }
                }
            }
            var boundaries = new ArrayList<Integer>();
            while (bestBoundary > 0) {
                boundaries.add(0, bestBoundary);
                int last = previous[bestBoundary][bestUsed];
                bestUsed -= units[bestBoundary];
                bestBoundary = last;
            }
            return new KeepPlan(boundaries, List.of(), best);
        }

        /** What boundary b saves when one of the stages b … to − 1 is the first that changes. */
        private double saved(int boundary, int to) {
            return before[boundary] * (chancesUpTo[to] - chancesUpTo[boundary]);
        }
    }
}
