package org.stockpot.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.session.SessionFile;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.FileType;
import org.stockpot.ui.text.Texts;

/** Asks for sessions and checkpoints. */
record SessionDialogs(FileDialogs dialogs) {
    private static final Texts TEXTS = Texts.of(SessionDialogs.class);

    /** Empty if the user chose none. */
    Optional<Path> open() {
        return dialogs.open(FileKind.SESSION, TEXTS.get("dialog.open-session"), sessions());
    }

    /** With an ending, whatever was typed; empty if the user chose none. */
    Optional<Path> save() {
        return dialogs.save(new FileDialogs.Target(
                FileKind.SESSION, TEXTS.get("dialog.save-session"), "session" + SessionFile.ENDING, sessions()));
    }

    /** Empty if the user chose none. */
    List<Path> checkpoints(String title) {
        return dialogs.openSeveral(FileKind.CHECKPOINT, title, weights());
    }

    /** A file that the program wrote; empty if the user chose none. */
    Optional<Path> exported() {
        return dialogs.open(FileKind.EXPORT, TEXTS.get("dialog.open-recipe"), weights());
    }

    private static FileType[] weights() {
        return new FileType[] {
            new FileType(
                    TEXTS.get("dialog.checkpoints"),
                    List.of(".safetensors", ".pt", ".pth", ".bin", ".ckpt", ".index.json")),
            new FileType(TEXTS.get("dialog.all-files"), List.of())
        };
    }

    private static FileType sessions() {
        return new FileType(TEXTS.get("dialog.sessions"), List.of(SessionFile.ENDING, ".json"));
    }
}
