package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Decision;
import org.stockpot.search.Mix;
import org.stockpot.search.Score;
import org.stockpot.search.SearchListener;
import org.stockpot.tensor.Told;

/** Remembers which evaluations had the highest score, and passes on what it hears. */
final class Numbering implements SearchListener {
    private final SearchListener listener;
    private final List<Heard> highest = new ArrayList<>();
    private double score = Double.NEGATIVE_INFINITY;

    private record Heard(int number, MixingWeights weights) {}

    Numbering(SearchListener listener) {
        this.listener = listener;
    }

    /** The evaluation that scored the best mix; 0 if it is another. */
    int of(MixingWeights best) {
        return highest.stream()
                .filter(heard -> heard.weights().equals(best))
                .mapToInt(Heard::number)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void trial(int number, MixingWeights weights, Score heard, Told phase) {
        if (heard.isWhole() && heard.value() >= score) {
            if (heard.value() > score) {
                highest.clear();
                score = heard.value();
            }
            highest.add(new Heard(number, weights));
        }
        listener.trial(number, weights, heard, phase);
    }

    @Override
    public void best(Mix mix) {
        listener.best(mix);
    }

    @Override
    public void decision(Decision decision) {
        listener.decision(decision);
    }
}
