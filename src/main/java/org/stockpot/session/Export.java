package org.stockpot.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.CheckpointWriter;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.WriteCheck;
import org.stockpot.checkpoint.WriteOrder;
import org.stockpot.checkpoint.Written;
import org.stockpot.fuse.ReadAhead;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.Cast;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Writes a mix to disk and makes sure that what lies there is the mix: the file takes its name only when it was opened
 * anew, tried, and has passed. Lives on the device lane's thread.
 */
final class Export {
    private final Measurements measurements;
    private final Clock clock;

    Export(Measurements measurements, Clock clock) {
        this.measurements = measurements;
        this.clock = clock;
    }

    Exported write(Session session, ExportOrder wanted, JobContext context) throws StockpotException {
        ExportOrder order = ExportTarget.checked(session, wanted);
        Opened opened = measurements.open(session, context);
        Optional<BatchNorm> batchNorm = Optional.empty();
        if (order.batchNorm().isPresent()) {
            batchNorm = Optional.of(
                    BatchNorm.measure(measurements, opened, order.batchNorm().get(), context));
        }
        opened.soup().prepare(context);
        TensorSource content = content(opened, batchNorm, order);
        boolean changed = order.dtype().isPresent() || batchNorm.isPresent();
        var verification = new Verification(measurements, opened, content, changed, order.probe(), context);
        Optional<Reestimated> reestimated = Optional.empty();
        if (batchNorm.isPresent()) {
            reestimated = Optional.of(BatchNorm.compare(
                    measurements, opened, batchNorm.get(), verification.prepared(), content, context));
        }
        ProvenanceForm form =
                new ProvenanceDraft(measurements, opened, order).form(verification, batchNorm, reestimated);
        List<SavedCheck> passed = new ArrayList<>();
        Written written = put(content, order, Provenance.metadata(form), inputs(opened), context, entry -> {
            try (Checkpoint reopened = Checkpoints.open(entry)) {
                passed.add(verification.check(reopened, context));
            }
        });
        Exported exported = exported(opened, order, written, passed.get(0), reestimated);
        if (order.card()) {
            AtomicText.write(order.cardFile(), ModelCard.text(form, order, Optional.of(exported), clock));
        }
        return exported;
    }

    /** The card that an export would write, as far as it is known before. */
    String card(Session session, ExportOrder order, JobContext context) throws StockpotException {
        Opened opened = measurements.open(session, context);
        ExportOrder absolute = order.at(order.target().toAbsolutePath().normalize());
        ProvenanceForm form = new ProvenanceDraft(measurements, opened, absolute).form();
        return ModelCard.text(form, absolute, Optional.empty(), clock);
    }

    /** The mix as it will be stored. */
    static TensorSource content(Opened opened, Optional<BatchNorm> batchNorm, ExportOrder order)
            throws StockpotException {
        TensorSource soup = opened.soup();
        TensorSource cooked = batchNorm.isPresent() ? batchNorm.get().over(soup) : soup;
        return order.dtype().isPresent() ? new Cast(cooked, order.dtype().get()) : cooked;
    }

    /** Writes one checkpoint. */
    static Written put(
            TensorSource content,
            ExportOrder order,
            Map<String, String> metadata,
            List<Path> inputs,
            JobContext context,
            WriteCheck check)
            throws StockpotException {
        WriteOrder writing = writing(order, metadata, inputs);
        List<String> names = CheckpointWriter.readingOrder(content.specs(), writing);
        int threads = Runtime.getRuntime().availableProcessors();
        try (ReadAhead fused = new ReadAhead(content, names, CheckpointWriter.PIECE, threads)) {
            return CheckpointWriter.write(
                    fused,
                    writing,
                    (done, total) -> {
                        context.checkpoint();
                        context.progress(new Progress(
                                Told.of(
                                        Doing.WRITING,
                                        String.valueOf(order.target().getFileName())),
                                done,
                                total));
                    },
                    check);
        }
    }

    /** Files whose place an export would take, the one that readers open first. */
    static List<Path> replaced(TensorSource content, ExportOrder order) {
        return CheckpointWriter.replaced(content.specs(), writing(order, Map.of(), List.of()));
    }

    private static WriteOrder writing(ExportOrder order, Map<String, String> metadata, List<Path> inputs) {
        return new WriteOrder(
                order.target(), order.format().output(), metadata, order.shardBytes(), order.template(), inputs);
    }

    private static List<Path> inputs(Opened opened) {
        return opened.session().sources().stream().map(Source::path).toList();
    }

    private static Exported exported(
            Opened opened, ExportOrder order, Written written, SavedCheck check, Optional<Reestimated> reestimated) {
        List<Exported.WrittenFile> files = new ArrayList<>();
        for (Written.WrittenFile file : written.files()) {
            Path published =
                    order.target().resolveSibling(String.valueOf(file.path().getFileName()));
            files.add(new Exported.WrittenFile(published, file.sha256(), file.bytes()));
        }
        return new Exported(
                files.get(files.size() - 1).path(),
                written.sha256(),
                written.bytes(),
                files,
                order.format(),
                order.dtype(),
                opened.session().recipe(),
                opened.groups().names(),
                check,
                reestimated,
                order.card() ? Optional.of(order.cardFile()) : Optional.empty());
    }
}
