package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.search.Depth;
import org.stockpot.session.MixClip;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Texts;

/** Mixes that are one command away: curves through the depth, random ones, and what was copied. Knows no control. */
final class Presets {
    private static final Texts TEXTS = Texts.of(Presets.class);

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
        depths(curve).ifPresent(depths -> {
            double[] bent = bent(curve, depths, mix.desk().strips().get(ingredient));
            mix.apply(
                    TEXTS.get("step.curve", mix.stripName(ingredient), name(curve)),
                    mix.moves().set(mix.weights(), ingredient, bent));
        });
    }

    /** Bends all strips. Where weights are divided by their sum, that would change nothing. */
    void bendAll(DepthCurve curve) {
        if (mix.method().isRelative()) {
            mix.refuse(TEXTS.get("curve-divided", mix.method().title()));
            return;
        }
        depths(curve).ifPresent(depths -> {
            List<Desk.Strip> strips = mix.desk().strips();
            var matrix = new double[strips.size()][];
            for (int ingredient = 0; ingredient < matrix.length; ingredient++) {
                matrix[ingredient] = bent(curve, depths, strips.get(ingredient));
            }
            mix.arrange(TEXTS.get("step.curve-all", name(curve)), MixingWeights.of(matrix));
        });
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
                mix.refuse(TEXTS.get("needs-base", pasted.method().title()));
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

    private Optional<double[]> depths(DepthCurve curve) {
        Optional<double[]> depths = Depth.of(groups(), mix.desk().active());
        if (depths.isEmpty() && curve == DepthCurve.CONSTANT) {
            return Optional.of(new double[groups().size()]);
        }
        if (depths.isEmpty()) {
            mix.refuse(TEXTS.get("curve-flat"));
        }
        return depths;
    }

    private double[] bent(DepthCurve curve, double[] depths, Desk.Strip strip) {
        double largest = curve == DepthCurve.CONSTANT ? strip.master() : Collections.max(strip.weights());
        double height = largest > 0 ? largest : mix.fairShare();
        return Arrays.stream(depths).map(depth -> height * curve.at(depth)).toArray();
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
