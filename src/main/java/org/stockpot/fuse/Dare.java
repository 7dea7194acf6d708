package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * Drop and rescale: every element of every difference is dropped with probability p, what is left is multiplied by
 * 1/(1 − p). Yu et al. 2024, arXiv:2311.03099, §3.2. Which elements are dropped depends on the model, the tensor's name, the
 * element and the seed alone, so moving a slider does not draw anew: element i survives if the i-th number of SplitMix64
 * (Steele et al. 2014, doi:10.1145/2714064.2660195) is not below p · 2⁶⁴, the generator starting from the first eight bytes,
 * big endian, of SHA-256 of {@code model \n tensor \n seed} in UTF-8.
 *
 * @param drop p, at least 0 and below 1
 * @param merge how what is left is added up; TIES means that signs are elected, trimmed is nothing further
 */
public record Dare(double drop, Merge merge, int seed) implements Sparse {
    /** Drops nine elements of ten. */
    public static final Dare STANDARD = new Dare(0.9, Merge.LINEAR, 1);

    /** The largest share that is offered. */
    public static final double MOST_DROPPED = 0.999;

    /** Of the masks. */
    public static final int LARGEST_SEED = 1_000_000_000;

    private static final String DROP = "drop";
    private static final String MERGE = "merge";
    private static final String SEED = "seed";
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** How what is left of the differences is added up. */
    public enum Merge {
        LINEAR,
        TIES;

        /** The words that {@link #of} reads. */
        public static final List<String> WORDS = List.of("linear", "ties");

        public static Merge of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Dare {
        if (!(drop >= 0 && drop < 1)) {
            throw new IllegalArgumentException("drop " + drop);
        }
    }

    static Dare read(Settings settings) throws StockpotException {
        return new Dare(settings.real(DROP), Merge.of(settings.text(MERGE)), settings.whole(SEED));
    }

    @Override
    public String id() {
        return "dare";
    }

    @Override
    public String title() {
        return "DARE";
    }

    @Override
    public String reference() {
        return "Yu et al. 2024, ICML, arXiv:2311.03099";
    }

    @Override
    public String formula() {
        return "Of every ingredient's difference from the base model " + Math.round(1000 * drop) / 10.0
                + " % of the elements are dropped at random and the rest is scaled up to make up for it; "
                + (merge == Merge.LINEAR
                        ? "what is left, times the weights of the tensor's layer group, is added to the base model's."
                        : "every element takes the sign that outweighs, and the weighted mean of the differences with that"
                                + " sign, times the sum of the weights of its layer group, is added to the base model's.");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        DROP,
                        new Parameter.Real(0, MOST_DROPPED),
                        "" + STANDARD.drop,
                        "How probably an element of a difference is dropped."),
                new Parameter(
                        MERGE,
                        new Parameter.Choice(Merge.WORDS),
                        STANDARD.merge.word(),
                        "Whether the rest is added up as it is, or only where it agrees in sign."),
                new Parameter(
                        SEED,
                        new Parameter.Whole(0, LARGEST_SEED),
                        "" + STANDARD.seed,
                        "Which elements are dropped; another number drops others."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put(DROP, "" + drop);
        settings.put(MERGE, merge.word());
        settings.put(SEED, "" + seed);
        return settings;
    }

    @Override
    public boolean elects() {
        return merge == Merge.TIES;
    }

    @Override
    public Sieve sieve(Sources sources, int ingredient, String tensor) {
        long start = start(sources.key(ingredient), tensor);
        // The 53 highest bits of the numbers, for those a double can tell apart.
        long least = (long) Math.ceil(drop * 0x1p53);
        double scale = 1 / (1 - drop);
        return (differences, first, count) -> {
            for (int i = 0; i < count; i++) {
                long number = mix(start + (first + i + 1) * GOLDEN) >>> 11;
                differences[i] = Sieve.kept(differences[i] * scale, least - 1 - number);
            }
        };
    }

    private long start(String model, String tensor) {
        try {
            byte[] text =
                    String.join("\n", model, tensor, Integer.toString(seed)).getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long mix(long state) {
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
