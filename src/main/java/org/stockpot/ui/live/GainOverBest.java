package org.stockpot.ui.live;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.Gain;
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
record GainOverBest(double gain, boolean significant, int images, String over) {
    /**
     * Compares with the best ingredient by validation accuracy. OOD sets are averaged without weights and tested together,
     * of the other roles the first set counts.
     */
    static Optional<GainOverBest> of(Session session, List<Evaluation> mix, Role role) {
        SoloScores scores = SoloScores.of(session);
        Optional<Source> best = session.ingredients().stream()
                .filter(source -> scores.rank(source).isPresent())
                .max(Comparator.comparingDouble(source -> scores.rank(source).orElse(0)));
        return best.flatMap(source -> Gain.of(mix, scores.of(source).orElse(List.of()), role)
                .map(gain -> new GainOverBest(
                        gain.difference(), gain.isSignificant(), gain.paired().total(), source.name())));
    }
}
