package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.data.DataRef;
import org.stockpot.data.PreparedSet;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

/** Collects what a file will say about itself. */
final class ProvenanceDraft {
    private final Measurements measurements;
    private final Opened opened;
    private final ExportOrder order;
    private final Path folder;

    /** @param order with an absolute target */
    ProvenanceDraft(Measurements measurements, Opened opened, ExportOrder order) {
        this.measurements = measurements;
        this.opened = opened;
        this.order = order;
        this.folder = Objects.requireNonNull(order.target().getParent());
    }

    /** Without the fingerprints of data that nobody has opened. */
    ProvenanceForm form() throws StockpotException {
        return form(Map.of(), Optional.empty(), Optional.empty());
    }

    ProvenanceForm form(Verification verification, Optional<BatchNorm> batchNorm, Optional<Reestimated> reestimated)
            throws StockpotException {
        return form(verification.prepared(), batchNorm, reestimated);
    }

    private ProvenanceForm form(
            Map<DataRef, PreparedSet> prepared, Optional<BatchNorm> batchNorm, Optional<Reestimated> reestimated)
            throws StockpotException {
        return form(
                prepared,
                batchNorm,
                reestimated,
                Optional.empty(),
                measured(prepared).orElse(null));
    }

    /** Of a checkpoint that is no mix. */
    ProvenanceForm form(
            Map<DataRef, PreparedSet> prepared, ProvenanceForm.CookNote cooking, ProvenanceForm.MeasuredNote measured)
            throws StockpotException {
        return form(prepared, Optional.empty(), Optional.empty(), Optional.of(cooking), measured);
    }

    private ProvenanceForm form(
            Map<DataRef, PreparedSet> prepared,
            Optional<BatchNorm> batchNorm,
            Optional<Reestimated> reestimated,
            Optional<ProvenanceForm.CookNote> cooking,
            ProvenanceForm.@Nullable MeasuredNote measured)
            throws StockpotException {
        Session session = opened.session();
        List<ProvenanceForm.SourceNote> ingredients = new ArrayList<>();
        for (Source source : session.ingredients()) {
            ingredients.add(note(source));
        }
        return new ProvenanceForm(
                "Stockpot " + Version.text(),
                ProvenanceForm.VERSION,
                RecipeForm.of(session.recipe()),
                opened.groups().names(),
                ingredients,
                session.base().isPresent() ? note(session.base().get()) : null,
                SessionForm.PreprocessingForm.of(opened.preprocessing()),
                network(),
                output(),
                batchNorm
                        .map(one -> ProvenanceForm.BatchNormNote.of(one, reestimated, folder))
                        .orElse(null),
                measured,
                order.search().map(ProvenanceForm.SearchNote::of).orElse(null),
                cooking.orElse(null),
                prepared.isEmpty() && batchNorm.isEmpty() ? null : program(),
                versions(!prepared.isEmpty()));
    }

    private ProvenanceForm.@Nullable NetworkNote network() throws StockpotException {
        if (!(opened.runner() instanceof Runner.Known known)
                || (known.variant().isEmpty() && known.head().isEmpty())) {
            return null;
        }
        ProvenanceForm.@Nullable SourceNote head = null;
        Optional<Source> features = opened.session().network().head();
        if (features.isPresent()) {
            head = ProvenanceForm.SourceNote.of(
                    features.get(), size(features.get().path()), folder);
        }
        return new ProvenanceForm.NetworkNote(
                known.variant().map(ChosenVariant::name).orElse(null), head);
    }

    private static long size(Path file) throws StockpotException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read any more: " + e.getMessage(), e);
        }
    }

    private ProvenanceForm.OutputNote output() throws StockpotException {
        ProvenanceForm.@Nullable SourceNote template = null;
        if (order.format() == ExportFormat.TORCHSCRIPT && order.template().isPresent()) {
            template = template(order.template().get());
        }
        return new ProvenanceForm.OutputNote(
                order.format().id(),
                order.dtype().map(DType::name).orElse(null),
                order.shardBytes().isPresent() ? order.shardBytes().getAsLong() : null,
                template);
    }

    /** Whose code ran the mix. */
    private ProvenanceForm.@Nullable SourceNote program() throws StockpotException {
        if (opened.runner() instanceof Runner.Script script) {
            Program program = script.program();
            return note(new Source(program.name(), program.archive(), program.sha256()));
        }
        return null;
    }

    /** One of the ingredients, or a file of its own. */
    private ProvenanceForm.SourceNote template(Path given) throws StockpotException {
        Path file = given.toAbsolutePath().normalize();
        for (Source source : opened.session().sources()) {
            if (source.path().equals(file)) {
                return note(source);
            }
        }
        return note(Source.of(file).withSha256(Sha256.of(file, (done, total) -> {})));
    }

    private Optional<ProvenanceForm.MeasuredNote> measured(Map<DataRef, PreparedSet> prepared)
            throws StockpotException {
        List<ProvenanceForm.ScoreNote> scores = new ArrayList<>();
        for (DataRef ref : opened.session().data()) {
            Optional<Evaluation> known = Scores.of(measurements, opened, ref);
            if (known.isPresent()) {
                PreparedSet set = prepared.get(ref);
                scores.add(ProvenanceForm.ScoreNote.of(known.get(), set == null ? null : set.sha256()));
            }
        }
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        Optional<Trial> trial = Scores.trial(opened);
        return Optional.of(new ProvenanceForm.MeasuredNote(
                trial.map(Trial::origin).orElse("sliders"),
                trial.map(Trial::seed).orElse(0L),
                trial.isPresent() ? trial.get().device() : measurements.device(),
                scores));
    }

    /** @param tried whether the engine had a part */
    private Map<String, String> versions(boolean tried) throws StockpotException {
        Map<String, String> versions = new TreeMap<>();
        versions.put("Java", Runtime.version().toString());
        if (tried) {
            versions.put("engine", measurements.device());
        }
        return versions;
    }

    private ProvenanceForm.SourceNote note(Source source) throws StockpotException {
        return ProvenanceForm.SourceNote.of(source, measurements.bytes(source), folder);
    }
}
