package org.stockpot.ui.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;

/**
 * What is known about the mix on the sliders.
 *
 * @param evaluations one per data set so far; empty before the first batch
 * @param state how far the numbers belong to the mix
 * @param imagesPerSecond of the running or last measurement; NaN if unknown
 * @param device for people; empty if unknown
 */
public record Reading(List<Evaluation> evaluations, State state, double imagesPerSecond, String device) {
    /** Nothing measured yet. */
    public static final Reading NONE = new Reading(List.of(), State.IDLE, Double.NaN, "");

    /** How far the numbers belong to the mix. */
    public enum State {
        /** Nothing to measure. */
        IDLE,
        /** The mix has changed since; new numbers are on their way. */
        STALE,
        /** Numbers of this mix, from part of the images. */
        PARTIAL,
        /** Numbers of this mix, from all images. */
        COMPLETE,
        /** The mix cannot be measured; a notice says why. */
        FAILED
    }

    public Reading {
        evaluations = List.copyOf(evaluations);
    }

    /** The first set with a role. */
    public Optional<Evaluation> of(Role role) {
        return evaluations.stream().filter(one -> one.role() == role).findFirst();
    }

    /** All sets with a role. */
    public List<Evaluation> all(Role role) {
        return evaluations.stream().filter(one -> one.role() == role).toList();
    }

    /** Unweighted mean of the OOD sets' accuracies, once each has been seen. */
    public OptionalDouble oodMean() {
        return evaluations.stream()
                .filter(one -> one.role() == Role.OOD && one.total() > 0)
                .mapToDouble(Evaluation::accuracy)
                .average();
    }

    /** No numbers, because none could be had. */
    Reading failed() {
        return new Reading(List.of(), State.FAILED, imagesPerSecond, device);
    }

    Reading in(State next) {
        return new Reading(evaluations, next, imagesPerSecond, device);
    }
}
