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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stockpot.checkpoint.StrangersException;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** The door through which checkpoints come into a session: opened and validated, by their headers alone. */
final class Intake {
    /** What is taken from a folder; a file that is named itself may be called anything. */
    private static final Set<String> ENDINGS = Set.of(".safetensors", ".pt", ".pth", ".bin", ".ckpt");

    /** What holds a checkpoint of several files together. */
    private static final String INDEX = ".index.json";

    /** Parts of a checkpoint, as everybody names them. */
    private static final Pattern PART = Pattern.compile(".*-[0-9]{5}-of-[0-9]{5}\\.(safetensors|bin)");

    /** What Hugging Face calls every checkpoint; only its folder tells it from others. */
    private static final Set<String> USUAL = Set.of("model", "pytorch_model");

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
        Path absolute = file.toAbsolutePath().normalize();
        var source = new Source(stem(absolute), absolute, Optional.empty(), weightsOnly);
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
        List<Path> all = withoutParts(expanded(files));
        for (int index = 0; index < all.size(); index++) {
            Path file = all.get(index);
            context.checkpoint();
            context.progress(new Progress("Opening " + fileName(file), index, all.size()));
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
            } catch (StrangersException e) {
                refusals.add(new Refusal(file, e.getMessage(), true));
            } catch (StockpotException e) {
                refuse(file, e.getMessage());
            }
        }
        return new Added(sources, refusals);
    }

    private static TensorSource aligned(Optional<TensorSource> reference, TensorSource tensors) {
        return reference.map(other -> PrefixMatch.align(other, tensors)).orElse(tensors);
    }

    private void refuse(Path file, String sentence) {
        refusals.add(new Refusal(file, sentence, false));
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
            try (Stream<Path> inside = Files.list(file)) {
                List<Path> checkpoints = inside.filter(
                                one -> Files.isRegularFile(one) && (ENDINGS.contains(ending(one)) || isIndex(one)))
                        .sorted()
                        .toList();
                if (checkpoints.isEmpty()) {
                    refuse(
                            file,
                            file + " holds no checkpoint ("
                                    + String.join(
                                            ", ", ENDINGS.stream().sorted().toList()) + ").");
                }
                all.addAll(checkpoints);
            } catch (IOException | UncheckedIOException e) {
                refuse(file, file + " cannot be listed: " + e.getMessage());
            }
        }
        return all;
    }

    /** Parts come in with the index that names them, so beside one they are no checkpoints of their own. */
    private static List<Path> withoutParts(List<Path> files) {
        Set<Path> folders = files.stream()
                .filter(Intake::isIndex)
                .map(file -> file.toAbsolutePath().normalize().getParent())
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> !PART.matcher(fileName(file)).matches()
                        || !folders.contains(file.toAbsolutePath().normalize().getParent()))
                .toList();
    }

    private static boolean isIndex(Path file) {
        return fileName(file).endsWith(INDEX);
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
        if (isIndex(file)) {
            String index = fileName(file);
            String whole = stem(file.resolveSibling(index.substring(0, index.length() - INDEX.length())));
            Path folder = file.getParent();
            return USUAL.contains(whole) && folder != null && folder.getFileName() != null ? fileName(folder) : whole;
        }
        String name = fileName(file);
        return ENDINGS.contains(ending(file)) && name.lastIndexOf('.') > 0
                ? name.substring(0, name.lastIndexOf('.'))
                : name;
    }
}
