package org.stockpot.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.OodMean;

/**
 * What follows from the images of a trial and of its rival. Worked out when somebody asks, once: a table of thousands of
 * trials shows a few. For one thread.
 */
public final class TrialFacts {
    private final Trial trial;
    private final Optional<Trial> rival;
    private final Map<Role, Optional<TrialRow.Figure>> figures = new EnumMap<>(Role.class);
    private final Map<Role, Optional<Gain>> gains = new EnumMap<>(Role.class);

    TrialFacts(Trial trial, Optional<Trial> rival) {
        this.trial = trial;
        this.rival = rival;
    }

    Optional<Trial> rival() {
        return rival;
    }

    Optional<TrialRow.Figure> figure(Role role) {
        return figures.computeIfAbsent(role, this::measured);
    }

    Optional<Gain> gain(Role role) {
        return gains.computeIfAbsent(
                role,
                one -> rival.filter(other -> !other.alone().equals(trial.alone()))
                        .flatMap(other -> Gain.of(trial.evaluations(), other.evaluations(), one)));
    }

    private Optional<TrialRow.Figure> measured(Role role) {
        List<Evaluation> all = trial.evaluations();
        if (role == Role.OOD) {
            OptionalDouble mean = OodMean.of(all);
            return OodMean.interval(all).map(interval -> new TrialRow.Figure(mean.orElseThrow(), interval));
        }
        return trial.evaluation(role)
                .filter(one -> one.total() > 0)
                .map(one -> new TrialRow.Figure(one.accuracy(), one.interval()));
    }
}
