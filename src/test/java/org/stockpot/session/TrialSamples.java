package org.stockpot.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;

/** A session of two ingredients with four trials whose images are counted by hand: of 1000 per set, these are right. */
public final class TrialSamples {
    public static final Source ONE = new Source("one", Path.of("one.safetensors"), "a".repeat(64));
    public static final Source TWO = new Source("two", Path.of("two.safetensors"), "b".repeat(64));

    private TrialSamples() {}

    /** One alone, two alone (better), half of each (clearly better than two), and a search's mix (within the noise). */
    public static Session session() {
        return Session.EMPTY
                .withIngredients(List.of(ONE, TWO))
                .withData(List.of(
                        DataRef.of(Role.VALIDATION, Path.of("validation")),
                        DataRef.of(Role.TEST, Path.of("test")),
                        DataRef.of(Role.OOD, Path.of("fog"))))
                .withTrials(List.of(
                        trial("one", List.of(ONE), new double[][] {{1}}, 0, 700, 1),
                        trial("two", List.of(TWO), new double[][] {{1}}, 0, 800, 2),
                        trial("sliders", List.of(ONE, TWO), new double[][] {{0.5}, {0.5}}, 0, 812, 3),
                        searched(trial(
                                "Manifold mixing", List.of(ONE, TWO), new double[][] {{0.2}, {0.8}}, 100, 903, 4))));
    }

    /** Right on the images from…to of all three sets. */
    public static Trial trial(
            String origin, List<Source> ingredients, double[][] weights, int from, int to, long minute) {
        var bits = new BitSet();
        bits.set(from, to);
        var recipe =
                new Recipe(new FusionMethod.WeightedAverage(), new Granularity.Level(1), MixingWeights.of(weights));
        return new Trial(
                origin,
                recipe,
                ingredients.stream().map(Source::content).toList(),
                0,
                List.of(
                        evaluation("validation", Role.VALIDATION, bits),
                        evaluation("test", Role.TEST, bits),
                        evaluation("fog", Role.OOD, bits)),
                "CPU",
                1.5,
                Instant.parse("2026-01-02T03:04:05Z").plusSeconds(60 * minute));
    }

    private static Trial searched(Trial trial) {
        return trial.from(trial.origin(), 7).foundBy(new TrialSearch("manifold", Map.of("optimiser", "cobyla"), 12));
    }

    private static Evaluation evaluation(String set, Role role, BitSet bits) {
        return new Evaluation(set, role, new Hits(bits, 1000), OptionalDouble.empty());
    }

    /** The trial as the last of the session. */
    public static Optional<TrialRow> row(Session session, Trial trial) {
        List<TrialRow> rows = TrialTable.of(session.withTrial(trial)).rows();
        return Optional.of(rows.get(rows.size() - 1));
    }
}
