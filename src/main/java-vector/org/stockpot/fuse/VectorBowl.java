package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.stockpot.tensor.Halves;
import org.stockpot.tensor.Resident;

/**
 * With the Vector API (JEP 414, an incubator module): one loop takes all ingredients at once, so that a block is read from
 * memory while it is summed up, and a value is looked at for the second time when it has just been loaded. The operations on
 * each element, and their order, are those of {@link Sums}.
 */
final class VectorBowl implements Bowl {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> WORDS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Elements of a turn: so many that finding an ingredient's array and weight takes little of it. */
    private static final int TURN = 4 * LANES;

    private final float[] sum = new float[Resident.BLOCK];

    @Override
    public float[] fill(float[][] values, Weights weights, int count) {
        int whole = count / TURN * TURN;
        turns(values, weights, whole, sum);
        if (whole < count) {
            var last = new float[paired(weights.count())][];
            for (int k = 0; k < last.length; k++) {
                last[k] = Arrays.copyOf(Arrays.copyOfRange(values[k], whole, count), TURN);
            }
            var sums = new float[TURN];
            turns(last, weights, TURN, sums);
            System.arraycopy(sums, 0, sum, whole, count - whole);
        }
        return sum;
    }

    private static void turns(float[][] values, Weights weights, int end, float[] to) {
        float[] high = weights.high();
        float[] low = weights.low();
        int ingredients = paired(weights.count());
        for (int i = 0; i < end; i += TURN) {
            int i1 = i + LANES;
            int i2 = i + 2 * LANES;
            int i3 = i + 3 * LANES;
            FloatVector m0 = FloatVector.zero(SPECIES);
            FloatVector m1 = m0;
            FloatVector m2 = m0;
            FloatVector m3 = m0;
            for (int k = 0; k < ingredients; k++) {
                float[] from = values[k];
                FloatVector room = FloatVector.broadcast(SPECIES, Sums.ROOM * Math.abs(high[k]));
                m0 = FloatVector.fromArray(SPECIES, from, i).abs().fma(room, m0);
                m1 = FloatVector.fromArray(SPECIES, from, i1).abs().fma(room, m1);
                m2 = FloatVector.fromArray(SPECIES, from, i2).abs().fma(room, m2);
                m3 = FloatVector.fromArray(SPECIES, from, i3).abs().fma(room, m3);
            }
            FloatVector s0 = m0;
            FloatVector s1 = m1;
            FloatVector s2 = m2;
            FloatVector s3 = m3;
            FloatVector r0 = FloatVector.zero(SPECIES);
            FloatVector r1 = r0;
            FloatVector r2 = r0;
            FloatVector r3 = r0;
            for (int k = 0; k < ingredients; k++) {
                float[] from = values[k];
                FloatVector weight = FloatVector.broadcast(SPECIES, high[k]);
                FloatVector minus = FloatVector.broadcast(SPECIES, -high[k]);
                FloatVector lacking = FloatVector.broadcast(SPECIES, low[k]);
                FloatVector v0 = FloatVector.fromArray(SPECIES, from, i);
                FloatVector v1 = FloatVector.fromArray(SPECIES, from, i1);
                FloatVector v2 = FloatVector.fromArray(SPECIES, from, i2);
                FloatVector v3 = FloatVector.fromArray(SPECIES, from, i3);
                FloatVector n0 = v0.fma(weight, s0);
                FloatVector n1 = v1.fma(weight, s1);
                FloatVector n2 = v2.fma(weight, s2);
                FloatVector n3 = v3.fma(weight, s3);
                r0 = v0.fma(lacking, r0).sub(v0.fma(minus, n0.sub(s0)));
                r1 = v1.fma(lacking, r1).sub(v1.fma(minus, n1.sub(s1)));
                r2 = v2.fma(lacking, r2).sub(v2.fma(minus, n2.sub(s2)));
                r3 = v3.fma(lacking, r3).sub(v3.fma(minus, n3.sub(s3)));
                s0 = n0;
                s1 = n1;
                s2 = n2;
                s3 = n3;
            }
            s0.sub(m0).add(r0).intoArray(to, i);
            s1.sub(m1).add(r1).intoArray(to, i1);
            s2.sub(m2).add(r2).intoArray(to, i2);
            s3.sub(m3).add(r3).intoArray(to, i3);
        }
    }

    /**
     * To a multiple of {@link Sums#PAIR}, as {@link LoopBowl} adds them up: one that weighs 0 makes 0 of a −0 that underflowed,
     * or does not, by its own sign.
     */
    private static int paired(int ingredients) {
        return (ingredients + Sums.PAIR - 1) / Sums.PAIR * Sums.PAIR;
    }

