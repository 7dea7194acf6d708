package org.stockpot.ui.live;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.state.SoloScores;

/**
 * What a mix gains over the best ingredient alone, on the images that both have seen.
 *
 * @param gain in accuracy, −1…1
 * @param significant whether it is larger than chance explains, by McNemar's paired test at 5 %
 * @param images on how many
 * @param over name of the ingredient
 */
record Gain(double gain, boolean significant, int images, String over) {
    /**
     * Compares with the best ingredient by validation accuracy. OOD sets are averaged without weights and tested together,
     * of the other roles the first set counts.
     */
    static Optional<Gain> of(Session session, List<Evaluation> mix, Role role) {
        SoloScores scores = SoloScores.of(session);
        Optional<Source> best = session.ingredients().stream()
                .filter(source -> scores.rank(source).isPresent())
                .max(Comparator.comparingDouble(source -> scores.rank(source).orElse(0)));
        return best.flatMap(source -> of(mix, scores.of(source).orElse(List.of()), role, source.name()));
    }

    private static Optional<Gain> of(List<Evaluation> mix, List<Evaluation> alone, Role role, String over) {
        List<PairedComparison> pairs = mix.stream()
                .filter(one -> one.role() == role && one.total() > 0)
                .limit(role == Role.OOD ? Long.MAX_VALUE : 1)
                .flatMap(one -> alone.stream()
                        .filter(other -> other.role() == role && other.set().equals(one.set()))
                        .filter(other ->
                                other.total() >= one.total() && other.hits().isInOrderOf(one.hits()))
                        .limit(1)
                        .map(other -> McNemar.exact(one.hits(), other.hits().first(one.total()))))
                .toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        PairedComparison together = McNemar.pooled(pairs);
        double gain =
                pairs.stream().mapToDouble(PairedComparison::gain).average().orElse(0);
        return Optional.of(new Gain(gain, together.isSignificant(), together.total(), over));
    }
}
