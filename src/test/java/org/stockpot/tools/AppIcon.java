package org.stockpot.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.image.Image;
import javax.imageio.ImageIO;
import org.stockpot.ui.WindowIcon;

/** Writes the window's icon as files, in every size, to where packages and desktops look for it. Needs no display. */
public final class AppIcon {
    /** Where the files are in the repository; a package has the same folder. */
    public static final Path FOLDER = Path.of("packaging", "share", "icons", "hicolor");

    private AppIcon() {}

    /** Writes all files anew. */
    public static void main(String[] args) throws IOException {
        FxStage.start();
        List<Image> icons = FxStage.call(WindowIcon::all);
        for (Image icon : icons) {
            Path file = file(icon);
            Files.createDirectories(file.getParent());
            ImageIO.write(SwingFXUtils.fromFXImage(icon, null), "png", file.toFile());
            System.out.println(file);
        }
        Platform.exit();
    }

    /** Where an icon of that size is. */
    public static Path file(Image icon) {
        int side = (int) icon.getWidth();
        return FOLDER.resolve(side + "x" + side).resolve("apps").resolve("stockpot.png");
    }
}
