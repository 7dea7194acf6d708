package org.stockpot.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.stockpot.data.Shift;
import org.stockpot.tensor.StockpotException;

/**
 * What a search maximises, as data: a weighted sum of measures, and floors below which other measures must not fall. As
 * text: {@code accuracy}, {@code negative-cross-entropy}, {@code shifted(blur:3,sketch:5)}, {@code
 * 0.5*accuracy+0.5*shifted}, {@code accuracy where shifted>=0.7}; terms without weights share evenly, shifts without a
 * severity have 3.
 *
 * @param terms at least one, no measure twice
 * @param floors all of them hold for a mix, or it scores below every mix for which they do
 */
public record Goal(List<Term> terms, List<Floor> floors) {
    /** The share of the validation images that is classified correctly. */
    public static final Goal ACCURACY = new Goal(new Measure.Accuracy());

    /** How probable the network thinks what is right. */
    public static final Goal NEGATIVE_CROSS_ENTROPY = new Goal(new Measure.NegativeCrossEntropy());

    /** Half validation accuracy, half accuracy on the shifted copies that are usual for a session. */
    public static final Goal SHIFT_AWARE = new Goal(
            List.of(
                    new Term(0.5, new Measure.Accuracy()),
                    new Term(0.5, new Measure.Shifted(List.of()))),
            List.of());

    private static final double ROUNDING = 1e-9;

    /**
     * One summand.
     *
     * @param weight above 0
     */
    public record Term(double weight, Measure measure) {
        public Term {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight " + weight);
            }
        }
    }

    /** A measure that must not fall below a number. */
    public record Floor(Measure measure, double least) {
        public Floor {
            if (!Double.isFinite(least)) {
                throw new IllegalArgumentException("floor " + least);
            }
        }
    }

    public Goal {
        terms = List.copyOf(terms);
        floors = List.copyOf(floors);
        if (terms.isEmpty() || terms.stream().map(Term::measure).distinct().count() < terms.size()) {
            throw new IllegalArgumentException("terms " + terms);
        }
    }

    private Goal(Measure measure) {
        this(List.of(new Term(1, measure)), List.of());
    }

    /**
     * Reads the text form.
     *
     * @throws StockpotException if it is none; the message says what there is to choose from
     */
    public static Goal parse(String text) throws StockpotException {
        return new GoalText(text).goal();
    }

    /** The text form, which {@link #parse} reads back to an equal goal. */
    public String text() {
        return GoalText.of(this);
    }

    /** All measures, those of the floors last. */
    public List<Measure> measures() {
        List<Measure> all = new ArrayList<>();
        terms.forEach(term -> all.add(term.measure()));
        floors.forEach(floor -> all.add(floor.measure()));
        return all;
    }

    /** The copies of the validation images that it looks at, each once. */
    public List<Optional<Shift>> copies() {
        var copies = new LinkedHashSet<Optional<Shift>>();
        measures().forEach(measure -> copies.addAll(measure.copies()));
        return List.copyOf(copies);
    }

    /** Whether it is told by a session which shifts are meant. */
    public boolean isFitted() {
        return measures().stream()
                .noneMatch(one ->
                        one instanceof Measure.Shifted shifted && shifted.shifts().isEmpty());
    }

    /** The same with the shifts that are usual, where none are named. */
    public Goal fitted(List<Shift> usual) {
        UnaryOperator<Measure> fitted =
                one -> one instanceof Measure.Shifted shifted && shifted.shifts().isEmpty()
                        ? new Measure.Shifted(usual)
                        : one;
        return new Goal(
                terms.stream()
                        .map(term -> new Term(term.weight(), fitted.apply(term.measure())))
                        .toList(),
                floors.stream()
                        .map(floor -> new Floor(fitted.apply(floor.measure()), floor.least()))
                        .toList());
    }

    /** Whether it is a weighted share of images, so that a search may race. */
    public boolean isShare() {
        return floors.isEmpty() && terms.stream().allMatch(term -> term.measure().isShare());
    }

    /**
     * The score of a mix: the weighted sum, or where a floor is missed the lowest sum there is minus all that is missing.
     * So a mix that holds the floors is better than any that does not (Deb 2000, "An efficient constraint handling method
     * for genetic algorithms"), and of two that do not the one that misses less.
     *
     * @param values one per measure, in the order of {@link #measures}
     */
    public double score(List<Double> values) {
        double sum = 0;
        double lowest = 0;
        for (int i = 0; i < terms.size(); i++) {
            sum += terms.get(i).weight() * values.get(i);
            lowest += terms.get(i).weight() * terms.get(i).measure().lowest();
        }
        double missing = 0;
        for (int i = 0; i < floors.size(); i++) {
            missing += Math.max(0, floors.get(i).least() - values.get(terms.size() + i));
        }
        return missing > 0 ? lowest - missing : sum;
    }

    /** A score for people: in percent where it is a mean of shares, such as {@code 83.05 %}, else {@code -0.5123}. */
    public String format(double score) {
        double weights = terms.stream().mapToDouble(Term::weight).sum();
        boolean percent =
                terms.stream().allMatch(term -> term.measure().isShare()) && Math.abs(weights - 1) < ROUNDING;
        return percent
                ? String.format(Locale.ROOT, "%.2f %%", 100 * score)
                : String.format(Locale.ROOT, "%.4f", score);
    }

    /** The terms for people, such as {@code accuracy 83.05 %, shifted(blur:3) 60.20 %}. */
    public String format(List<Double> parts) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Measure measure = terms.get(i).measure();
            words.add(measure.text() + " " + new Goal(measure).format(parts.get(i)));
        }
        return words.stream().collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text();
    }
}
