package org.stockpot.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.stockpot.data.PreparedSet;

/**
 * Sets of images in two parts for the {@link Heats} of a race: the hard images, which not all of some mixes get right, and
 * the easy ones, which all of them do. Mixes of the same ingredients differ on hard images and hardly ever on easy ones, so
 * most of them have lost for certain when the hard ones are through. Where images come in several copies, such as shifted
 * ones, an image is hard if one of its copies is. Both parts are sets of their own, in orders of their own. Immutable.
 */
public final class Split {
    /** The hard images, then the easy ones. */
    public static final int HEATS = 2;

    /** Mixes beside the one to beat without whose agreement no image is called easy. */
    public static final int WITNESSES = 2;

    private final List<PreparedSet> sets;
    private final List<List<Part>> heats;

    /**
     * Some images of a set.
     *
     * @param positions in the set, by position in the part
     */
    @SuppressWarnings("ArrayRecordComponent") // looked up, compared nowhere
    private record Part(PreparedSet set, int[] positions) {
        static Part of(PreparedSet whole, Map<Integer, Integer> positionOf, BitSet images) {
            PreparedSet set = images.cardinality() == whole.size() ? whole : whole.only(images);
            int[] positions = IntStream.range(0, set.size())
                    .map(position -> positionOf.get(set.number(position)))
                    .toArray();
            return new Part(set, positions);
        }

        /** What is known of the whole set, as far as it concerns this part. */
        Hits of(Hits whole) {
            var correct = new BitSet();
            for (int position = 0; position < positions.length; position++) {
                correct.set(position, whole.isCorrect(positions[position]));
            }
            return new Hits(correct, positions.length);
        }

        void addTo(BitSet whole, Hits part) {
            for (int position = 0; position < positions.length; position++) {
                whole.set(positions[position], part.isCorrect(position));
            }
        }
    }

    /**
     * The mixes to split by beside the one to beat: the better half of what has been measured, for one that learnt nothing
     * would make all images hard; of those that score the same the first.
     *
     * @param score higher is better
     */
    public static <T> List<T> betterHalf(List<T> measured, ToDoubleFunction<T> score) {
        return measured.stream()
                .sorted(Comparator.comparingDouble(score).reversed())
                .limit(Math.max(WITNESSES, (measured.size() + 1) / 2))
                .toList();
    }

    private Split(List<PreparedSet> sets, List<List<Part>> heats) {
        this.sets = List.copyOf(sets);
        this.heats = List.copyOf(heats);
    }

    /**
     * Splits sets by what some mixes made of them: the one to beat, so that a challenger is decided on by what it makes of
     * the hard images, and at least two others; without these nothing is called easy.
     *
     * @param sets all sets of the first copy, then of the next, with the same images in the same order
     * @param copies at least 1
     * @param mixes what each of them got right, set by set
     */
    public static Split of(List<PreparedSet> sets, int copies, List<List<Hits>> mixes) {
        int count = sets.size() / copies;
        List<Part> hard = new ArrayList<>();
        List<Part> easy = new ArrayList<>();
        List<BitSet> agreed = new ArrayList<>();
        for (int set = 0; set < count; set++) {
            var right = new BitSet();
            right.set(0, mixes.size() <= WITNESSES ? 0 : sets.get(set).size());
            for (List<Hits> mix : mixes) {
                for (int copy = set; copy < sets.size(); copy += count) {
                    right.and(mix.get(copy).bits());
                }
            }
            agreed.add(right);
        }
        for (int set = 0; set < sets.size(); set++) {
            BitSet right = agreed.get(set % count);
            var others = (BitSet) right.clone();
            others.flip(0, sets.get(set).size());
            Map<Integer, Integer> positionOf = positions(sets.get(set));
            hard.add(Part.of(sets.get(set), positionOf, others));
            easy.add(Part.of(sets.get(set), positionOf, right));
        }
        return new Split(sets, List.of(hard, easy));
    }

    /** By the number of the image. */
    private static Map<Integer, Integer> positions(PreparedSet set) {
        var positionOf = new HashMap<Integer, Integer>();
        for (int position = 0; position < set.size(); position++) {
            positionOf.put(set.number(position), position);
        }
        return positionOf;
    }

    /** The sets that one heat is about; they may be empty. */
    public List<PreparedSet> sets(int heat) {
        return heats.get(heat).stream().map(Part::set).toList();
    }

    /** What is known of all images, heat by heat. */
    public List<List<Hits>> hits(List<Hits> whole) {
        List<List<Hits>> all = new ArrayList<>();
        for (List<Part> heat : heats) {
            List<Hits> hits = new ArrayList<>();
            for (int set = 0; set < heat.size(); set++) {
                hits.add(heat.get(set).of(whole.get(set)));
            }
            all.add(hits);
        }
        return all;
    }

    /**
     * What was measured on all images, as if it had been measured on the sets as they are.
     *
     * @param measured heat by heat
     */
    public List<Evaluation> whole(List<List<Evaluation>> measured) {
        List<Evaluation> whole = new ArrayList<>();
        for (int set = 0; set < sets.size(); set++) {
            var correct = new BitSet();
            double crossEntropy = 0;
            for (int heat = 0; heat < HEATS; heat++) {
                Evaluation part = measured.get(heat).get(set);
                heats.get(heat).get(set).addTo(correct, part.hits());
                crossEntropy += part.total() * part.crossEntropy().orElse(0);
            }
            PreparedSet all = sets.get(set);
            whole.add(new Evaluation(
                    all.name(),
                    all.role(),
                    new Hits(correct, all.size()),
                    all.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(crossEntropy / all.size())));
        }
        return whole;
    }
}
