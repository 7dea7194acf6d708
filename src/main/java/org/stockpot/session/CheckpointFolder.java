package org.stockpot.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.checkpoint.Checkpoints;

/**
 * The checkpoints in a folder, told by their names, and what people call them. Training tools keep much beside the weights,
 * and call all weights the same.
 */
final class CheckpointFolder {
    /** What is taken from a folder; a file that is named itself may be called anything. */
    private static final List<String> ENDINGS = List.of(".bin", ".ckpt", ".pt", ".pth", ".safetensors");

    /** What holds a checkpoint of several files together. */
    private static final String INDEX = ".index.json";

    /** Parts of a checkpoint, as everybody names them. */
    private static final Pattern PART = Pattern.compile(".*-[0-9]{5}-of-[0-9]{5}\\.(safetensors|bin)");

    /** What training tools keep beside the weights, to go on training. */
    private static final Pattern COMPANION = Pattern.compile(
            "(optimizer|scheduler|scaler|training_args|trainer_state|rng_state|random_states)([_-]?[0-9]+)?\\.(bin|pt|pth)");

    /** One moment of a training, by the names that tools give; tells nothing without the folder around it. */
    private static final Pattern MOMENT =
            Pattern.compile("(checkpoint|epoch|step|global_step)[-_]?[0-9]+|best|last|final");

    /** Folders within folders that are looked into: runs and their checkpoints, or a download and its snapshots. */
    private static final int DEEPEST = 3;

    private static final int MOST_FOLDERS = 2000;
    private static final int MOST_INSIDE = 2000;

    private CheckpointFolder() {}

    /** Endings of checkpoints. */
    static List<String> endings() {
        return ENDINGS;
    }

    /** Whether a file name is that of a checkpoint, of a part of one, or of an index. */
    static boolean isCheckpoint(Path file) {
        return (ENDINGS.contains(ending(file)) || isIndex(file))
                && !COMPANION.matcher(fileName(file)).matches();
    }

    /**
     * All checkpoints in a folder, in the order of their names, or in the folders within if there are none. Parts are left
     * out beside an index; of a model that lies there in several formats, under usual names, one is taken. Somebody may have
     * meant a whole disk: of the folders within, those that cannot be listed are passed over, and not all are looked into.
     *
     * @throws IOException if the folder itself cannot be listed
     */
    static List<Path> checkpoints(Path folder) throws IOException {
        List<Path> inside = list(folder, Long.MAX_VALUE);
        List<Path> own = own(inside);
        if (!own.isEmpty()) {
            return own;
        }
        List<Path> found = new ArrayList<>();
        within(inside, DEEPEST, MOST_FOLDERS, found);
        return found;
    }

    /** @return how many more folders may be looked into */
    private static int within(List<Path> inside, int deep, int most, List<Path> found) {
        int left = most;
        for (Path one : inside) {
            // No links: they may lead in circles.
            if (left > 0 && !fileName(one).startsWith(".") && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                left--;
                List<Path> next = listable(one);
                List<Path> own = own(next);
                found.addAll(own);
                if (own.isEmpty() && deep > 1) {
                    left = within(next, deep - 1, left, found);
                }
            }
        }
        return left;
    }

    private static List<Path> own(List<Path> inside) {
        List<Path> files = inside.stream()
                .filter(file -> isCheckpoint(file) && Files.isRegularFile(file))
                .toList();
        return files.isEmpty() ? files : whole(files);
    }

    private static List<Path> listable(Path folder) {
        try {
            return list(folder, MOST_INSIDE);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Path> list(Path folder, long most) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.limit(most).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<Path> whole(List<Path> files) {
        List<String> usual = Checkpoints.usualNames();
        Optional<String> best = usual.stream()
                .filter(name -> files.stream().anyMatch(file -> fileName(file).equals(name)))
                .findFirst();
        if (best.isEmpty()) {
            return withoutParts(files);
        }
        return files.stream()
                .filter(file -> fileName(file).equals(best.get()) || !usual.contains(fileName(file)))
                .filter(file -> !PART.matcher(fileName(file)).matches())
                .toList();
    }

    /** Parts come in with the index that names them, so beside one they are no checkpoints of their own. */
    static List<Path> withoutParts(List<Path> files) {
        Set<Path> folders = Set.copyOf(files.stream()
                .filter(CheckpointFolder::isIndex)
                .map(file -> file.toAbsolutePath().normalize().resolveSibling(""))
                .toList());
        return files.stream()
                .filter(file -> !PART.matcher(fileName(file)).matches()
                        || !folders.contains(file.toAbsolutePath().normalize().resolveSibling("")))
                .toList();
    }

    /** What people would call a checkpoint: its file without the ending, or its folder where all files are called the same. */
    static String name(Path file) {
        String name = fileName(file);
        if (isIndex(file)) {
            name = name.substring(0, name.length() - INDEX.length());
        }
        String stem = stem(name);
        Path folder = file.getParent();
        boolean isUsual = Checkpoints.usualNames().contains(fileName(file));
        String called = isUsual && folder != null && folder.getFileName() != null ? called(folder) : stem;
        return called.isBlank() ? plainName(file) : called;
    }

    /** The file name, or the whole path where that would be blank. */
    static String plainName(Path file) {
        return fileName(file).isBlank() ? file.toString() : fileName(file);
    }

    private static String called(Path folder) {
        String name = fileName(folder);
        Path parent = folder.getParent();
        if (parent == null || parent.getFileName() == null) {
            return name;
        }
        if (fileName(parent).equals("snapshots") && parent.getParent() != null) {
            // Hugging Face's cache: models--OWNER--NAME/snapshots/REVISION.
            String download = fileName(parent.getParent());
            return download.substring(download.lastIndexOf("--") < 0 ? 0 : download.lastIndexOf("--") + 2);
        }
        return MOMENT.matcher(name.toLowerCase(Locale.ROOT)).matches() ? fileName(parent) + "-" + name : name;
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && ENDINGS.contains(name.substring(dot).toLowerCase(Locale.ROOT))
                ? name.substring(0, dot)
                : name;
    }

    private static boolean isIndex(Path file) {
        return fileName(file).endsWith(INDEX);
    }

    private static String ending(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }
}
