package org.stockpot.ui.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;

/**
 * How good each checkpoint is alone, read from the trials in which nothing else was in the mix.
 *
 * @param bySha256 evaluations in the session's order of data, by the hash of the checkpoint
 */
public record SoloScores(Map<String, List<Evaluation>> bySha256) {
    public SoloScores {
        bySha256 = Map.copyOf(bySha256);
    }

    /** Trials on other data than the session has now do not count. */
    public static SoloScores of(Session session) {
        Map<String, List<Evaluation>> found = new HashMap<>();
        for (Trial trial : session.trials()) {
            if (isOn(trial, session.data())) {
                alone(trial).ifPresent(sha256 -> found.put(sha256, trial.evaluations()));
            }
        }
        return new SoloScores(found);
    }

    /** The hash of the one checkpoint that a trial consists of. */
    public static Optional<String> alone(Trial trial) {
        return trial.alone();
    }

    /** Whether a trial was measured on exactly these sets. */
    public static boolean isOn(Trial trial, List<DataRef> data) {
        return trial.isOn(data);
    }

    public Optional<List<Evaluation>> of(Source source) {
        return source.sha256().flatMap(sha256 -> Optional.ofNullable(bySha256.get(sha256)));
    }

    public Optional<Evaluation> of(Source source, Role role) {
        return of(source)
                .flatMap(all -> all.stream().filter(one -> one.role() == role).findFirst());
    }

    /** For sorting: validation accuracy, else test accuracy. */
    public OptionalDouble rank(Source source) {
        return of(source, Role.VALIDATION)
                .or(() -> of(source, Role.TEST))
                .map(one -> OptionalDouble.of(one.accuracy()))
                .orElse(OptionalDouble.empty());
    }
}
