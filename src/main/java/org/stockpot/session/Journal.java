package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Goal;
import org.stockpot.search.Parameter;
import org.stockpot.search.Racing;
import org.stockpot.search.Score;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/**
 * Every evaluation of a search, one JSON object a line, forced to disk at once; each line ends in the CRC-32C of what
 * stands before it. The first line says which search it is. A search is deterministic, so replaying the scores brings it
 * to where it was killed; a last line that was cut off is dropped and evaluated again.
 */
final class Journal implements AutoCloseable {
    private static final int VERSION = 1;
    private static final String CRC_FIELD = ",\"crc32c\":\"";
    private static final int CRC_LENGTH = CRC_FIELD.length() + 8 + "\"}".length();

    /**
     * Which search it is.
     *
     * @param racing how evaluations end early; nothing where all are over all images
     * @param memory false where mixes are scored anew; nothing otherwise
     * @param objective what is maximised, as {@link Goal#text}; nothing where it is validation accuracy
     * @param network what the network is, where it is not what it usually is with such tensors
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
            List<String> validation,
            SessionForm.PreprocessingForm preprocessing,
            @Nullable String network,
            @Nullable String objective) {
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
                    session.data().stream()
                            .filter(ref -> ref.role() == Role.VALIDATION)
                            .map(DataRef::format)
                            .toList(),
                    SessionForm.PreprocessingForm.of(opened.preprocessing()),
                    opened.unusualNetwork().orElse(null),
                    goal.equals(Goal.ACCURACY) ? null : goal.text());
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
                    validation,
                    preprocessing,
                    network,
                    objective);
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
     * @param parts what the score is made of, where it is made of several numbers
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            int n,
            List<List<Double>> weights,
            double score,
            long images,
            long of,
            @Nullable Long stopped,
            @Nullable List<Double> parts) {
        Score result() {
            return stopped == null ? whole() : new Score.Estimated(score, stopped, of);
        }

        Score.Whole whole() {
            return new Score.Whole(score, parts == null ? List.of() : parts);
        }
    }

    private final @Nullable FileChannel channel;
    private final Path file;
    private final List<Entry> recorded;
    private int next;

    private Journal(@Nullable FileChannel channel, Path file, List<Entry> recorded) {
        this.channel = channel;
        this.file = file;
        this.recorded = recorded;
    }

    /** Opens the journal of an order, or one that remembers nothing where the order has none. */
    static Journal open(SearchOrder order, Goal goal, Opened opened) throws StockpotException {
        if (order.journal().isEmpty()) {
            if (order.resume()) {
                throw new StockpotException("A search is resumed from its journal: name the journal's file.");
            }
            return new Journal(null, Path.of(""), List.of());
        }
        Path file = order.journal().get();
        Header header = Header.of(order, goal, opened);
        try {
            if (Files.exists(file) && Files.size(file) > 0) {
                if (!order.resume()) {
                    throw new StockpotException(
                            file + " already holds the journal of a search: resume that search, or name another file.");
                }
                return resumed(file, header, order.plan());
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var journal = new Journal(channel, file, List.of());
            journal.write(Json.line(header));
            return journal;
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Journal resumed(Path file, Header header, SearchPlan plan) throws IOException, StockpotException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> lines = new ArrayList<>();
        int valid = 0;
        for (int start = 0, end = lineEnd(bytes, 0); end >= 0; start = end + 1, end = lineEnd(bytes, start)) {
            String content = content(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            if (content == null) {
                break;
            }
            lines.add(content);
            valid = end + 1;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        if (valid < bytes.length) {
            // Nothing that was written is thrown away.
            Path tail = file.resolveSibling(file.getFileName() + ".tail");
            Files.write(tail, Arrays.copyOfRange(bytes, valid, bytes.length));
            channel.truncate(valid);
        }
        channel.position(valid);
        if (lines.isEmpty()) {
            var journal = new Journal(channel, file, List.of());
            journal.write(Json.line(header));
            return journal;
        }
        Header found = Json.parse("The first line of " + file, lines.get(0), Header.class)
                .completed(plan);
        if (!found.equals(header)) {
            channel.close();
            throw new StockpotException(file + " is the journal of another search (" + difference(found, header)
                    + "): give the options it was begun with, or another journal.");
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            entries.add(Json.parse(file.toString(), line, Entry.class));
        }
        return new Journal(channel, file, entries);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** The line without its checksum, or null if the checksum is missing or wrong. */
    static @Nullable String content(String line) {
        int end = line.length() - CRC_LENGTH;
        if (end < 0) {
            return null;
        }
        String content = line.substring(0, end) + "}";
        return line.equals(checked(content)) ? content : null;
    }

    private static String checked(String content) {
        var crc = new CRC32C();
        crc.update(content.getBytes(StandardCharsets.UTF_8));
        String open = content.substring(0, content.length() - 1);
        return open + CRC_FIELD + HexFormat.of().toHexDigits((int) crc.getValue()) + "\"}";
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
        return other.validation().equals(expected.validation())
                ? "other preprocessing or version"
                : "validation " + other.validation() + ", not " + expected.validation();
    }

    private static String objective(Header header) {
        return Objects.requireNonNullElse(header.objective(), Goal.ACCURACY.text());
    }

    private static String words(@Nullable Racing racing) {
        return racing == null ? "off" : "on with " + racing;
    }

    /**
     * The next recorded evaluation, if there is one left.
     *
     * @param raced whether it may have been stopped early
     * @throws StockpotException if it is not what the search asks for
     */
    @Nullable
    Entry replay(MixingWeights weights, boolean raced) throws StockpotException {
        if (next >= recorded.size()) {
            return null;
        }
        Entry entry = recorded.get(next);
        next++;
        boolean fits = entry.n() == next && entry.weights().equals(weights.rows());
        if (!fits || (entry.stopped() != null && !raced)) {
            throw new StockpotException(
                    file + " holds " + (fits ? "an estimate" : "other mixing weights") + " for evaluation " + next
                            + (fits ? ", the search asks for a score over all images" : " than the search asks for")
                            + ": it was written by another version; begin a new journal.");
        }
        return entry;
    }

    /** Writes one evaluation down; when this returns it is on the disk. */
    Entry append(MixingWeights weights, Score score, long images, long of) throws StockpotException {
        next++;
        Long stopped = score instanceof Score.Estimated estimated ? estimated.images() : null;
        List<Double> parts =
                score instanceof Score.Whole whole && !whole.parts().isEmpty() ? whole.parts() : null;
        var entry = new Entry(next, weights.rows(), score.value(), images, of, stopped, parts);
        if (channel != null) {
            write(Json.line(entry));
        }
        return entry;
    }

    private void write(String content) throws StockpotException {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((checked(content) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            open.force(false);
        } catch (IOException e) {
            throw new StockpotException(
                    file + " cannot be written: " + e.getMessage() + "; the search can be resumed when there is room.",
                    e);
        }
    }

    @Override
    public void close() throws StockpotException {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
