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
        /**
         * As if it were the share of the images looked at that are right.
         *
         * @param copies that each image has, which are no independent draws
         */
        public static Estimated share(double value, long images, long of, long copies) {
            double variance = Math.max(0, value * (1 - value)) * (of - images) / ((double) of * Math.max(1, images));
            return new Estimated(value, images, of, Math.sqrt(Math.max(0, copies * variance)));
        }

        /**
         * How many images a share of right ones must be of to be as unsure as this estimate; at least 1.
         *
         * @param whole how many images a score over all of them is of, copies of one counting once; 0 where that is not known,
         *     which is taken for as many as there are
         */
        public long worth(long whole) {
            double variance = value * (1 - value);
            return variance > 0
                    ? Math.max(1, Math.round(variance / (variance / (whole > 0 ? whole : of) + error * error)))
                    : Math.max(1, images);
        }
    }

    default boolean isWhole() {
        return this instanceof Whole;
    }
}
