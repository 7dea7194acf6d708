package org.stockpot.ui.export;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Exported;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

/** Writes the mix on the sliders to a file. Lives on the JavaFX thread and knows no control. */
public final class ExportModel {
    /** The ending of exported files. */
    public static final String ENDING = ".safetensors";

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Exported>> last = new ReadOnlyObjectWrapper<>(Optional.empty());

    public ExportModel(Workbench workbench, SessionModel session, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.notices = notices;
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The newest file written. */
    public ReadOnlyObjectProperty<Optional<Exported>> lastProperty() {
        return last.getReadOnlyProperty();
    }

    /** Writes the fused model, with {@link #ENDING} appended where it is missing. */
    public void export(Path wanted) {
        if (running.get()) {
            return;
        }
        if (session.session().ingredients().isEmpty()) {
            notices.problem("Export", "There is nothing to export: add ingredients to the library.");
            return;
        }
        running.set(true);
        tasks.start(
                "Export",
                workbench.device(),
                workbench.export(session.session(), ExportOrder.to(withEnding(wanted))),
                exported -> {
                    last.set(Optional.of(exported));
                    notices.done("Export", exported.file() + ", SHA-256 " + exported.sha256());
                },
                () -> running.set(false));
    }

    /** File dialogs on Linux return names as typed. */
    static Path withEnding(Path wanted) {
        Path name = wanted.getFileName();
        if (name == null || name.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
            return wanted;
        }
        return wanted.resolveSibling(name + ENDING);
    }
}
