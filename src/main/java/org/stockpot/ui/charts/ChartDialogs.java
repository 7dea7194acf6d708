package org.stockpot.ui.charts;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.stockpot.session.ChartFile;
import org.stockpot.ui.text.Texts;

/** The system's dialogs for where charts go. */
public final class ChartDialogs {
    private static final Texts TEXTS = Texts.of(ChartDialogs.class);

    private ChartDialogs() {}

    /** A file; the system asks before it is overwritten. */
    public static Optional<Path> file(Window owner, ChartFile file) {
        var chooser = new FileChooser();
        chooser.setTitle(TEXTS.get("save.one"));
        chooser.setInitialFileName(file.fileName());
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(file.ending(), "*" + file.ending()));
        return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
    }

    /** A folder. */
    static Optional<Path> folder(Window owner) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(TEXTS.get("save.all"));
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }
}
