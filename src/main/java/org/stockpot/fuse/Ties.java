package org.stockpot.fuse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

/**
 * Trim, elect sign, merge: of every difference only the elements of largest magnitude are kept, every element elects a sign,
 * and the mean of the ingredients that agree with it is added to the base. Yadav et al. 2023, arXiv:2306.01708, §4. The
 * weights count in the election and in the mean; their sum is the paper's λ. See {@link Sparse#elects} for the formula.
 *
 * @param density share of the elements that is kept, above 0 and at most 1: all whose magnitude, as a 32-bit float, is not
 *     below the {@code round(density · n)}-th largest
 * @param scope what the n elements are
 */
public record Ties(double density, Scope scope) implements Sparse {
    /** As published. */
    public static final Ties STANDARD = new Ties(0.2, Scope.MODEL);

    /** The smallest that is offered. */
    public static final double LEAST_DENSITY = 0.001;

    private static final String DENSITY = "density";
    private static final String SCOPE = "scope";

    /** Among which elements the largest are kept. */
    public enum Scope {
        /** All that can be mixed, of the whole model. */
        MODEL,
        /** Those of the same tensor. */
        TENSOR;

        /** The words that {@link #of} reads. */
        public static final List<String> WORDS = List.of("model", "tensor");

        public static Scope of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Ties {
        if (!(density > 0 && density <= 1)) {
            throw new IllegalArgumentException("density " + density);
        }
    }

    static Ties read(Settings settings) throws StockpotException {
        return new Ties(settings.real(DENSITY), Scope.of(settings.text(SCOPE)));
    }

    @Override
    public String id() {
        return "ties";
    }

    @Override
    public String title() {
        return "TIES";
    }

    @Override
    public String reference() {
        return "Yadav et al. 2023, NeurIPS, arXiv:2306.01708";
    }

    @Override
    public String formula() {
        return "Of every ingredient's difference from the base model the largest elements are kept ("
                + Math.round(1000 * density) / 10.0 + " % "
                + (scope == Scope.MODEL ? "of the whole model" : "of every tensor")
                + "); every element takes the sign that outweighs, and the weighted mean of the differences with that sign,"
                + " times the sum of the weights of its layer group, is added to the base model's.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        DENSITY,
                        new Parameter.Real(LEAST_DENSITY, 1),
                        "" + STANDARD.density,
                        "Share of every difference that is kept, the largest elements."),
                new Parameter(
                        SCOPE,
                        new Parameter.Choice(Scope.WORDS),
                        STANDARD.scope.word(),
                        "Whether the largest elements are those of the whole model or of every tensor."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(DENSITY, "" + density);
        settings.put(SCOPE, scope.word());
        return settings;
    }

    @Override
    public boolean elects() {
        return true;
    }

    @Override
    public void prepare(Sources sources, JobContext context) throws StockpotException {
        if (scope == Scope.MODEL) {
            sources.facts().findLeast(sources, density, context);
        }
    }

    @Override
    public Sieve sieve(Sources sources, int ingredient, String tensor) throws StockpotException {
        int least = scope == Scope.MODEL
                ? sources.leastKept(ingredient, density)
                : sources.leastKept(ingredient, density, tensor);
        return (differences, first, count) -> {
            for (int i = 0; i < count; i++) {
                differences[i] = Sieve.kept(differences[i], (long) least - 1 - Magnitudes.bits(differences[i]));
            }
        };
    }
}
