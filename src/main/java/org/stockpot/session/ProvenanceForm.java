package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.search.Constraints;
import org.stockpot.search.Racing;
import org.stockpot.tensor.DType;

/**
 * {@link Provenance} as it lies in JSON. Numbers are written so that they are read back to the same bits.
 *
 * @param tool name and version of the program
 * @param version of this form; null in files of the first one, which had fewer fields
 * @param groups names of the layer groups, in the order of the weights' columns
 * @param ingredients in the order of the weights' rows
 * @param network what was known about the network beyond the tensors, where there was something
 * @param batchNorm how batch-norm statistics were measured anew, where they were
 * @param measured what the mix scored, where the session knew it
 * @param search what found the mix, where a search did
 * @param cooking what made a checkpoint that is no mix, where one did; the recipe is then that of the tensors it left alone
 * @param program the TorchScript archive whose code ran the mix, where one did
 * @param versions of everything else that had a part, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProvenanceForm(
        String tool,
        @Nullable Integer version,
        RecipeForm recipe,
        List<String> groups,
        List<SourceNote> ingredients,
        @Nullable SourceNote base,
        SessionForm.@Nullable PreprocessingForm preprocessing,
        @Nullable NetworkNote network,
        @Nullable OutputNote output,
        @Nullable BatchNormNote batchNorm,
        @Nullable MeasuredNote measured,
        @Nullable SearchNote search,
        @Nullable CookNote cooking,
        @Nullable SourceNote program,
        @Nullable Map<String, String> versions) {
    /** What this program writes. */
    static final int VERSION = 4;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final int MOST_SOURCES = 10_000;
    private static final int LONGEST_TEXT = 4096;

    /**
     * Refuses what this program would never write.
     *
     * @throws IllegalArgumentException with a clause that says what
     */
    void check() {
        if (cooking != null) {
            require(cooking.method() != null && cooking.method().length() <= LONGEST_TEXT, "a method without a name");
        }
        require(ingredients.size() <= MOST_SOURCES, ingredients.size() + " ingredients");
        require(!ingredients.isEmpty(), "no ingredients");
        require(
                recipe.weights().size() == ingredients.size(),
                recipe.weights().size() + " rows of weights for " + ingredients.size() + " ingredients");
        recipe.weights()
                .forEach(row ->
                        require(row.size() == groups.size(), row.size() + " weights for " + groups.size() + " groups"));
        ingredients.forEach(SourceNote::check);
        if (network != null && network.head() != null) {
            network.head().check();
        }
        if (base != null) {
            base.check();
        }
        if (program != null) {
            program.check();
        }
        require(batchNorm == null || batchNorm.data() != null, "batch-norm statistics of no images");
        if (output != null) {
            require(
                    output.dtype() == null || DType.valueOf(output.dtype()).isMixable(),
                    "rounded to " + output.dtype());
            require(output.shardBytes() == null || output.shardBytes() > 0, "shards of " + output.shardBytes());
            if (output.template() != null) {
                output.template().check();
            }
        }
    }

    /** Which activation the mix was run with, where its tensors do not say it. */
    Optional<String> activation() {
        return network == null ? Optional.empty() : Optional.ofNullable(network.activation());
    }

    private static void require(boolean good, String found) {
        if (!good) {
            throw new IllegalArgumentException(found);
        }
    }

    /**
     * A source by name and content.
     *
     * @param bytes size of the file or of all its shards
     * @param weightsOnly true if objects that are no weights were left aside, see {@link Source#weightsOnly}
     * @param path where it lay, relative to the exported file's folder, with {@code /}; a hint, no more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceNote(
            String name,
            String sha256,
            @Nullable Long bytes,
            @Nullable Boolean weightsOnly,
            @Nullable String path) {
        void check() {
            Objects.requireNonNull(name, "a source without a name");
            require(
                    SHA256.matcher(Objects.requireNonNull(sha256, "a source without SHA-256"))
                            .matches(),
                    "a source with the SHA-256 " + sha256.substring(0, Math.min(80, sha256.length())));
            require(name.length() <= LONGEST_TEXT && !name.isBlank(), "a source with a name of " + name.length());
            require(path == null || path.length() <= LONGEST_TEXT, "a path that is too long");
            require(bytes == null || bytes >= 0, "a source of " + bytes + " bytes");
        }

        static SourceNote of(Source source, long bytes, Path folder) {
            return new SourceNote(
                    source.name(),
                    source.content(),
                    bytes,
                    source.weightsOnly() ? true : null,
                    hint(source.path(), folder));
        }

        /** Names of other people's folders stay private: a path is told only if both lie in a common folder. */
        static String hint(Path source, Path folder) {
            boolean near = Objects.equals(source.getRoot(), folder.getRoot())
                    && source.getNameCount() > 1
                    && folder.getNameCount() > 0
                    && source.getName(0).equals(folder.getName(0));
            Path told = near ? RelativePath.of(source, folder) : Objects.requireNonNull(source.getFileName());
            return RelativePath.text(told);
        }
    }

    /**
     * What ran the mix.
     *
     * @param activation which of several networks with the same tensors
     * @param head text features that took the place of a classification head; they are no part of the file
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NetworkNote(
            @Nullable String activation, @Nullable SourceNote head) {}

    /** How the mix was written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutputNote(
            String format,
            @Nullable String dtype,
            @Nullable Long shardBytes,
            @Nullable SourceNote template) {}

    /**
     * How batch-norm statistics were measured anew.
     *
     * @param data {@link DataRef#format}, its paths as in {@link SourceNote}
     * @param sha256 of the prepared images and labels
     * @param images that were looked at
     * @param batch images per batch
     * @param after what the mix scores with them
     */
    record BatchNormNote(String data, String sha256, int images, int batch, List<ScoreNote> after) {
        static BatchNormNote of(BatchNorm one, Optional<Reestimated> scores, Path folder) {
            return new BatchNormNote(
                    one.data()
                            .withPaths(path -> Path.of(
                                    SourceNote.hint(path.toAbsolutePath().normalize(), folder)))
                            .format(),
                    one.sha256(),
                    one.images(),
                    BatchNorm.BATCH,
                    scores.stream()
                            .flatMap(done -> done.after().stream())
                            .map(score -> ScoreNote.of(score, null))
                            .toList());
        }
    }

    /** What the mix scored. */
    record MeasuredNote(String origin, long seed, String device, List<ScoreNote> sets) {}

    /**
     * One data set's result.
     *
     * @param low end of the 95 % Wilson interval of the accuracy
     * @param sha256 of the prepared images and labels, see {@link org.stockpot.data.PreparedSet#sha256}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ScoreNote(
            String set,
            String role,
            int correct,
            int total,
            double accuracy,
            double low,
            double high,
            @Nullable String sha256) {
        static ScoreNote of(Evaluation one, @Nullable String sha256) {
            return new ScoreNote(
                    one.set(),
                    one.role().id(),
                    one.correct(),
                    one.total(),
                    one.accuracy(),
                    one.interval().low(),
                    one.interval().high(),
                    sha256);
        }
    }

    /**
     * {@link SearchSummary} in JSON.
     *
     * @param patience null in files of before it was written down, too
     * @param objective null in files of before there were others than validation accuracy
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SearchNote(
            String plan,
            Map<String, String> settings,
            long seed,
            @Nullable Racing racing,
            @Nullable Constraints constraints,
            @Nullable Integer budget,
            @Nullable Long seconds,
            @Nullable Integer patience,
            int evaluations,
            String stoppedBecause,
            @Nullable String objective,
            @Nullable String leak) {
        static SearchNote of(SearchSummary one) {
            return new SearchNote(
                    one.plan(),
                    one.settings(),
                    one.seed(),
                    one.racing().orElse(null),
                    one.constraints().allowEverything() ? null : one.constraints(),
                    one.budget().isPresent() ? one.budget().getAsInt() : null,
                    one.seconds().isPresent() ? one.seconds().getAsLong() : null,
                    one.patience().isPresent() ? one.patience().getAsInt() : null,
                    one.evaluations(),
                    one.stoppedBecause(),
                    one.goal().text(),
                    one.leak().orElse(null));
        }
    }

    /**
     * How a checkpoint that is no mix was made.
     *
     * @param method id of the {@link org.stockpot.search.CookPlan}
     */
    record CookNote(String method, Map<String, String> settings, List<CookData> data) {}

    /**
     * Images that the ingredients saw: the first ones of a set.
     *
     * @param sha256 of the whole prepared set, see {@link org.stockpot.data.PreparedSet#sha256}
     */
    record CookData(String set, String sha256, int images) {}
}
