package org.stockpot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.stockpot.evaluate.CorruptionError;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Guesses;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.Finding;
import org.stockpot.session.Exported;
import org.stockpot.session.Inspection;
import org.stockpot.session.MethodTable;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.SearchOutcome;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Trial;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/** What {@code --json} prints. The field names are a contract with scripts. */
final class Reports {
    private Reports() {}

    /** One data set. */
    record Score(
            String name,
            String role,
            int correct,
            int total,
            double accuracy,
            double low,
            double high,
            @Nullable Double crossEntropy) {
        static Score of(Evaluation one) {
            return new Score(
                    one.set(),
                    one.role().id(),
                    one.correct(),
                    one.total(),
                    one.accuracy(),
                    one.interval().low(),
                    one.interval().high(),
                    one.crossEntropy().isPresent() ? one.crossEntropy().getAsDouble() : null);
        }

        static List<Score> all(List<Evaluation> evaluations) {
            return evaluations.stream().map(Score::of).toList();
        }
    }

    /** Data sets, and the errors on those that are shifted. */
    record Evaluated(List<Score> sets, Corruption corruption) {}

    /** Errors by shift, 0…1, related to a reference model's; {@code null} where it never errs or nothing is shifted. */
    record Corruption(
            String reference,
            @Nullable Double meanError,
            @Nullable Double meanCorruptionError,
            List<Corrupted> shifts) {
        static Corruption of(CorruptionError error, String reference) {
            return new Corruption(
                    reference,
                    known(error.meanError()),
                    error.rows().isEmpty() ? null : known(error.mean()),
                    error.rows().stream()
                            .map(row -> new Corrupted(
                                    row.shift(),
                                    row.severities(),
                                    row.error(),
                                    known(row.referenceError()),
                                    known(row.relative())))
                            .toList());
        }

        private static @Nullable Double known(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    /** One shift: {@code corruptionError} is the error over that of the reference. */
    record Corrupted(
            String shift,
            int sets,
            double error,
            @Nullable Double referenceError,
            @Nullable Double corruptionError) {}

    /** One image and what a mix takes it for. */
    record Predicted(
            int image, String label, String predicted, double confidence, boolean correct, List<Guesses.Guess> top) {}

    /** One inspected file. */
    record Inspected(
            String file,
            boolean accepted,
            @Nullable String error,
            List<Noted> findings,
            @Nullable String format,
            @Nullable String sha256,
            @Nullable String network,
            @Nullable String variant,
            @Nullable String variantReason,
            List<String> networkDetails,
            List<Tensor> tensors,
            List<Group> groups) {
        static Inspected of(Inspection one) {
            List<Tensor> tensors = new ArrayList<>();
            for (Map.Entry<String, TensorSpec> entry : one.tensors().entrySet()) {
                tensors.add(new Tensor(
                        entry.getKey(),
                        entry.getValue().dtype().name(),
                        entry.getValue().shape().extents()));
            }
            List<Group> groups = new ArrayList<>();
            one.groups().ifPresent(known -> {
                for (int group = 0; group < known.size(); group++) {
                    groups.add(new Group(known.names().get(group), known.tensorsOf(group)));
                }
            });
            return new Inspected(
                    one.file().toString(),
                    one.accepted(),
                    one.error().map(Sentences::of).orElse(null),
                    one.findings().stream().map(Noted::of).toList(),
                    one.format().orElse(null),
                    one.sha256().orElse(null),
                    one.network().map(NetworkFacts::name).orElse(null),
                    one.network().flatMap(NetworkFacts::variant).orElse(null),
                    one.network().flatMap(NetworkFacts::reason).orElse(null),
                    one.network().map(NetworkFacts::details).orElse(List.of()),
                    tensors,
                    groups);
        }
    }

    record Noted(String severity, String kind, String text, String advice) {
        static Noted of(Finding finding) {
            return new Noted(
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.kind().name().toLowerCase(Locale.ROOT),
                    finding.text(),
                    Sentences.advice(finding));
        }
    }

    record Tensor(String name, String dtype, List<Long> shape) {}

    record Group(String name, List<String> tensors) {}

    /** The same images, two mixes. */
    record Paired(String set, int better, int worse, int total, double gain, double p, boolean significant) {
        static Paired of(String set, PairedComparison one) {
            return new Paired(
                    set, one.onlyFirst(), one.onlySecond(), one.total(), one.gain(), one.p(), one.isSignificant());
        }
    }

    /** One finished search. {@code before} is the best ingredient by validation, {@code after} the mix. */
    record Searched(
            String method,
            Map<String, String> settings,
            long seed,
            String objective,
            double score,
            @Nullable String leak,
            List<String> groups,
            List<String> sources,
            List<List<Double>> weights,
            List<String> ingredients,
            int evaluations,
            double equivalentFullEvaluations,
            int stoppedEarly,
            double savedFullEvaluations,
            double seconds,
            String stoppedBecause,
            List<String> decisions,
            String bestIngredient,
            List<Score> before,
            List<Score> after,
            List<Paired> comparisons,
            List<Compromise> front,
            @Nullable String output,
            @Nullable String sha256) {
        static Searched of(SearchOutcome outcome, Session session, long seed, Optional<Exported> exported) {
            List<String> names =
                    session.ingredients().stream().map(Source::name).toList();
            List<Paired> comparisons = new ArrayList<>();
            for (int set = 0; set < outcome.comparisons().size(); set++) {
                comparisons.add(Paired.of(
                        outcome.after().evaluations().get(set).set(),
                        outcome.comparisons().get(set)));
            }
            return new Searched(
                    outcome.plan().id(),
                    outcome.plan().settings(),
                    seed,
                    outcome.goal().text(),
                    outcome.result().score(),
                    outcome.leak().map(Told::toString).orElse(null),
                    outcome.groups(),
                    names,
                    outcome.after().recipe().weights().rows(),
                    outcome.result().kept().stream().map(names::get).toList(),
                    outcome.result().evaluations(),
                    outcome.effort().fullEvaluations(),
                    outcome.effort().stopped(),
                    outcome.effort().saved(),
                    outcome.seconds(),
                    outcome.result().stoppedBecause().toString(),
                    outcome.result().decisions().stream()
                            .map(decision -> decision.sentence(outcome.goal()))
                            .toList(),
                    names.get(outcome.bestIngredient()),
                    Score.all(outcome.before().evaluations()),
                    Score.all(outcome.after().evaluations()),
                    comparisons,
                    Compromise.all(outcome),
                    exported.map(one -> one.file().toString()).orElse(null),
                    exported.map(Exported::sha256).orElse(null));
        }
    }

    /** Several searches of the same ingredients. {@code best} is the method that is best by {@code measure}. */
    record Compared(
            List<Searched> searches,
            String best,
            String measure,
            @Nullable List<Score> ensemble) {
        static Compared of(Searches all, Session session, long seed, Optional<Exported> exported) {
            List<Searched> searches = new ArrayList<>();
            for (int index = 0; index < all.outcomes().size(); index++) {
                Optional<Exported> own = index == all.bestIndex() ? exported : Optional.empty();
                searches.add(Searched.of(all.outcomes().get(index), session, seed, own));
            }
            return new Compared(
                    searches,
                    all.best().plan().id(),
                    all.measure(),
                    all.ensemble().map(Score::all).orElse(null));
        }
    }

    /** One recipe of a front; {@code measures} are what the search saw, by their names. */
    record Compromise(Map<String, Double> measures, List<List<Double>> weights, List<Score> sets) {
        static List<Compromise> all(SearchOutcome outcome) {
            List<Compromise> all = new ArrayList<>();
            for (int i = 0; i < outcome.front().size(); i++) {
                Map<String, Double> measures = new LinkedHashMap<>();
                List<Double> parts = outcome.result().front().get(i).parts();
                for (int term = 0; term < parts.size(); term++) {
                    measures.put(outcome.goal().terms().get(term).measure().text(), parts.get(term));
                }
                Trial trial = outcome.front().get(i);
                all.add(new Compromise(measures, trial.recipe().weights().rows(), Score.all(trial.evaluations())));
            }
            return all;
        }
    }

    /** The demo's table. */
    record Demo(List<Row> rows, List<Against> comparisons, String output, String sha256) {
        static Demo of(MethodTable table, Session session, Exported exported) {
            return new Demo(
                    table.rows().stream().map(row -> Row.of(row, session)).toList(),
                    table.pairs().stream().map(Against::of).toList(),
                    exported.file().toString(),
                    exported.sha256());
        }
    }

    /** One way to cook. */
    record Row(
            String method,
            @Nullable String search,
            List<String> ingredients,
            int evaluations,
            double seconds,
            List<Score> sets) {
        static Row of(MethodTable.Row row, Session session) {
            List<String> names =
                    session.ingredients().stream().map(Source::name).toList();
            return new Row(
                    row.method(),
                    row.search().map(outcome -> outcome.plan().id()).orElse(null),
                    row.search()
                            .map(outcome -> outcome.result().kept().stream()
                                    .map(names::get)
                                    .collect(Collectors.toList()))
                            .orElse(List.of()),
                    row.search().map(outcome -> outcome.result().evaluations()).orElse(0),
                    row.search().map(SearchOutcome::seconds).orElse(0.0),
                    Score.all(row.evaluations()));
        }
    }

    /** The same images, two ways to cook: the first against the second. */
    record Against(
            String first,
            String second,
            String set,
            int better,
            int worse,
            int total,
            double gain,
            double p,
            boolean significant) {
        static Against of(MethodTable.Pair pair) {
            PairedComparison one = pair.comparison();
            return new Against(
                    pair.first(),
                    pair.second(),
                    pair.set(),
                    one.onlyFirst(),
                    one.onlySecond(),
                    one.total(),
                    one.gain(),
                    one.p(),
                    one.isSignificant());
        }
    }
}
