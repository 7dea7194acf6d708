package org.stockpot.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The compromises among all mixes that a search has scored: no other is as good in everything and better in something. */
final class Front {
    private final List<Mix> members = new ArrayList<>();

    /** Takes a mix in if it is a compromise; of mixes that score the same the first stays. */
    void offer(Mix mix) {
        List<Double> parts = mix.parts();
        if (parts.size() < 2
                || members.stream()
                        .map(Mix::parts)
                        .anyMatch(other -> other.equals(parts) || Ranking.dominates(other, parts))) {
            return;
        }
        members.removeIf(other -> Ranking.dominates(parts, other.parts()));
        members.add(mix);
    }

    /**
     * The compromises, best in the first measure first. Where there are too many, those with the least room between their
     * neighbours are left out, never the best in a measure or by the score.
     *
     * @param most at least 1
     */
    List<Mix> members(int most) {
        List<Mix> kept = new ArrayList<>(members);
        while (kept.size() > most) {
            double[] room = Ranking.crowding(kept.stream().map(Mix::parts).toList());
            double best = kept.stream().mapToDouble(Mix::score).max().orElseThrow();
            int tightest = 0;
            double least = Double.NaN;
            for (int i = 0; i < room.length; i++) {
                double own = kept.get(i).score() == best ? Double.POSITIVE_INFINITY : room[i];
                if (!(own >= least)) {
                    tightest = i;
                    least = own;
                }
            }
            kept.remove(tightest);
        }
        kept.sort(Comparator.comparingDouble((Mix mix) -> mix.parts().get(0)).reversed());
        return kept;
    }
}
