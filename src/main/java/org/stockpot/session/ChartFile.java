package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.stockpot.job.Job;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/**
 * A chart as a file that is not written yet.
 *
 * @param name without ending; what file systems do not like in it becomes {@code -}
 * @param ending such as {@code .svg}
 * @param content makes the bytes; called on the io lane, so it works on immutable things alone
 */
public record ChartFile(String name, String ending, Content content) {
    /** Makes the bytes of a file. */
    @FunctionalInterface
    public interface Content {
        byte[] bytes();
    }

    public ChartFile {
        name = name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}@._-]+", "-")
                .replaceAll("^-+|-+$", "");
        name = name.isEmpty() ? "chart" : name;
    }

    /** A file of text, in UTF-8. */
    public static ChartFile text(String name, String ending, Supplier<String> text) {
        return new ChartFile(name, ending, () -> text.get().getBytes(StandardCharsets.UTF_8));
    }

    /** The name with its ending. */
    public String fileName() {
        return name + ending;
    }

    /**
     * What a user typed, with the ending that belongs to it: appended, never replaced.
     *
     * @param typed as the dialog gives it back
     */
    public Path target(Path typed) {
        String last = String.valueOf(typed.getFileName());
        return last.toLowerCase(Locale.ROOT).endsWith(ending) ? typed : typed.resolveSibling(last + ending);
    }

    /** Writes it as the old or the new file, whole. On the io lane. */
    public Job<List<Path>> writeTo(Path target) {
        return context -> {
            AtomicText.write(target, content.bytes());
            return List.of(target);
        };
    }

    /**
     * Writes many into a folder, which is made where it is missing; files of the same name are replaced, one at a time. On
     * the io lane; if one cannot be written, those before it stay.
     */
    public static Job<List<Path>> writeAll(List<ChartFile> files, Path folder) {
        return context -> {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new StockpotException(folder + " cannot be made: " + e.getMessage(), e);
            }
            Set<String> taken = new HashSet<>();
            List<Path> written = new ArrayList<>();
            for (ChartFile file : files) {
                context.checkpoint();
                context.progress(new Progress(file.fileName(), written.size(), files.size()));
                Path target = folder.resolve(file.free(taken));
                AtomicText.write(target, file.content().bytes());
                written.add(target);
            }
            return written;
        };
    }

    private String free(Set<String> taken) {
        String free = fileName();
        for (int number = 2; !taken.add(free); number++) {
            free = name + "-" + number + ending;
        }
        return free;
    }
}
