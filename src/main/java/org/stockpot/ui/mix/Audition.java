package org.stockpot.ui.mix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.session.Source;

/**
 * Which ingredients are left out for now. The mix has zeros in their rows; their weights wait here.
 *
 * @param muted left out, unless something is soloed
 * @param soloed if any, all others are left out
 * @param waiting weights of those that are left out, one per layer group
 */
record Audition(Set<Path> muted, Set<Path> soloed, Map<Path, List<Double>> waiting) {
    static final Audition NONE = new Audition(Set.of(), Set.of(), Map.of());

    Audition {
        muted = Set.copyOf(muted);
        soloed = Set.copyOf(soloed);
        waiting = Map.copyOf(waiting);
    }

    boolean isSilent(Source strip) {
        return soloed.isEmpty() ? muted.contains(strip.path()) : !soloed.contains(strip.path());
    }

    boolean isEverybodyIn() {
        return muted.isEmpty() && soloed.isEmpty();
    }

    Audition muting(Source strip, boolean on) {
        return new Audition(with(muted, strip.path(), on), soloed, waiting);
    }

    Audition soloing(Source strip, boolean on) {
        return new Audition(muted, with(soloed, strip.path(), on), waiting);
    }

    /** Puts the weights that wait in place of the zeros. */
    MixingWeights whole(List<Source> strips, MixingWeights mix) {
        List<List<Double>> rows = new ArrayList<>(mix.rows());
        for (int ingredient = 0; ingredient < strips.size(); ingredient++) {
            List<Double> row = waiting.getOrDefault(strips.get(ingredient).path(), List.of());
            if (isSilent(strips.get(ingredient)) && row.size() == mix.groups()) {
                rows.set(ingredient, row);
            }
        }
        return new MixingWeights(rows);
    }

    /** Zeros for those that are left out. */
    MixingWeights heard(List<Source> strips, MixingWeights whole) {
        List<List<Double>> rows = new ArrayList<>(whole.rows());
        for (int ingredient = 0; ingredient < strips.size(); ingredient++) {
            if (isSilent(strips.get(ingredient))) {
                rows.set(ingredient, Collections.nCopies(whole.groups(), 0.0));
            }
        }
        return new MixingWeights(rows);
    }

    /** The same with the weights of those that are left out. */
    Audition keeping(List<Source> strips, MixingWeights whole) {
        Map<Path, List<Double>> kept = new HashMap<>();
        for (int ingredient = 0; ingredient < strips.size(); ingredient++) {
            if (isSilent(strips.get(ingredient))) {
                kept.put(strips.get(ingredient).path(), whole.rows().get(ingredient));
            }
        }
        return new Audition(muted, soloed, kept);
    }

    /** What is left of it when ingredients have come, gone or changed places. */
    Audition among(List<Source> strips) {
        List<Path> present = strips.stream().map(Source::path).toList();
        Set<Path> still = new HashSet<>(muted);
        still.retainAll(present);
        Set<Path> alone = new HashSet<>(soloed);
        alone.retainAll(present);
        return new Audition(still, alone, waiting);
    }

    private static Set<Path> with(Set<Path> all, Path one, boolean on) {
        Set<Path> changed = new HashSet<>(all);
        if (on) {
            changed.add(one);
        } else {
            changed.remove(one);
        }
        return changed;
    }
}
