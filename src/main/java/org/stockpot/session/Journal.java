package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Goal;
import org.stockpot.search.Score;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * Every evaluation of a search with its provenance, one line of a {@link JournalFile} each, on disk at once. The first line
 * says which search it is. A search is deterministic, so replaying the scores brings it to where it was killed; a last line
 * that was cut off is dropped and evaluated again.
 */
final class Journal implements AutoCloseable {
    /**
     * One evaluation.
     *
     * @param score over all images, or what it is guessed to be
     * @param images that were run through the network for it
     * @param of images of all validation sets together
     * @param stopped number of images after which it was stopped, the score being an estimate from these; nothing where the
     *     score is over all images
     * @param error standard error of the estimate; nothing in journals of before that was noted, and where there is none
     * @param parts what the score is made of, where it is made of several numbers
     * @param method how the mix is fused, where that is not the plan's method
     * @param seconds of work since the evaluation before; nothing in journals of before that was noted
     * @param device engine and device, where they are not those of the evaluation before
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            int n,
            List<List<Double>> weights,
            double score,
            long images,
            long of,
            @Nullable Long stopped,
            @Nullable Double error,
            @Nullable List<Double> parts,
            @Nullable String method,
            @Nullable Double seconds,
            @Nullable String device) {
        /** @param copies that each image has */
        Score result(long copies) {
            if (stopped == null) {
                return whole();
            }
            return error == null
                    ? Score.Estimated.share(score, stopped, of, copies)
                    : new Score.Estimated(score, stopped, of, error);
        }

        Score.Whole whole() {
            return new Score.Whole(score, parts == null ? List.of() : parts);
        }
    }

    /** Says what the objective looks at. */
    @FunctionalInterface
    interface Images {
        /** Fingerprint of every set by its reference; takes as long as reading all images. */
        Map<String, String> fingerprints() throws StockpotException;
    }

    private final @Nullable JournalFile lines;
    private final Path file;
    private final String device;
    private final SearchClock clock;
    private String lastDevice = "";
    private int next;

    private Journal(@Nullable JournalFile lines, Path file, String device, SearchClock clock) {
        this.lines = lines;
        this.file = file;
        this.device = device;
        this.clock = clock;
    }

    /**
     * Opens the journal of an order, or one that remembers nothing where the order has none. In a folder every search has
     * a file of its own and goes on from it by itself.
     *
     * @param images asked only where there is a journal
     * @param device that evaluations will run on
     * @param clock told how long replayed evaluations took
     */
    static Journal open(SearchOrder order, Goal goal, Opened opened, Images images, String device, SearchClock clock)
            throws StockpotException {
        if (order.journal().isEmpty()) {
            if (order.resume()) {
                throw new StockpotException("A search is resumed from its journal: name the journal's file.");
            }
            return new Journal(null, Path.of(""), device, clock);
        }
        Path place = order.journal().get();
        boolean kept = Files.isDirectory(place);
        if (!kept && !order.resume()) {
            requireNew(place);
        }
        JournalHeader header = JournalHeader.of(order, goal, opened, images.fingerprints());
        Path file = kept ? JournalFolder.own(place, header) : place;
        try {
            var journal = new Journal(JournalFile.open(file), file, device, clock);
            boolean usable = false;
            try {
                journal.begin(header, order.plan());
                usable = true;
            } finally {
                if (!usable) {
                    journal.close();
                }
            }
            return journal;
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void requireNew(Path file) throws StockpotException {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            throw JournalFile.first(file).filter(JournalHeader::isOne).isPresent()
                    ? new StockpotException(
                            file + " already holds the journal of a search: resume that search, or name another file.")
                    : noJournal(file, Files.size(file));
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static StockpotException noJournal(Path file, long bytes) {
        return new StockpotException(String.format(
                "%s is no journal of a search: expected the first line of one, found %,d bytes that begin otherwise; name"
                        + " another file, or move this one away.",
                file, bytes));
    }

    /** Makes sure that the lines found are of this search, or writes the first. */
    private void begin(JournalHeader header, SearchPlan plan) throws StockpotException {
        JournalFile open = Objects.requireNonNull(lines);
        String begun = Json.line(header);
        String first = open.next();
        if (first == null && open.isBeginningOf(begun)) {
            open.append(begun, clock);
            return;
        }
        if (first == null || !JournalHeader.isOne(first)) {
            throw noJournal(file, open.size());
        }
        JournalHeader found = Json.parse("The first line of " + file, first, JournalHeader.class)
                .completed(plan, header);
        Optional<String> images = header.otherImages(found);
        if (images.isPresent()) {
            throw new StockpotException(file + " holds scores of other images or labels: " + images.get()
                    + "; bring back what the search was begun with, or begin a new journal.");
        }
        if (!found.equals(header)) {
            throw new StockpotException(file + " is the journal of another search (" + header.differenceOf(found)
                    + "): give the options it was begun with, or another journal.");
        }
    }

    /** Whether recorded evaluations are left to replay. */
    boolean isReplaying() {
        return lines != null && lines.hasNext();
    }

    /**
     * The next recorded evaluation, if there is one left.
     *
     * @param method of the mix; empty for the plan's
     * @param raced whether it may have been stopped early
     * @throws StockpotException if it is not what the search asks for
     */
    @Nullable
    Entry replay(Optional<FusionMethod> method, MixingWeights weights, boolean raced) throws StockpotException {
        String line = lines == null ? null : lines.next();
        if (line == null) {
            return null;
        }
        Entry entry = Json.parse(file.toString(), line, Entry.class);
        next++;
        boolean fits = entry.n() == next
                && entry.weights().equals(weights.rows())
                && Objects.equals(entry.method(), text(method));
        if (!fits || (entry.stopped() != null && !raced)) {
            throw new StockpotException(
                    file + " holds " + (fits ? "an estimate" : "other mixing weights") + " for evaluation " + next
                            + (fits ? ", the search asks for a score over all images" : " than the search asks for")
                            + ": it was written by another version; begin a new journal.");
        }
        lastDevice = entry.device() == null ? lastDevice : entry.device();
        clock.replayed(entry.seconds() == null ? 0 : entry.seconds(), isReplaying());
        return entry;
    }

    /** Writes one evaluation down; when this returns it is on the disk. */
    Entry append(Optional<FusionMethod> method, MixingWeights weights, Score score, long images, long of)
            throws StockpotException {
        next++;
        Score.Estimated estimate = score instanceof Score.Estimated one ? one : null;
        List<Double> parts =
                score instanceof Score.Whole whole && !whole.parts().isEmpty() ? whole.parts() : null;
        String other = device.equals(lastDevice) ? null : device;
        lastDevice = device;
        var entry = new Entry(
                next,
                weights.rows(),
                score.value(),
                images,
                of,
                estimate == null ? null : estimate.images(),
                estimate == null ? null : estimate.error(),
                parts,
                text(method),
                clock.lap(),
                other);
        if (lines != null) {
            lines.append(Json.line(entry), clock);
        }
        return entry;
    }

    private static @Nullable String text(Optional<FusionMethod> method) {
        return method.map(FusionMethod::format).orElse(null);
    }

    @Override
    public void close() throws StockpotException {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
