package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/** The door through which checkpoints come into a session: opened and validated, by their headers alone. */
final class Intake {
    private final Session session;
    private final Pantry pantry;
    private final boolean weightsOnly;
    private final List<Source> sources = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Intake(Session session, Pantry pantry, boolean weightsOnly) {
        this.session = session;
        this.pantry = pantry;
        this.weightsOnly = weightsOnly;
    }

    static Source source(Path file, boolean weightsOnly, Pantry pantry) throws StockpotException {
        Path absolute = Checkpoints.file(file).toAbsolutePath().normalize();
        var source = new Source(CheckpointFolder.name(absolute), absolute, Optional.empty(), weightsOnly);
        pantry.refresh(source);
        pantry.open(source);
        return source;
    }

    Added add(List<Path> files, JobContext context) throws StockpotException {
        Optional<TensorSource> base = Optional.empty();
        if (session.base().isPresent()) {
            base = Optional.of(pantry.tensors(session.base().get()));
        }
        Optional<TensorSource> reference = base;
        if (!session.ingredients().isEmpty()) {
            reference = Optional.of(
                    aligned(base, pantry.tensors(session.ingredients().get(0))));
        }
        List<Path> all = CheckpointFolder.withoutParts(expanded(files));
        for (int index = 0; index < all.size(); index++) {
            Path file = all.get(index);
            context.checkpoint();
            context.progress(new Progress(Told.of(Doing.OPENING, fileName(file)), index, all.size()));
            try {
                if (isKnown(file)) {
                    refuse(file, file + " is already in the session.");
                    continue;
                }
                Source source = source(file, weightsOnly, pantry);
                TensorSource tensors = aligned(reference, aligned(base, pantry.tensors(source)));
                if (reference.isPresent()) {
                    Compatibility.require(reference.get(), tensors);
                } else {
                    reference = Optional.of(tensors);
                }
                sources.add(source);
            } catch (StockpotException e) {
                refusals.add(new Refusal(file, e.getMessage(), e.hints()));
            }
        }
        return new Added(sources, refusals);
    }

    private static TensorSource aligned(Optional<TensorSource> reference, TensorSource tensors) {
        return reference.map(other -> PrefixMatch.align(other, tensors)).orElse(tensors);
    }

    private void refuse(Path file, String sentence) {
        refusals.add(new Refusal(file, sentence, List.of()));
    }

    private boolean isKnown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return Stream.concat(session.ingredients().stream(), sources.stream())
                .anyMatch(source -> source.path().equals(absolute));
    }

    private List<Path> expanded(List<Path> files) {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isDirectory(file)) {
                all.add(file);
                continue;
            }
            try {
                List<Path> checkpoints = CheckpointFolder.checkpoints(file);
                if (checkpoints.isEmpty()) {
                    refuse(
                            file,
                            file + " holds no checkpoint (" + String.join(", ", CheckpointFolder.endings()) + ").");
                }
                all.addAll(checkpoints);
            } catch (IOException e) {
                refuse(file, file + " cannot be listed: " + e.getMessage());
            }
        }
        return all;
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
