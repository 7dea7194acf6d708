package org.stockpot.ui.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.Chooser.Mode;
import org.stockpot.ui.files.Chooser.Request;
import org.stockpot.ui.state.SettingsModel;

/** The dialogs for files; each kind of file begins in the folder where one was chosen last. */
public final class FileDialogs {
    private final Chooser chooser;
    private final SettingsModel settings;
    private final Predicate<Path> mayReplace;

    /** @param mayReplace asks whether a file that is there may be replaced */
    public FileDialogs(Chooser chooser, SettingsModel settings, Predicate<Path> mayReplace) {
        this.chooser = chooser;
        this.settings = settings;
        this.mayReplace = mayReplace;
    }

    /**
     * A file that is written.
     *
     * @param title of the dialog
     * @param name that is proposed
     */
    public record Target(FileKind kind, String title, String name, FileType type) {}

    /** One file to read; empty if the user chose none. */
    public Optional<Path> open(FileKind kind, String title, FileType... types) {
        return ask(kind, Mode.OPEN, title, "", List.of(types)).stream().findFirst();
    }

    /** Files to read; empty if the user chose none. */
    public List<Path> openSeveral(FileKind kind, String title, FileType... types) {
        return ask(kind, Mode.OPEN_SEVERAL, title, "", List.of(types));
    }

    /** A folder to read; empty if the user chose none. */
    public Optional<Path> openFolder(FileKind kind, String title) {
        return ask(kind, Mode.FOLDER, title, "", List.of()).stream().findFirst();
    }

    /** A folder to write into; empty if the user chose none. */
    public Optional<Path> saveInto(FileKind kind, String title) {
        Optional<Path> folder =
                choose(kind, Mode.FOLDER, title, "", List.of()).stream().findFirst();
        folder.ifPresent(into -> settings.change(now -> now.chosenIn(kind, into)));
        return folder;
    }

    /**
     * A name for a file, with an ending whatever was typed; empty if the user chose none. For pages that ask before they
     * replace a file.
     */
    public Optional<Path> name(Target target) {
        return ask(target.kind(), Mode.SAVE, target.title(), target.name(), List.of(target.type())).stream()
                .findFirst()
                .map(target.type()::named);
    }

    /** The same, for what is written at once: a file that is there is replaced only if the user wants it. */
    public Optional<Path> save(Target target) {
        return ask(target.kind(), Mode.SAVE, target.title(), target.name(), List.of(target.type())).stream()
                .findFirst()
                .flatMap(typed -> agreed(typed, target.type().named(typed)));
    }

    /** The system has asked about what was typed, not about the name that it became. */
    private Optional<Path> agreed(Path typed, Path named) {
        boolean unasked = !named.equals(typed) && Files.exists(named);
        return unasked && !mayReplace.test(named) ? Optional.empty() : Optional.of(named);
    }

    private List<Path> ask(FileKind kind, Mode mode, String title, String name, List<FileType> types) {
        List<Path> chosen = choose(kind, mode, title, name, types);
        chosen.stream()
                .findFirst()
                .flatMap(file -> Optional.ofNullable(file.toAbsolutePath().getParent()))
                .ifPresent(folder -> settings.change(now -> now.chosenIn(kind, folder)));
        return chosen;
    }

    private List<Path> choose(FileKind kind, Mode mode, String title, String name, List<FileType> types) {
        return chooser.choose(new Request(mode, title, settings.folder(kind), name, types));
    }
}
