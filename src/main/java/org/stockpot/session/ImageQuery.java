package org.stockpot.session;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.stockpot.evaluate.Guesses;

/**
 * Which images of a set somebody wants to look at, and in what order.
 *
 * @param label only images of this class; empty for all
 */
public record ImageQuery(Order order, OptionalInt label, Outcome outcome) {
    /** All images as they lie in the set. */
    public static final ImageQuery ALL = new ImageQuery(Order.STORED, OptionalInt.empty(), Outcome.ANY);

    /** What comes first. Images of equal rank stay as they lie in the set. */
    public enum Order {
        /** As the images lie in the set. */
        STORED,
        /** Wrong ones, then right ones, then those nobody has measured. */
        WRONG_FIRST,
        /** The wrong ones of which the mix is surest, then the right ones of which it is least sure. */
        SUREST_WRONG_FIRST,
        /** By label. */
        CLASS
    }

    /** Right or wrong; what nobody has measured is neither. */
    public enum Outcome {
        ANY,
        RIGHT,
        WRONG
    }

    public ImageQuery in(Order newOrder) {
        return new ImageQuery(newOrder, label, outcome);
    }

    public ImageQuery of(OptionalInt newLabel) {
        return new ImageQuery(order, newLabel, outcome);
    }

    public ImageQuery only(Outcome newOutcome) {
        return new ImageQuery(order, label, newOutcome);
    }

    /**
     * The images that fit.
     *
     * @param size of the set
     * @param labels by number of the image
     * @param guesses on the same set
     * @return numbers of images
     */
    public int[] images(int size, IntUnaryOperator labels, Optional<Guesses> guesses) {
        IntStream fitting = IntStream.range(0, size)
                .filter(image -> label.isEmpty() || labels.applyAsInt(image) == label.getAsInt())
                .filter(image -> outcome == Outcome.ANY || rank(image, guesses) == (outcome == Outcome.WRONG ? 0 : 1));
        Comparator<Integer> comparator = switch (order) {
            case STORED -> Comparator.naturalOrder();
            case CLASS -> Comparator.comparingInt(labels::applyAsInt);
            case WRONG_FIRST -> Comparator.comparingInt(image -> rank(image, guesses));
            case SUREST_WRONG_FIRST ->
                Comparator.<Integer>comparingInt(image -> rank(image, guesses))
                        .thenComparingDouble(image -> doubt(image, guesses));
        };
        return fitting.boxed().sorted(comparator).mapToInt(Integer::intValue).toArray();
    }

    private static int rank(int image, Optional<Guesses> guesses) {
        if (guesses.isEmpty() || !guesses.get().isSeen(image)) {
            return 2;
        }
        return guesses.get().isCorrect(image) ? 1 : 0;
    }

    private static double doubt(int image, Optional<Guesses> guesses) {
        if (guesses.isEmpty() || !guesses.get().isSeen(image)) {
            return 0;
        }
        double confidence = guesses.get().confidence(image);
        return guesses.get().isCorrect(image) ? confidence : -confidence;
    }
}
