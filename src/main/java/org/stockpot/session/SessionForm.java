package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.DataRef;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.StockpotException;

/** A session as it lies in JSON: version {@link SessionFile#VERSION}. */
record SessionForm(
        int stockpotSession,
        @Nullable SourceForm base,
        List<SourceForm> ingredients,
        List<String> data,
        @Nullable PreprocessingForm preprocessing,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable NetworkForm network,
        RecipeForm recipe,
        @Nullable List<TrialForm> trials) {

    static SessionForm of(Session session, Path folder) {
        return new SessionForm(
                SessionFile.VERSION,
                session.base().map(source -> SourceForm.of(source, folder)).orElse(null),
                session.ingredients().stream()
                        .map(source -> SourceForm.of(source, folder))
                        .toList(),
                session.data().stream()
                        .map(ref ->
                                ref.withPaths(path -> relative(path, folder)).format())
                        .toList(),
                session.preprocessing().map(PreprocessingForm::of).orElse(null),
                NetworkForm.of(session.network(), folder),
                RecipeForm.of(session.recipe()),
                session.trials().stream().map(TrialForm::of).toList());
    }

    Session session(Path folder) throws StockpotException {
        var refs = new ArrayList<DataRef>();
        for (String text : data) {
            refs.add(DataRef.parse(text).withPaths(path -> absolute(path, folder)));
        }
        var measured = new ArrayList<Trial>();
        for (TrialForm trial : trials == null ? List.<TrialForm>of() : trials) {
            measured.add(trial.trial());
        }
        return new Session(
                Optional.ofNullable(base).map(source -> source.source(folder)),
                ingredients.stream().map(source -> source.source(folder)).toList(),
                refs,
                Optional.ofNullable(preprocessing).map(PreprocessingForm::preprocessing),
                network == null ? NetworkChoice.NONE : network.choice(folder),
                recipe.recipe(),
                measured);
    }

    private static Path relative(Path path, Path folder) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean sameRoot = Objects.equals(absolute.getRoot(), folder.getRoot());
        return sameRoot ? RelativePath.of(absolute, folder) : absolute;
    }

    private static Path absolute(Path path, Path folder) {
        return folder.resolve(path).normalize();
    }

    /** One checkpoint; the hash is missing where nobody has read the file yet. */
    record SourceForm(
            String name,
            String path,
            @Nullable String sha256,
            @Nullable Boolean weightsOnly) {
        static SourceForm of(Source source, Path folder) {
            String path = RelativePath.text(relative(source.path(), folder));
            return new SourceForm(
                    source.name(), path, source.sha256().orElse(null), source.weightsOnly() ? Boolean.TRUE : null);
        }

        Source source(Path folder) {
            return new Source(
                    name,
                    absolute(Path.of(path), folder),
                    Optional.ofNullable(sha256),
                    Boolean.TRUE.equals(weightsOnly));
        }
    }

    /**
     * {@link NetworkChoice} in JSON; nothing is written where nothing was chosen.
     *
     * @param activation {@code quickgelu}, {@code gelu} or {@code auto}, as on the command line
     * @param head text features
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NetworkForm(
            @Nullable String activation, @Nullable SourceForm head) {
        static @Nullable NetworkForm of(NetworkChoice choice, Path folder) {
            return choice.equals(NetworkChoice.NONE)
                    ? null
                    : new NetworkForm(
                            choice.activation().orElse(null),
                            choice.head()
                                    .map(source -> SourceForm.of(source, folder))
                                    .orElse(null));
        }

        NetworkChoice choice(Path folder) throws StockpotException {
            return new NetworkChoice(
                            Optional.ofNullable(activation),
                            Optional.ofNullable(head).map(source -> source.source(folder)))
                    .checked("The session's activation");
        }
    }

    /** Field names are those of the command line's {@code --preprocess}. */
    record PreprocessingForm(int size, int resize, String filter, List<Double> mean, List<Double> std) {
        static PreprocessingForm of(Preprocessing one) {
            return new PreprocessingForm(
                    one.size(), one.resize(), one.filter().name().toLowerCase(Locale.ROOT), one.mean(), one.std());
        }

        Preprocessing preprocessing() {
            return new Preprocessing(size, resize, kind(), mean, std);
        }

        private Preprocessing.Filter kind() {
            return Arrays.stream(Preprocessing.Filter.values())
                    .filter(one -> one.name().equalsIgnoreCase(filter))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the filter " + filter));
        }
    }
}
