package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.ClassMap;

/**
 * What one mix takes every image of one set for. Images count as in the set as it was opened, not in the order in which
 * they were measured; those that cannot be read were not {@link #isSeen seen}. Immutable.
 */
public final class Guesses {
    /** Classes kept per image. */
    public static final int TOP = 5;

    private final String set;
    private final List<String> classes;
    private final Optional<ClassMap> map;
    private final List<String> skipped;
    private final BitSet seen;
    private final BitSet correct;
    private final int[] labels;
    private final int[] top;
    private final float[] shares;

    /**
     * A class and how likely it is.
     *
     * @param name of the class of the set that the model's class means
     * @param modelClass number of the logit
     * @param share of the softmax over the classes that count for the set, 0…1
     */
    public record Guess(String name, int modelClass, double share) {}

    Guesses(
            String set,
            List<String> classes,
            Optional<ClassMap> map,
            List<String> skipped,
            BitSet seen,
            BitSet correct,
            int[] labels,
            int[] top,
            float[] shares) {
        this.set = set;
        this.classes = classes;
        this.map = map;
        this.skipped = skipped;
        this.seen = seen;
        this.correct = correct;
        this.labels = labels;
        this.top = top;
        this.shares = shares;
    }

    /** Name of the set. */
    public String set() {
        return set;
    }

    /** Images in the set, read or not. */
    public int size() {
        return labels.length;
    }

    /** Images that were run. */
    public int total() {
        return seen.cardinality();
    }

    /** Images that were classified correctly (top-1). */
    public int correct() {
        return correct.cardinality();
    }

    /** One sentence for each image that could not be read. */
    public List<String> skipped() {
        return skipped;
    }

    public boolean isSeen(int image) {
        return image < size() && seen.get(image);
    }

    public boolean isCorrect(int image) {
        return correct.get(image);
    }

    /** Softmax share of the class that an image is taken for, 0…1; NaN for one that was not seen. */
    public double confidence(int image) {
        return isSeen(image) ? shares[image * TOP] : Double.NaN;
    }

    /** Name of the class that an image is taken for; its own where that is right. Empty for one that was not seen. */
    public Optional<String> taken(int image) {
        if (!isSeen(image)) {
            return Optional.empty();
        }
        return Optional.of(isCorrect(image) ? classes.get(labels[image]) : name(top[image * TOP]));
    }

    /** The likeliest classes of an image, likeliest first; none of one that was not seen. */
    public List<Guess> top(int image) {
        List<Guess> best = new ArrayList<>();
        for (int at = image * TOP; isSeen(image) && at < (image + 1) * TOP && top[at] >= 0; at++) {
            best.add(new Guess(name(top[at]), top[at], shares[at]));
        }
        return best;
    }

    /** Images of each class that were run and, of these, that were classified correctly: {@code [class][0, 1]}. */
    public int[][] byClass() {
        var counts = new int[classes.size()][2];
        for (int image = seen.nextSetBit(0); image >= 0; image = seen.nextSetBit(image + 1)) {
            counts[labels[image]][0]++;
            if (correct.get(image)) {
                counts[labels[image]][1]++;
            }
        }
        return counts;
    }

    /**
     * The accuracy of guessing, 1 / number of classes, where that of the mix is less than one and a half times as good:
     * then the labels may be permuted, or the classes stand in another order than the network's.
     */
    public OptionalDouble suspiciousChance() {
        double chance = 1.0 / map.map(one -> one.modelClasses().size()).orElse(classes.size());
        boolean poor = total() > 0 && (double) correct() / total() < 1.5 * chance;
        return poor && chance < 0.5 ? OptionalDouble.of(chance) : OptionalDouble.empty();
    }

    /** The first class of the set that means a class of the model. */
    private String name(int modelClass) {
        if (map.isEmpty()) {
            return classes.get(modelClass);
        }
        List<List<Integer>> targets = map.get().targets();
        for (int one = 0; one < targets.size(); one++) {
            if (targets.get(one).contains(modelClass)) {
                return classes.get(one);
            }
        }
        throw new IllegalStateException("class " + modelClass + " counts, but no class of " + set + " means it");
    }
}
