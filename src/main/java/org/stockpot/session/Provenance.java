package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.StockpotException;

/**
 * What an exported file says about itself in its metadata: how it was cooked, from which files, what it scored, and how
 * images are prepared for it. Nothing in it depends on the clock, so the same mix gives the same file.
 */
final class Provenance {
    /** Our key; the value is {@link ProvenanceForm} as JSON. */
    static final String KEY = "stockpot";

    /** Longer than any that this program writes, short enough to be parsed at once. */
    private static final int LONGEST = 64 << 20;

    private Provenance() {}

    /** The one field that tells versions apart; files of Stockpot 0.1 have none. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Header(@Nullable Integer version) {}

    static Map<String, String> metadata(ProvenanceForm form) {
        var metadata = new TreeMap<String, String>();
        // Readers of the PyTorch world look for "format".
        metadata.put("format", "pt");
        metadata.put(KEY, Json.line(form));
        return metadata;
    }

    /**
     * What a file says about itself; empty if this program did not write it.
     *
     * @throws StockpotException if it says nonsense; files come from strangers
     */
    static Optional<ProvenanceForm> read(String file, Map<String, String> metadata) throws StockpotException {
        String text = metadata.get(KEY);
        if (text == null) {
            return Optional.empty();
        }
        if (text.length() > LONGEST) {
            throw new StockpotException(file + " says " + text.length() + " characters about itself, expected at most "
                    + LONGEST + ": it was not written by Stockpot.");
        }
        String subject = "The metadata \"" + KEY + "\" of " + file;
        Integer version = Json.parse(subject, text, Header.class).version();
        if (version != null && version > ProvenanceForm.VERSION) {
            throw new StockpotException(subject + " is of version " + version + ", this program reads up to "
                    + ProvenanceForm.VERSION + ": update Stockpot.");
        }
        try {
            ProvenanceForm form = Json.parse(subject, text, ProvenanceForm.class);
            form.check();
            return Optional.of(form);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw nonsense(file, e);
        }
    }

    /** What a form holds that does not make sense together, whoever finds it. */
    static StockpotException nonsense(String file, RuntimeException found) {
        return new StockpotException(
                file + " says nonsense about how it was made ("
                        + (found instanceof NullPointerException ? "a value is missing" : found.getMessage())
                        + "): use a file that Stockpot exported.",
                found);
    }

    /** How images are prepared for a file that this program exported, where it says so. */
    static Optional<Preprocessing> preprocessing(String file, ProvenanceForm form) throws StockpotException {
        SessionForm.PreprocessingForm said = form.preprocessing();
        try {
            return said == null ? Optional.empty() : Optional.of(said.preprocessing());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StockpotException(
                    file + " says nonsense about its preprocessing (" + e.getMessage()
                            + "): give the preprocessing yourself.",
                    e);
        }
    }
}
