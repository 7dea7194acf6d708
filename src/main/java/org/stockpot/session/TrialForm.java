package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Hits;
import org.stockpot.tensor.StockpotException;

/**
 * A trial as it lies in JSON.
 *
 * @param search that came upon the mix, if one did
 * @param pinned true or nothing
 * @param tags some or nothing
 * @param note some words or nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrialForm(
        String origin,
        RecipeForm recipe,
        List<String> ingredients,
        long seed,
        List<EvaluationForm> evaluations,
        String device,
        double seconds,
        String finished,
        @Nullable SearchForm search,
        @Nullable Boolean pinned,
        @Nullable List<String> tags,
        @Nullable String note) {
    private static final int FIRST_ORDER = 1;

    static TrialForm of(Trial trial) {
        return new TrialForm(
                trial.origin(),
                RecipeForm.of(trial.recipe()),
                trial.ingredients(),
                trial.seed(),
                trial.evaluations().stream().map(EvaluationForm::of).toList(),
                trial.device(),
                trial.seconds(),
                trial.finished().toString(),
                trial.search().map(SearchForm::of).orElse(null),
                trial.note().pinned() ? Boolean.TRUE : null,
                trial.note().tags().isEmpty() ? null : trial.note().tags(),
                trial.note().text().isEmpty() ? null : trial.note().text());
    }

    Trial trial() throws StockpotException {
        try {
            return new Trial(
                    origin,
                    recipe.recipe(),
                    ingredients,
                    seed,
                    evaluations.stream().map(EvaluationForm::evaluation).toList(),
                    device,
                    seconds,
                    Instant.parse(finished),
                    Optional.ofNullable(search).map(SearchForm::search),
                    new TrialNote(
                            Boolean.TRUE.equals(pinned), tags == null ? List.of() : tags, note == null ? "" : note));
        } catch (DateTimeException e) {
            throw new StockpotException("A trial of the session has the time " + finished + ", expected ISO 8601.", e);
        }
    }

    /** Which search. */
    record SearchForm(String plan, Map<String, String> settings, int evaluation) {
        static SearchForm of(TrialSearch one) {
            return new SearchForm(one.plan(), one.settings(), one.evaluation());
        }

        TrialSearch search() {
            return new TrialSearch(plan, settings, evaluation);
        }
    }

    /**
     * One data set's result.
     *
     * @param hits bit i set: image i of the evaluation order was classified correctly; little endian, base64
     * @param order which definition of that order; nothing in files of before there was a second one
     * @param crossEntropy nothing where the program that measured did not know it
     */
    record EvaluationForm(
            String set,
            String role,
            int correct,
            int total,
            String hits,
            @Nullable Integer order,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double crossEntropy) {
        static EvaluationForm of(Evaluation one) {
            String bits = Base64.getEncoder().encodeToString(one.hits().bits().toByteArray());
            return new EvaluationForm(
                    one.set(),
                    one.role().id(),
                    one.correct(),
                    one.total(),
                    bits,
                    one.hits().order(),
                    one.crossEntropy().isPresent() ? one.crossEntropy().getAsDouble() : null);
        }

        Evaluation evaluation() {
            BitSet bits = BitSet.valueOf(Base64.getDecoder().decode(hits));
            var counted = new Hits(bits, total, order == null ? FIRST_ORDER : order);
            if (counted.correct() != correct) {
                throw new IllegalArgumentException(
                        set + " counts " + correct + " correct images, its bits say " + counted.correct());
            }
            return new Evaluation(
                    set,
                    Role.valueOf(role.toUpperCase(Locale.ROOT)),
                    counted,
                    crossEntropy == null ? OptionalDouble.empty() : OptionalDouble.of(crossEntropy));
        }
    }
}
