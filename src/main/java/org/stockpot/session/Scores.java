package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;

/** What is known about a mix without measuring it. */
final class Scores {
    private Scores() {}

    /** The newest trial of exactly this mix. */
    static Optional<Trial> trial(Opened opened) {
        Session session = opened.session();
        List<String> ingredients =
                session.ingredients().stream().map(Source::content).toList();
        List<Trial> trials = session.trials();
        for (int index = trials.size() - 1; index >= 0; index--) {
            Trial trial = trials.get(index);
            boolean fits = trial.recipe().method().equals(session.recipe().method())
                    && trial.recipe().granularity().equals(session.recipe().granularity());
            if (fits
                    && trial.ingredients().equals(ingredients)
                    && trial.recipe().weights().equals(session.recipe().weights())) {
                return Optional.of(trial);
            }
        }
        return Optional.empty();
    }

    /** The mix on one data set, measured by this program or by the one that saved the session. */
    static Optional<Evaluation> of(Measurements measurements, Opened opened, DataRef ref) {
        return measurements
                .known(opened, opened.session().recipe(), ref)
                .or(() -> trial(opened)
                        .flatMap(trial -> trial.evaluations().stream()
                                .filter(one -> one.set().equals(ref.name()) && one.role() == ref.role())
                                .findFirst()));
    }
}