    @Override
    public Optional<float[]> fill(List<Halves> values, Weights weights, int block, int count) {
        Halves first = values.get(0);
        var words = new int[paired(values.size())][];
        for (int k = 0; k < words.length; k++) {
            words[k] = values.get(Math.min(k, values.size() - 1)).words();
        }
        Halves.Unpacking unpacking = first.unpacking();
        int run = block * (Resident.BLOCK / Halves.RUN);
        int runs = count / Halves.RUN;
        runs(words, unpacking, weights, run * (Halves.RUN / 2), runs, Halves.RUN / 2, Halves.RUN / 2, sum, 0);
        if (runs * Halves.RUN < count) {
            rest(words, unpacking, weights, (run + runs) * (Halves.RUN / 2), first.half(run + runs), runs * Halves.RUN);
        }
        return Optional.of(sum);
    }

    private void rest(int[][] words, Halves.Unpacking unpacking, Weights weights, int from, int half, int at) {
        int whole = half / LANES * LANES;
        runs(words, unpacking, weights, from, 1, whole, half, sum, at);
        if (whole < half) {
            var last = new int[words.length][];
            for (int k = 0; k < last.length; k++) {
                last[k] = Arrays.copyOf(Arrays.copyOfRange(words[k], from + whole, from + half), LANES);
            }
            var sums = new float[2 * LANES];
            runs(last, unpacking, weights, 0, 1, LANES, LANES, sums, 0);
            System.arraycopy(sums, 0, sum, at + whole, half - whole);
            System.arraycopy(sums, LANES, sum, at + half + whole, half - whole);
        }
    }

    /** Vectors of words, each two vectors of elements. */
    private static void runs(
            int[][] words,
            Halves.Unpacking unpacking,
            Weights weights,
            int from,
            int runs,
            int count,
            int half,
            float[] to,
            int at) {
        float[] high = weights.high();
        float[] lacks = weights.low();
        int shift = unpacking.shift();
        int mask = unpacking.mask();
        float scale = unpacking.scale();
        var unpacked = new float[2 * words.length * LANES];
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < count; i += LANES) {
                int word = from + run * (Halves.RUN / 2) + i;
                int low = at + run * Halves.RUN + i;
                FloatVector m0 = FloatVector.zero(SPECIES);
                FloatVector m1 = m0;
                for (int k = 0; k < words.length; k++) {
                    FloatVector room = FloatVector.broadcast(SPECIES, Sums.ROOM * Math.abs(high[k]));
                    IntVector packed = IntVector.fromArray(WORDS, words[k], word);
                    FloatVector v0 = unpack(packed.lanewise(VectorOperators.LSHL, 16), shift, mask, scale);
                    FloatVector v1 = unpack(packed, shift, mask, scale);
                    v0.intoArray(unpacked, 2 * k * LANES);
                    v1.intoArray(unpacked, (2 * k + 1) * LANES);
                    m0 = v0.abs().fma(room, m0);
                    m1 = v1.abs().fma(room, m1);
                }
                FloatVector s0 = m0;
                FloatVector s1 = m1;
                FloatVector r0 = FloatVector.zero(SPECIES);
                FloatVector r1 = r0;
                for (int k = 0; k < words.length; k++) {
                    FloatVector weight = FloatVector.broadcast(SPECIES, high[k]);
                    FloatVector minus = FloatVector.broadcast(SPECIES, -high[k]);
                    FloatVector lacking = FloatVector.broadcast(SPECIES, lacks[k]);
                    FloatVector v0 = FloatVector.fromArray(SPECIES, unpacked, 2 * k * LANES);
                    FloatVector v1 = FloatVector.fromArray(SPECIES, unpacked, (2 * k + 1) * LANES);
                    FloatVector n0 = v0.fma(weight, s0);
                    FloatVector n1 = v1.fma(weight, s1);
                    r0 = v0.fma(lacking, r0).sub(v0.fma(minus, n0.sub(s0)));
                    r1 = v1.fma(lacking, r1).sub(v1.fma(minus, n1.sub(s1)));
                    s0 = n0;
                    s1 = n1;
                }
                s0.sub(m0).add(r0).intoArray(to, low);
                s1.sub(m1).add(r1).intoArray(to, low + half);
            }
        }
    }

    private static FloatVector unpack(IntVector upper, int shift, int mask, float scale) {
        return upper.lanewise(VectorOperators.ASHR, shift)
                .and(mask)
                .reinterpretAsFloats()
                .mul(scale);
    }
}
