package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.evaluate.Backend;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.LayerGroups;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/** Looks into checkpoints one after the other, and at them together. */
final class Inspector {
    private final Optional<Path> base;
    private final boolean weightsOnly;
    private final Granularity granularity;
    private final NetworkChoice network;
    private final Pantry pantry;
    private final Backend backend;

    Inspector(
            Optional<Path> base,
            boolean weightsOnly,
            Granularity granularity,
            NetworkChoice network,
            Pantry pantry,
            Backend backend) {
        this.base = base;
        this.weightsOnly = weightsOnly;
        this.granularity = granularity;
        this.network = network;
        this.pantry = pantry;
        this.backend = backend;
    }

    List<Inspection> inspect(List<Path> files, JobContext context) throws StockpotException {
        Session session = Session.EMPTY.withNetwork(network);
        if (base.isPresent()) {
            session = session.withBase(Intake.source(base.get(), weightsOnly, pantry));
        }
        Map<Path, Source> opened = new HashMap<>();
        Map<Path, StockpotException> refused = new HashMap<>();
        for (Path file : files) {
            context.checkpoint();
            if (opened.containsKey(file)) {
                continue;
            }
            try {
                Source source = Intake.source(file, weightsOnly, pantry);
                session = session.added(List.of(source));
                opened.put(file, session.ingredients().get(session.ingredients().size() - 1));
            } catch (StockpotException e) {
                refused.put(file, e);
            }
        }
        for (Source source : session.sources()) {
            try {
                pantry.examined(source, Pantry.reference(session), context);
            } catch (StockpotException e) {
                refused.putIfAbsent(source.path(), e);
            }
        }
        SessionReport report = Reporter.report(session, pantry, backend);
        List<Inspection> inspections = new ArrayList<>();
        for (Path file : files) {
            Source source = opened.get(file);
            inspections.add(
                    source == null
                            ? refusal(file, Objects.requireNonNull(refused.get(file)))
                            : inspection(file, source, session, report.of(source), refused.get(source.path())));
        }
        return inspections;
    }

    private static Inspection refusal(Path file, StockpotException reason) {
        return new Inspection(
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private Inspection inspection(
            Path file, Source source, Session session, FileReport report, @Nullable StockpotException unreadable)
            throws StockpotException {
        Checkpoint checkpoint = pantry.open(source);
        Optional<StockpotException> error = Optional.ofNullable(unreadable);
        List<Finding> findings = new ArrayList<>(report.findings());
        if (session.base().isEmpty()) {
            // Nobody said that these files belong together.
            findings.replaceAll(Inspector::milder);
        } else if (error.isEmpty()) {
            TensorSource reference = pantry.open(session.base().get());
            TensorSource aligned = PrefixMatch.align(reference, checkpoint);
            findings.removeIf(one -> isFit(one.kind()));
            findings.addAll(Compatibility.report(reference, aligned));
            findings.sort(Comparator.comparing(Finding::severity));
            error = refusalOf(reference, aligned);
        }
        if (error.isEmpty() && !pantry.isNonFiniteAllowed()) {
            Optional<Examination> known = pantry.known(source, Pantry.reference(session));
            if (known.isPresent()) {
                try {
                    Pantry.requireFinite(checkpoint.name(), known.get().scan());
                } catch (NonFiniteException e) {
                    error = Optional.of(e);
                }
            }
        }
        Optional<NetworkFacts> facts = network(source, findings);
        return new Inspection(
                file,
                Optional.of(checkpoint.format()),
                report.sha256(),
                error,
                findings,
                checkpoint.specs(),
                Optional.of(LayerGroups.of(granularity, checkpoint.specs().keySet())),
                facts);
    }

    /** What runs this file alone; nothing if no known network does. */
    private Optional<NetworkFacts> network(Source source, List<Finding> findings) {
        try {
            Session alone = Session.EMPTY.withIngredients(List.of(source)).withNetwork(network);
            Opened opened = Opened.of(alone, pantry, backend);
            return opened.runner() instanceof Runner.Known ? Optional.of(opened.facts()) : Optional.empty();
        } catch (StockpotException e) {
            if (findings.stream().noneMatch(one -> one.text().contains(e.getMessage()))) {
                findings.add(new Finding(
                        Finding.Kind.NETWORK,
                        Severity.WARNING,
                        Told.of(FileWording.AS_SAID, e.getMessage()),
                        Optional.empty(),
                        e.hints()));
            }
            return Optional.empty();
        }
    }

    private static Optional<StockpotException> refusalOf(TensorSource reference, TensorSource candidate) {
        try {
            Compatibility.require(reference, candidate);
            return Optional.empty();
        } catch (StockpotException e) {
            return Optional.of(e);
        }
    }

    private static Finding milder(Finding one) {
        return isFit(one.kind()) && one.severity() == Severity.ERROR
                ? new Finding(one.kind(), Severity.WARNING, one.told(), one.advised(), one.hints())
                : one;
    }

    private static boolean isFit(Finding.Kind kind) {
        return switch (kind) {
            case MISSING, EXTRA, SHAPE, HEAD_SIZE, DTYPE -> true;
            default -> false;
        };
    }
}
