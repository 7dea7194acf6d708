package org.stockpot.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.stockpot.session.SessionFile;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.state.SettingsModel;
import org.stockpot.ui.text.Texts;

/** The system's dialogs for files; each kind of file begins in the folder where one was chosen last. */
final class FileDialogs {
    private static final Texts TEXTS = Texts.of(FileDialogs.class);

    private final Window owner;
    private final SettingsModel settings;

    FileDialogs(Window owner, SettingsModel settings) {
        this.owner = owner;
        this.settings = settings;
    }

    /** Empty if the user chose none. */
    Optional<Path> openSession() {
        FileChooser chooser = sessions(TEXTS.get("dialog.open-session"));
        return one(FileKind.SESSION, ask(chooser, FileKind.SESSION, from -> from.showOpenDialog(owner)));
    }

    /** With an ending, whatever was typed; empty if the user chose none. */
    Optional<Path> saveSession() {
        FileChooser chooser = sessions(TEXTS.get("dialog.save-session"));
        chooser.setInitialFileName("session" + SessionFile.ENDING);
        return one(FileKind.SESSION, ask(chooser, FileKind.SESSION, from -> from.showSaveDialog(owner)))
                .map(FileDialogs::withEnding);
    }

    /** Empty if the user chose none. */
    List<Path> checkpoints(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(
                                TEXTS.get("dialog.checkpoints"),
                                "*.safetensors",
                                "*.pt",
                                "*.pth",
                                "*.bin",
                                "*.ckpt",
                                "*.index.json"),
                        new ExtensionFilter(TEXTS.get("dialog.all-files"), "*"));
        List<File> chosen = ask(chooser, FileKind.CHECKPOINT, from -> from.showOpenMultipleDialog(owner));
        List<Path> files =
                chosen == null ? List.of() : chosen.stream().map(File::toPath).toList();
        files.stream().findFirst().ifPresent(file -> settings.change(now -> now.chosen(FileKind.CHECKPOINT, file)));
        return files;
    }

    static Path withEnding(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".json") ? path : Path.of(path + SessionFile.ENDING);
    }

    private Optional<Path> one(FileKind kind, @Nullable File chosen) {
        Optional<Path> file = Optional.ofNullable(chosen).map(File::toPath);
        file.ifPresent(path -> settings.change(now -> now.chosen(kind, path)));
        return file;
    }

    /** A folder that is gone is refused by the dialog; then it begins where the system wants. */
    private <T> @Nullable T ask(FileChooser chooser, FileKind kind, Function<FileChooser, @Nullable T> show) {
        settings.folder(kind).ifPresent(folder -> chooser.setInitialDirectory(folder.toFile()));
        try {
            return show.apply(chooser);
        } catch (IllegalArgumentException e) {
            chooser.setInitialDirectory(null);
            return show.apply(chooser);
        }
    }

    private static FileChooser sessions(String title) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().add(new ExtensionFilter(TEXTS.get("dialog.sessions"), "*.json"));
        return chooser;
    }
}
