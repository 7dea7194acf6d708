package org.stockpot.engine;

import ai.djl.Device;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Notes;
import org.stockpot.tensor.StockpotException;

/**
 * Which batch sizes pay on this machine. Each is measured once and then noted: the last bits of a logit may depend on how
 * many images run together, so runs that are to agree need the same.
 */
final class BatchSizes {
    private static final Pattern NOTE = Pattern.compile("(\\d{1,6}) (\\d{1,6})");

    private final Notes notes;

    BatchSizes(Notes notes) {
        this.notes = notes;
    }

    /** The noted size, or the one that pays, which is noted. */
    BatchSize of(Architecture network, Device device, int workers, BatchSize.Timing timing) throws StockpotException {
        // Notes that begin with "batch" are of a time when batches could leave workers idle.
        String key = String.format(
                Locale.ROOT,
                "passes %s, %d classes, %d x %d, %s, %d workers",
                network.name(),
                network.classes(),
                network.channels(),
                network.inputSize(),
                device,
                workers);
        Optional<BatchSize> noted = notes.get(key).flatMap(BatchSizes::read);
        if (noted.isPresent()) {
            return noted.get();
        }
        BatchSize found = BatchSize.search(workers, timing);
        notes.put(key, found.pass() + " " + found.batch());
        return found;
    }

    private static Optional<BatchSize> read(String note) {
        Matcher numbers = NOTE.matcher(note);
        if (!numbers.matches()) {
            return Optional.empty();
        }
        int pass = Integer.parseInt(numbers.group(1));
        int batch = Integer.parseInt(numbers.group(2));
        boolean valid = pass >= 1 && batch >= pass && batch % pass == 0;
        return valid ? Optional.of(new BatchSize(pass, batch)) : Optional.empty();
    }
}
