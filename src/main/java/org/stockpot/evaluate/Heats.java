package org.stockpot.evaluate;

import java.util.List;

/**
 * A {@link Race} in heats, the images that decide most often first: see {@link Split}. In the first heat a challenger has
 * lost when it could not win even if it got all later images right, by the race's rules; in later ones only when that is
 * certain, so the error rate is that of the first.
 */
public final class Heats {
    private final List<List<Hits>> incumbent;
    private final List<Double> weights;
    private final int images;
    private final double needed;
    private Race race;
    private int heat;
    private int seenBefore;
    private double hitsBefore;
    private boolean lost;

    /**
     * Before the first image.
     *
     * @param incumbent on all images, heat by heat, each as for a race
     * @param weights one per copy, none negative, not all 0
     * @param threshold score that the challenger has to reach on all images
     * @param errorRate as {@link Race#ERROR_RATE}, above 0 and below 1
     */
    public Heats(List<List<Hits>> incumbent, List<Double> weights, double threshold, double errorRate) {
        this.incumbent = List.copyOf(incumbent);
        this.weights = List.copyOf(weights);
        this.images = images(0);
        this.needed = Race.needed(threshold, Race.sum(weights), images);
        this.race = new Race(incumbent.get(0), weights, new Race.Limit(needed - images(1), Race.enough(errorRate)));
    }

    /**
     * Looks at what has come in since the last time.
     *
     * @param of which heat; the one of the last time, or the next when that one is through
     * @param challenger set by set, as many images as are known of each; never fewer than before
     * @return whether it has lost; if so, the rest is not worth its time
     */
    public boolean isLost(int of, List<Hits> challenger) {
        if (of == heat + 1 && race.isThrough()) {
            hitsBefore += race.hits();
            seenBefore += race.images();
            heat = of;
            race = new Race(
                    incumbent.get(of),
                    weights,
                    new Race.Limit(needed - hitsBefore - images(of + 1), Double.POSITIVE_INFINITY));
        }
        if (of != heat) {
            throw new IllegalArgumentException("heat " + of + " in heat " + heat);
        }
        lost = lost || race.isLost(challenger) || (race.isThrough() && isHopelessBehind());
        return lost;
    }

    /**
     * Runs all heats.
     *
     * @param challenger on all images, heat by heat
     * @return whether it loses
     */
    public boolean areLost(List<List<Hits>> challenger) {
        for (int of = heat; of < challenger.size() && !lost; of++) {
            isLost(of, challenger.get(of));
        }
        return lost;
    }

    /** Whether later heats cannot make up for what was lost by now. */
    private boolean isHopelessBehind() {
        int left = images(heat + 1);
        return left > 0 && hitsBefore + race.hits() + left < needed;
    }

    /** Images of a heat and of all behind it. */
    private int images(int from) {
        return incumbent.subList(from, incumbent.size()).stream()
                .mapToInt(hits -> Race.images(hits, weights.size()))
                .sum();
    }

    /** Images it took to decide, or looked at so far; copies of one count once. */
    public int images() {
        return seenBefore + race.images();
    }

    /**
     * What the challenger would score on all images: as in a {@link Race#estimate} on those of the heat it is in, and as the
     * incumbent on those of later heats. Always below the threshold once it has lost.
     */
    public double estimate() {
        double later = incumbent.subList(heat + 1, incumbent.size()).stream()
                .mapToDouble(hits -> Race.hits(hits, weights))
                .sum();
        return Race.sum(weights) * (hitsBefore + race.expected() + later) / images;
    }

    /**
     * Standard error of {@link #estimate} as an estimate of the score on all images, by the differences seen in the heat it
     * is in; what is lost in later heats is not known and has no part in it.
     */
    public double error() {
        return Race.sum(weights) * race.error() / images;
    }
}
