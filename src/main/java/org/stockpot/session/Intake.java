package org.stockpot.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.fuse.Compatibility;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** The door through which checkpoints come into a session: opened, validated, hashed. */
final class Intake {
    /** What is taken from a folder; a file that is named itself may be called anything. */
    private static final Set<String> ENDINGS = Set.of(".safetensors", ".pt", ".pth", ".bin", ".ckpt");

    private Intake() {}

    static Source source(Path file, Pantry pantry, JobContext context) throws StockpotException {
        Path absolute = file.toAbsolutePath().normalize();
        pantry.refresh(absolute);
        pantry.open(absolute);
        String name = stem(absolute);
        String sha256 = Sha256.of(absolute, (done, total) -> {
            context.checkpoint();
            context.progress(new Progress("Reading " + name, done, total));
        });
        pantry.verified(absolute, sha256);
        return new Source(name, absolute, sha256);
    }

    static Added add(Session session, List<Path> files, Pantry pantry, JobContext context) throws StockpotException {
        Optional<TensorSource> reference = session.sources().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        pantry.tensors(session.sources().get(session.sources().size() - 1)));
        List<Source> sources = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (Path file : expanded(files, refusals)) {
            try {
                if (isKnown(file, session, sources)) {
                    refusals.add(file + " is already in the session.");
                    continue;
                }
                Source source = source(file, pantry, context);
                TensorSource tensors = pantry.tensors(source);
                if (reference.isPresent()) {
                    Compatibility.require(reference.get(), tensors);
                } else {
                    reference = Optional.of(tensors);
                }
                sources.add(source);
            } catch (StockpotException e) {
                refusals.add(e.getMessage());
            }
        }
        return new Added(sources, refusals);
    }

    private static boolean isKnown(Path file, Session session, List<Source> newcomers) {
        Path absolute = file.toAbsolutePath().normalize();
        return Stream.concat(session.ingredients().stream(), newcomers.stream())
                .anyMatch(source -> source.path().equals(absolute));
    }

    private static List<Path> expanded(List<Path> files, List<String> refusals) {
        List<Path> all = new ArrayList<>();
        for (Path file : files) {
            if (!Files.isDirectory(file)) {
                all.add(file);
                continue;
            }
            try (Stream<Path> inside = Files.list(file)) {
                List<Path> checkpoints = inside.filter(one -> Files.isRegularFile(one) && ENDINGS.contains(ending(one)))
                        .sorted()
                        .toList();
                if (checkpoints.isEmpty()) {
                    refusals.add(file + " holds no checkpoint ("
                            + String.join(", ", ENDINGS.stream().sorted().toList()) + ").");
                }
                all.addAll(checkpoints);
            } catch (IOException | UncheckedIOException e) {
                refusals.add(file + " cannot be listed: " + e.getMessage());
            }
        }
        return all;
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static String ending(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static String stem(Path file) {
        String name = fileName(file);
        return ENDINGS.contains(ending(file)) && name.lastIndexOf('.') > 0
                ? name.substring(0, name.lastIndexOf('.'))
                : name;
    }
}
