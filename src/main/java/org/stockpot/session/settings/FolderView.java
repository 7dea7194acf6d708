package org.stockpot.session.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.stockpot.job.Job;
import org.stockpot.tensor.StockpotException;

/** Shows folders in the desktop's file manager. */
public final class FolderView {
    private FolderView() {}

    /** Shows a folder, which is made if it is missing. On the io lane; does not wait for the file manager. */
    public static Job<Path> show(Path folder) {
        return context -> {
            try {
                Files.createDirectories(folder);
                new ProcessBuilder(command(System.getProperty("os.name", ""), folder))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                return folder;
            } catch (IOException e) {
                throw new StockpotException(
                        folder + " cannot be shown: " + e.getMessage() + "; open it in a file manager.", e);
            }
        };
    }

    static List<String> command(String system, Path folder) {
        String name = system.toLowerCase(Locale.ROOT);
        String program = name.contains("mac") ? "open" : name.contains("windows") ? "explorer" : "xdg-open";
        return List.of(program, folder.toString());
    }
}
