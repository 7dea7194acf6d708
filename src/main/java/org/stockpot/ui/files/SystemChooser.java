package org.stockpot.ui.files;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks by the dialogs of the system. On Linux they give a name back as it was typed. */
public record SystemChooser(Window owner) implements Chooser {
    @Override
    public List<Path> choose(Request request) {
        try {
            return show(request, request.folder());
        } catch (IllegalArgumentException e) {
            // A folder that is gone is refused; then the dialog begins where the system wants.
            return show(request, Optional.empty());
        }
    }

    private List<Path> show(Request request, Optional<Path> folder) {
        Optional<File> first = folder.map(Path::toFile);
        if (request.mode() == Mode.FOLDER) {
            var chooser = new DirectoryChooser();
            chooser.setTitle(request.title());
            first.ifPresent(chooser::setInitialDirectory);
            return one(Optional.ofNullable(chooser.showDialog(owner)));
        }
        var chooser = new FileChooser();
        chooser.setTitle(request.title());
        first.ifPresent(chooser::setInitialDirectory);
        chooser.setInitialFileName(request.name());
        chooser.getExtensionFilters()
                .addAll(request.types().stream()
                        .map(type -> new ExtensionFilter(type.name(), type.patterns()))
                        .toList());
        return switch (request.mode()) {
            case OPEN -> one(Optional.ofNullable(chooser.showOpenDialog(owner)));
            case SAVE -> one(Optional.ofNullable(chooser.showSaveDialog(owner)));
            default ->
                Optional.ofNullable(chooser.showOpenMultipleDialog(owner)).orElse(List.of()).stream()
                        .map(File::toPath)
                        .toList();
        };
    }

    private static List<Path> one(Optional<File> file) {
        return file.map(File::toPath).stream().toList();
    }
}
