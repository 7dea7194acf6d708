package org.stockpot.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/** Sets as folders of PNG files, which {@link FolderImages} reads back to the same images and labels. */
public final class WrittenImages {
    private WrittenImages() {}

    /**
     * Writes {@code folder/CLASS/NUMBER.png} and {@code folder/classes.txt} of every set. The folders take their names when
     * all are whole: whoever stops this, or runs out of disk, finds nothing and can begin again.
     *
     * @param sets by the folders that they go to
     * @throws StockpotException if a folder exists, cannot be written or a class's name is no name of a folder
     */
    public static void write(Map<Path, ImageSet> sets, JobContext context) throws StockpotException {
        for (Map.Entry<Path, ImageSet> one : sets.entrySet()) {
            check(one.getValue(), one.getKey());
        }
        Map<Path, Path> unfinished = new LinkedHashMap<>();
        Path current = Path.of("");
        try {
            for (Map.Entry<Path, ImageSet> one : sets.entrySet()) {
                current = one.getKey();
                Path absolute = current.toAbsolutePath();
                Path beside = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".tmp");
                unfinished.put(absolute, beside);
                write(one.getValue(), beside, context);
            }
            context.checkpoint();
            for (Map.Entry<Path, Path> one : unfinished.entrySet()) {
                current = one.getKey();
                Files.move(one.getValue(), one.getKey(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new StockpotException(current + " cannot be written: " + e.getMessage(), e);
        } finally {
            unfinished.values().forEach(WrittenImages::delete);
        }
    }

    private static void check(ImageSet images, Path folder) throws StockpotException {
        if (Files.exists(folder)) {
            throw new StockpotException(folder + " exists already; choose another folder or remove it.");
        }
        for (String name : images.classes()) {
            if (name.isBlank() || name.startsWith(".") || name.matches(".*[/\\\\:*?\"<>|].*")) {
                throw new StockpotException(images.name() + ": the class '" + name
                        + "' cannot be the name of a folder; name the classes otherwise with classes=FILE");
            }
        }
    }

    private static void write(ImageSet images, Path folder, JobContext context) throws IOException, StockpotException {
        for (String name : images.classes()) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("classes.txt"), String.join("\n", images.classes()) + "\n");
        for (int index = 0; index < images.size(); index++) {
            context.checkpoint();
            context.progress(new Progress(Told.of(Doing.WRITING, images.name()), index, images.size()));
            Path file = folder.resolve(images.classes().get(images.label(index)))
                    .resolve(String.format(Locale.ROOT, "%07d.png", index));
            PngFile.write(images.image(index), file);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            // What made this end early is the better news.
        }
    }
}
