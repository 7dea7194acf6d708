package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.session.Inspection.Finding;
import org.stockpot.session.Inspection.Severity;
import org.stockpot.tensor.StockpotException;

/** Looks into checkpoints one after the other. */
final class Inspector {
    private Inspector() {}

    static List<Inspection> inspect(
            List<Path> files, Optional<Path> base, Granularity granularity, Backend backend, JobContext context)
            throws StockpotException {
        if (base.isEmpty()) {
            return each(files, Optional.empty(), granularity, backend, context);
        }
        try (Checkpoint reference = Checkpoints.open(base.get())) {
            return each(files, Optional.of(reference), granularity, backend, context);
        }
    }

    private static List<Inspection> each(
            List<Path> files, Optional<Checkpoint> base, Granularity granularity, Backend backend, JobContext context) {
        List<Inspection> inspections = new ArrayList<>();
        for (Path file : files) {
            context.checkpoint();
            context.progress(new Progress("Looking into " + file.getFileName(), inspections.size(), files.size()));
            try (Checkpoint checkpoint = Checkpoints.open(file)) {
                inspections.add(accepted(file, checkpoint, base, granularity, backend));
            } catch (StockpotException e) {
                inspections.add(new Inspection(
                        file,
                        Optional.empty(),
                        Optional.of(e.getMessage()),
                        List.of(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return inspections;
    }

    private static Inspection accepted(
            Path file, Checkpoint checkpoint, Optional<Checkpoint> base, Granularity granularity, Backend backend) {
        List<Finding> findings = new ArrayList<>();
        checkpoint.warnings().forEach(text -> findings.add(new Finding(Severity.WARNING, text)));
        Optional<String> network = Optional.empty();
        try {
            Architecture architecture = backend.recognise(checkpoint.name(), checkpoint.specs());
            network = Optional.of(architecture.name());
            int inert = checkpoint.specs().size() - architecture.usedTensors().size();
            if (inert > 0) {
                findings.add(new Finding(
                        Severity.INFO,
                        inert + " tensors do not influence the predictions (" + architecture.name() + ")."));
            }
        } catch (StockpotException e) {
            findings.add(new Finding(Severity.WARNING, "It can be mixed but not evaluated: " + e.getMessage()));
        }
        Optional<String> error = Optional.empty();
        if (base.isPresent()) {
            for (Compatibility.Finding one : Compatibility.check(base.get(), checkpoint)) {
                findings.add(new Finding(one.blocking() ? Severity.ERROR : Severity.WARNING, one.text()));
            }
            try {
                Compatibility.require(base.get(), checkpoint);
            } catch (StockpotException e) {
                error = Optional.of(e.getMessage());
            }
        }
        findings.sort(Comparator.comparing(Finding::severity));
        return new Inspection(
                file,
                Optional.of(checkpoint.format()),
                error,
                findings,
                checkpoint.specs(),
                Optional.of(LayerGroups.of(granularity, checkpoint.specs().keySet())),
                network);
    }
}
