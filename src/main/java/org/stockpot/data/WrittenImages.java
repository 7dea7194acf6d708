package org.stockpot.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/** Sets as folders of PNG files, which {@link FolderImages} reads back to the same images and labels. */
public final class WrittenImages {
    private WrittenImages() {}

    /**
     * Writes {@code folder/CLASS/NUMBER.png} and {@code folder/classes.txt}.
     *
     * @throws StockpotException if the folder exists, cannot be written or a class's name is no name of a folder
     */
    public static void write(ImageSet images, Path folder, JobContext context) throws StockpotException {
        if (Files.exists(folder)) {
            throw new StockpotException(folder + " exists already; choose another folder or remove it.");
        }
        try {
            for (String name : images.classes()) {
                if (name.isBlank() || name.startsWith(".") || name.matches(".*[/\\\\:*?\"<>|].*")) {
                    throw new StockpotException(images.name() + ": the class '" + name
                            + "' cannot be the name of a folder; name the classes otherwise with classes=FILE");
                }
                Files.createDirectories(folder.resolve(name));
            }
            Files.writeString(folder.resolve("classes.txt"), String.join("\n", images.classes()) + "\n");
        } catch (IOException e) {
            throw new StockpotException(folder + " cannot be written: " + e.getMessage(), e);
        }
        for (int index = 0; index < images.size(); index++) {
            context.checkpoint();
            context.progress(new Progress("Writing " + images.name(), index, images.size()));
            Path file = folder.resolve(images.classes().get(images.label(index)))
                    .resolve(String.format(Locale.ROOT, "%07d.png", index));
            PngFile.write(images.image(index), file);
        }
    }
}
