package org.stockpot.ui.charts;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.session.ChartFile;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.FileType;
import org.stockpot.ui.text.Texts;

/** Asks where charts go. */
public final class ChartDialogs {
    private static final Texts TEXTS = Texts.of(ChartDialogs.class);

    private ChartDialogs() {}

    /** A file, with its ending; asks before one is overwritten. */
    public static Optional<Path> file(FileDialogs dialogs, ChartFile file) {
        return dialogs.save(new FileDialogs.Target(
                FileKind.CHART, TEXTS.get("save.one"), file.fileName(), FileType.of(file.ending(), file.ending())));
    }

    /** A folder. */
    public static Optional<Path> folder(FileDialogs dialogs) {
        return dialogs.saveInto(FileKind.CHART, TEXTS.get("save.all"));
    }
}
