package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.fuse.DrawnCurve;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Depth;
import org.stockpot.session.MixClip;
import org.stockpot.session.settings.Curves;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** Mixes that are one command away: curves through the depth, random ones, and what was copied. Knows no control. */
final class Presets {
    private static final Texts TEXTS = Texts.of(Presets.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final MixModel mix;
    private long seed = 1;

    Presets(MixModel mix) {
        this.mix = mix;
    }

    /** The seed of the next random mix. */
    long seed() {
        return seed;
    }

    void setSeed(long next) {
        seed = next;
    }

    /** A random mix; the next one has another seed. */
    void random(boolean together) {
        int strips = mix.desk().strips().size();
        if (strips > 0) {
            mix.arrange(
                    TEXTS.get("step.random", Long.toString(seed)),
                    MixingWeights.random(strips, mix.desk().groups().size(), seed, together));
            seed++;
        }
    }

    /** Bends one strip: its largest weight times the curve, which goes through the network from input to output. */
    void bend(DepthCurve curve, int ingredient) {
        bend(shape(curve), ingredient);
    }

    /** Bends one strip as another one was. */
    void bend(Curves.Named curve, int ingredient) {
        bend(shape(curve), ingredient);
    }

    /** Bends all strips. Where weights are divided by their sum, that would change nothing. */
    void bendAll(DepthCurve curve) {
        bendAll(shape(curve));
    }

    /** Bends all strips as one was. */
    void bendAll(Curves.Named curve) {
        bendAll(shape(curve));
    }

    /**
     * Keeps the curve of a strip under a name.
     *
     * @return why that is not possible
     */
    Optional<String> keep(String name, int ingredient) {
        Optional<double[]> depths = Depth.of(groups(), mix.desk().active());
        if (depths.isEmpty()) {
            return Optional.of(TEXTS.get("curve-flat"));
        }
        double[] weights = mix.weights().toMatrix()[ingredient];
        Optional<DrawnCurve> drawn =
                DrawnCurve.through(depths.get(), weights, mix.desk().active());
        drawn.ifPresent(curve -> mix.curves().keep(name, curve));
        return drawn.isPresent()
                ? Optional.empty()
                : Optional.of(TEXTS.get("curve-nothing", mix.stripName(ingredient)));
    }

    /** The whole mix as text. */
    String copy() {
        return clip().text();
    }

    /** One strip as text. */
    String copy(int ingredient) {
        return clip().only(ingredient).text();
    }

    /** Puts a copied mix in place of this one; a hint says why not. */
    void paste(String text) {
        try {
            Recipe pasted = MixClip.parse(text).recipe(ingredients(), groups(), mix.granularity());
            if (pasted.method().needsBase() && mix.session().session().base().isEmpty()) {
                mix.refuse(TEXTS.get("needs-base", GLOSSARY.title(pasted.method())));
                return;
            }
            mix.refuse("");
            mix.session().cook(TEXTS.get("step.paste"), pasted);
        } catch (StockpotException e) {
            mix.refuse(e.getMessage());
        }
    }

    /** Gives one strip the weights of a copied one; a hint says why not. */
    void paste(String text, int ingredient) {
        try {
            List<Double> pasted = MixClip.parse(text).strip(groups());
            mix.apply(
                    TEXTS.get("step.paste-strip", mix.stripName(ingredient)),
                    mix.moves()
                            .set(
                                    mix.weights(),
                                    ingredient,
                                    pasted.stream()
                                            .mapToDouble(Double::doubleValue)
                                            .toArray()));
        } catch (StockpotException e) {
            mix.refuse(e.getMessage());
        }
    }

    /** What a curve is called. */
    static String name(DepthCurve curve) {
        return switch (curve) {
            case CONSTANT -> TEXTS.get("curve.constant");
            case RISING -> TEXTS.get("curve.rising");
            case FALLING -> TEXTS.get("curve.falling");
            case EARLY -> TEXTS.get("curve.early");
            case LATE -> TEXTS.get("curve.late");
            case VALLEY -> TEXTS.get("curve.valley");
            case BELL -> TEXTS.get("curve.bell");
        };
    }

    private MixClip clip() {
        return MixClip.of(mix.recipe().withWeights(mix.weights()), ingredients(), groups());
    }

    /**
     * A curve of any kind.
     *
     * @param level whether it is the same everywhere, so that it needs no depth and keeps the mean
     */
    private record Shape(String name, DoubleUnaryOperator at, boolean level) {}

    private static Shape shape(DepthCurve curve) {
        return new Shape(name(curve), curve::at, curve == DepthCurve.CONSTANT);
    }

    private static Shape shape(Curves.Named kept) {
        return new Shape(kept.name(), kept.curve()::at, false);
    }

    private void bend(Shape shape, int ingredient) {
        depths(shape).ifPresent(depths -> {
            double[] bent = bent(shape, depths, mix.desk().strips().get(ingredient));
            mix.apply(
                    TEXTS.get("step.curve", mix.stripName(ingredient), shape.name()),
                    mix.moves().set(mix.weights(), ingredient, bent));
        });
    }

    private void bendAll(Shape shape) {
        if (mix.method().isRelative()) {
            mix.refuse(TEXTS.get("curve-divided", GLOSSARY.title(mix.method())));
            return;
        }
        depths(shape).ifPresent(depths -> {
            List<Desk.Strip> strips = mix.desk().strips();
            var matrix = new double[strips.size()][];
            for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
                matrix[ingredient] = bent(shape, depths, strips.get(ingredient));
            }
            mix.arrange(TEXTS.get("step.curve-all", shape.name()), MixingWeights.of(matrix));
        });
    }

    private Optional<double[]> depths(Shape shape) {
        Optional<double[]> depths = Depth.of(groups(), mix.desk().active());
        if (depths.isEmpty() && shape.level()) {
            return Optional.of(new double[groups().size()]);
        }
        if (depths.isEmpty()) {
            mix.refuse(TEXTS.get("curve-flat"));
        }
        return depths;
    }

    private double[] bent(Shape shape, double[] depths, Desk.Strip strip) {
        double largest = shape.level() ? strip.master() : Collections.max(strip.weights());
        double height = largest > 0 ? largest : mix.fairShare();
        return Arrays.stream(depths)
                .map(depth -> height * shape.at().applyAsDouble(depth))
                .toArray();
    }

    private List<String> ingredients() {
        return mix.desk().strips().stream().map(strip -> strip.source().name()).toList();
    }

    private List<String> groups() {
        List<String> names = new ArrayList<>();
        mix.desk().groups().forEach(group -> names.add(group.name()));
        return names;
    }
}
