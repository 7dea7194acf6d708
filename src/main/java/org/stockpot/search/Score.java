package org.stockpot.search;

import java.util.List;

/** What an objective says of a mix; higher is better. */
public sealed interface Score {
    double value();

    /**
     * Measured on all images: a number to keep, to show and to compare.
     *
     * @param parts the numbers that it is made of, where it is made of several; higher is better in each
     */
    record Whole(double value, List<Double> parts) implements Score {
        public Whole {
            parts = List.copyOf(parts);
        }

        /** A number that is made of nothing else. */
        public Whole(double value) {
            this(value, List.of());
        }
    }

    /**
     * Guessed at, because the evaluation was stopped when the mix could no longer be expected to reach what it was compared
     * with. Good enough to steer a search, never the score of a mix that is kept.
     *
     * @param images that were looked at
     * @param of all there are
     * @param error standard error against the score on all images
     */
    record Estimated(double value, long images, long of, double error) implements Score {
        /** As if it were the share of the images looked at that are right. */
        public static Estimated share(double value, long images, long of) {
            double variance = Math.max(0, value * (1 - value)) * (of - images) / ((double) of * Math.max(1, images));
            return new Estimated(value, images, of, Math.sqrt(Math.max(0, variance)));
        }

        /** How many images a share of right ones must be of to be as unsure as this estimate; at most all. */
        public long worth() {
            double variance = value * (1 - value);
            return variance > 0 ? Math.round(variance / (variance / of + error * error)) : images;
        }
    }

    default boolean isWhole() {
        return this instanceof Whole;
    }
}
