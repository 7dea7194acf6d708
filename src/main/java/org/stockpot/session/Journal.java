package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Parameter;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Racing;
import org.stockpot.search.Score;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * Every evaluation of a search with its provenance, one line of a {@link JournalFile} each, on disk at once. The first line
 * says which search it is. A search is deterministic, so replaying the scores brings it to where it was killed; a last line
 * that was cut off is dropped and evaluated again.
 */
final class Journal implements AutoCloseable {
    private static final int VERSION = 1;
    private static final int KEPT = 64;
    private static final String ENDING = ".jsonl";

    /**
     * Which search it is.
     *
     * @param racing how evaluations end early; nothing where all are over all images
     * @param memory false where mixes are scored anew; nothing otherwise
     * @param objective what is maximised, as {@link Goal#text}; nothing where it is validation accuracy
     * @param base content of the base where the mixes contain it; nothing otherwise
     * @param network what the network is, where it is not what it usually is with such tensors
     * @param constraints what the search may not change; nothing where it may change everything
     * @param sliders the session's weights, where the search depends on them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Header(
            int stockpotJournal,
            String search,
            Map<String, String> settings,
            long seed,
            @Nullable Racing racing,
            @Nullable Boolean memory,
            String granularity,
            List<String> ingredients,
            @Nullable String base,
            List<String> validation,
            SessionForm.PreprocessingForm preprocessing,
            @Nullable String network,
            @Nullable String objective,
            @Nullable Constraints constraints,
            @Nullable List<List<Double>> sliders) {
        static Header of(SearchOrder order, Goal goal, Opened opened) {
            Session session = opened.session();
            return new Header(
                    VERSION,
                    order.plan().id(),
                    new TreeMap<>(order.plan().settings()),
                    order.seed(),
                    order.savings().racing().orElse(null),
                    order.savings().memory() ? null : Boolean.FALSE,
                    session.recipe().granularity().format(),
                    session.ingredients().stream().map(Source::content).toList(),
                    order.plan().method().needsBase()
                            ? session.base().map(Source::content).orElse(null)
                            : null,
                    session.data().stream()
                            .filter(ref -> ref.role() == Role.VALIDATION)
                            .map(DataRef::format)
                            .toList(),
                    SessionForm.PreprocessingForm.of(opened.preprocessing()),
                    opened.unusualNetwork().orElse(null),
                    goal.equals(Goal.ACCURACY) ? null : goal.text(),
                    order.constraints().allowEverything() ? null : order.constraints(),
                    order.plan().usesSliders() || order.constraints().dependOnSliders()
                            ? session.recipe().weights().rows()
                            : null);
        }

        /** Journals of before a setting was invented lack it; it had the value that is initial now. */
        Header completed(SearchPlan plan) {
            Map<String, String> all = new TreeMap<>(settings);
            if (plan.id().equals(search)) {
                for (Parameter parameter : plan.parameters()) {
                    all.putIfAbsent(parameter.name(), parameter.initial());
                }
            }
            return new Header(
                    stockpotJournal,
                    search,
                    all,
                    seed,
                    racing,
                    memory,
                    granularity,
                    ingredients,
                    base,
                    validation,
                    preprocessing,
                    network,
                    objective,
                    constraints,
                    sliders);
        }
    }

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
     * @param device that evaluations will run on
     * @param clock told how long replayed evaluations took
     */
    static Journal open(SearchOrder order, Goal goal, Opened opened, String device, SearchClock clock)
            throws StockpotException {
        if (order.journal().isEmpty()) {
            if (order.resume()) {
                throw new StockpotException("A search is resumed from its journal: name the journal's file.");
            }
            return new Journal(null, Path.of(""), device, clock);
        }
        Header header = Header.of(order, goal, opened);
        boolean kept = Files.isDirectory(order.journal().get());
        Path file = kept ? own(order.journal().get(), header) : order.journal().get();
        try {
            if (!kept && !order.resume() && Files.exists(file) && Files.size(file) > 0) {
                throw new StockpotException(
                        file + " already holds the journal of a search: resume that search, or name another file.");
            }
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

    /** The file of one search in a folder; the oldest of many are removed. */
    private static Path own(Path folder, Header header) throws StockpotException {
        Path own = folder.resolve(header.search() + "-" + fingerprint(header) + ENDING);
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> oldest = all.filter(one -> one.toString().endsWith(ENDING) && !one.equals(own))
                    .sorted(Comparator.comparing((Path one) -> one.toFile().lastModified())
                            .reversed())
                    .skip(KEPT - 1)
                    .toList();
            for (Path one : oldest) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new StockpotException(folder + " cannot be used for journals: " + e.getMessage(), e);
        }
        return own;
    }

    private static String fingerprint(Header header) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Json.line(header).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Makes sure that the lines found are of this search, or writes the first. */
    private void begin(Header header, SearchPlan plan) throws StockpotException {
        JournalFile open = Objects.requireNonNull(lines);
        String first = open.next();
        if (first == null) {
            open.append(Json.line(header), clock);
            return;
        }
        Header found =
                Json.parse("The first line of " + file, first, Header.class).completed(plan);
        if (!found.equals(header)) {
            throw new StockpotException(file + " is the journal of another search (" + difference(found, header)
                    + "): give the options it was begun with, or another journal.");
        }
    }

    private static String difference(Header other, Header expected) {
        if (!other.search().equals(expected.search())) {
            return "search " + other.search() + ", not " + expected.search();
        }
        if (!other.settings().equals(expected.settings())) {
            return "settings " + other.settings() + ", not " + expected.settings();
        }
        if (other.seed() != expected.seed()) {
            return "seed " + other.seed() + ", not " + expected.seed();
        }
        if (!Objects.equals(other.racing(), expected.racing())) {
            return "racing " + words(other.racing()) + ", not " + words(expected.racing());
        }
        if (!Objects.equals(other.memory(), expected.memory())) {
            return "memory of scores " + (other.memory() == null ? "on, not off" : "off, not on");
        }
        if (!Objects.equals(other.objective(), expected.objective())) {
            return "objective " + objective(other) + ", not " + objective(expected);
        }
        if (!other.granularity().equals(expected.granularity())) {
            return "granularity " + other.granularity() + ", not " + expected.granularity();
        }
        if (!other.ingredients().equals(expected.ingredients())) {
            return "other ingredients, or the same in another order";
        }
        if (!Objects.equals(other.base(), expected.base())) {
            return "another base";
        }
        if (!Objects.equals(other.constraints(), expected.constraints())) {
            return "constraints: " + words(other.constraints()) + ", not " + words(expected.constraints());
        }
        if (!Objects.equals(other.sliders(), expected.sliders())) {
            return "other weights on the sliders";
        }
        return other.validation().equals(expected.validation())
                ? "other preprocessing or version"
                : "validation " + other.validation() + ", not " + expected.validation();
    }

    private static String objective(Header header) {
        return Objects.requireNonNullElse(header.objective(), Goal.ACCURACY.text());
    }

    private static String words(@Nullable Constraints constraints) {
        return constraints == null ? "none" : String.join("; ", constraints.sentences());
    }

    private static String words(@Nullable Racing racing) {
        return racing == null ? "off" : "on with " + racing;
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
