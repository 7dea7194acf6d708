package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Written;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.ImageBatch;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.search.CookPlan;
import org.stockpot.session.ProvenanceForm.CookData;
import org.stockpot.session.ProvenanceForm.CookNote;
import org.stockpot.session.ProvenanceForm.MeasuredNote;
import org.stockpot.session.ProvenanceForm.ScoreNote;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Makes a checkpoint that is no mix, measures it, writes it and makes sure that the file is what was made. Looks at
 * validation images only, and not at their labels. Nothing is random: the images are the first ones of each set in its fair
 * order. Lives on the device lane's thread.
 */
final class Cooking {
    private final Measurements measurements;

    Cooking(Measurements measurements) {
        this.measurements = measurements;
    }

    Cooked cook(Session wanted, CookOrder order, JobContext context) throws StockpotException {
        CookPlan plan = order.plan();
        ExportOrder target = ExportTarget.checked(
                wanted,
                ExportOrder.to(order.target())
                        .withFormat(ExportFormat.SAFETENSORS)
                        .withCard(false));
        if (wanted.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
            throw new StockpotException(
                    plan.title() + " shows validation images to the ingredients: add a validation set.");
        }
        Opened opened = measurements.open(wanted.withRecipe(recipe(plan, wanted)), context);
        MixGradients.require(plan.title(), opened.runner());
        Map<DataRef, PreparedSet> prepared = new LinkedHashMap<>();
        for (DataRef ref : opened.session().data()) {
            PreparedSet set = measurements.prepared(ref, opened.preprocessing(), context);
            Evaluator.requireFit(set, opened.architecture());
            prepared.put(ref, set);
        }
        List<ImageBatch> batches = ImageBatch.sample(validation(prepared), plan.images());
        var stove = new NetworkStove(measurements, opened, batches, context);
        long start = System.nanoTime();
        Map<String, float[]> values = plan.cook(stove);
        double seconds = (System.nanoTime() - start) / 1e9;
        TensorSource content = new Overlay(opened.soup(), values);
        Recipe average = opened.session().recipe();
        List<Evaluation> before = measurements
                .measure(opened, average, opened.session().data(), partial -> {}, new Phase(context, "The average"))
                .evaluations();
        List<Evaluation> after = measurements.alone(
                opened,
                content,
                network -> Evaluator.run(
                        network, List.copyOf(prepared.values()), new Phase(context, plan.title()), seen -> {}));
        ProvenanceForm form = new ProvenanceDraft(measurements, opened, target)
                .form(prepared, note(plan, batches), measured(plan, prepared, after));
        Written written = write(content, target, form, opened, context);
        return new Cooked(
                plan,
                target.target(),
                written.sha256(),
                written.bytes(),
                values.size(),
                stove.images(),
                before,
                after,
                comparisons(before, after),
                seconds);
    }

    /** The average that the plan starts from. */
    private static Recipe recipe(CookPlan plan, Session session) throws StockpotException {
        MixingWeights weights = plan.usesShares()
                ? session.recipe().weights()
                : MixingWeights.uniform(session.ingredients().size(), 1);
        if (weights.rows().stream().anyMatch(row -> row.stream().anyMatch(weight -> weight < 0))) {
            throw new StockpotException(
                    plan.title() + " counts every ingredient by its mixing weight, and one is below 0: raise it.");
        }
        return new Recipe(new FusionMethod.WeightedAverage(), session.recipe().granularity(), weights);
    }

    private static List<PreparedSet> validation(Map<DataRef, PreparedSet> prepared) {
        return prepared.values().stream()
                .filter(set -> set.role() == Role.VALIDATION)
                .toList();
    }

    private static CookNote note(CookPlan plan, List<ImageBatch> batches) {
        List<CookData> data = batches.stream()
                .map(batch -> new CookData(batch.set().name(), batch.set().sha256(), batch.count()))
                .toList();
        return new CookNote(plan.id(), new TreeMap<>(plan.settings()), data);
    }

    private MeasuredNote measured(CookPlan plan, Map<DataRef, PreparedSet> prepared, List<Evaluation> after)
            throws StockpotException {
        List<ScoreNote> scores = new ArrayList<>();
        List<PreparedSet> sets = List.copyOf(prepared.values());
        for (int set = 0; set < sets.size(); set++) {
            scores.add(ScoreNote.of(after.get(set), sets.get(set).sha256()));
        }
        return new MeasuredNote(plan.title(), 0, measurements.device(), scores);
    }

    private static Written write(
            TensorSource content, ExportOrder target, ProvenanceForm form, Opened opened, JobContext context)
            throws StockpotException {
        List<Path> inputs =
                opened.session().sources().stream().map(Source::path).toList();
        return Export.put(content, target, Provenance.metadata(form), inputs, context, entry -> {
            try (Checkpoint reopened = Checkpoints.open(entry)) {
                Optional<String> difference =
                        TensorComparison.firstDifference(content, reopened, Told.of(Doing.COMPARING_FILE), context);
                if (difference.isPresent()) {
                    throw new StockpotException(target.target() + " was written, but opened anew it is not what was"
                            + " cooked: " + difference.get() + "; it was removed again: doubt the disk.");
                }
            }
        });
    }

    private static List<PairedComparison> comparisons(List<Evaluation> before, List<Evaluation> after) {
        List<PairedComparison> comparisons = new ArrayList<>();
        for (int set = 0; set < before.size(); set++) {
            comparisons.add(McNemar.exact(after.get(set).hits(), before.get(set).hits()));
        }
        return comparisons;
    }
}
