package org.stockpot.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;
import org.stockpot.ui.state.RunningTask;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;

/** The questions that are asked before something is lost. */
final class Questions implements Filing.Asking {
    private static final Texts TEXTS = Texts.of(Questions.class);

    private final Window owner;
    private final Appearance appearance;

    Questions(Window owner, Appearance appearance) {
        this.owner = owner;
        this.appearance = appearance;
    }

    @Override
    public Filing.Answer aboutChanges() {
        var save = new ButtonType(TEXTS.get("save.yes"), ButtonBar.ButtonData.YES);
        var discard = new ButtonType(TEXTS.get("save.no"), ButtonBar.ButtonData.NO);
        Alert ask = alert("save-dialog", List.of(save, discard, ButtonType.CANCEL));
        ask.setHeaderText(TEXTS.get("save.question"));
        ask.setContentText(TEXTS.get("save.why"));
        Optional<ButtonType> answer = ask.showAndWait();
        if (answer.filter(chosen -> chosen == save).isPresent()) {
            return Filing.Answer.SAVE;
        }
        return answer.filter(chosen -> chosen == discard).isPresent() ? Filing.Answer.DISCARD : Filing.Answer.STAY;
    }

    @Override
    public boolean mayStop(List<RunningTask> tasks) {
        var stop = new ButtonType(TEXTS.get("stop.yes"), ButtonBar.ButtonData.YES);
        var stay = new ButtonType(TEXTS.get("stop.no"), ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert ask = alert("stop-dialog", List.of(stop, stay));
        ask.setHeaderText(TEXTS.get("stop.question", tasks.size()));
        ask.setContentText(
                String.join("\n", tasks.stream().map(RunningTask::name).toList()));
        return ask.showAndWait().filter(chosen -> chosen == stop).isPresent();
    }

    /** Whether a file may be replaced by another one. */
    boolean mayReplace(Path file) {
        var replace = new ButtonType(TEXTS.get("replace.yes"), ButtonBar.ButtonData.YES);
        Alert ask = alert("replace-dialog", List.of(replace, ButtonType.CANCEL));
        ask.setHeaderText(TEXTS.get("replace.question", String.valueOf(file.getFileName())));
        ask.setContentText(TEXTS.get("replace.why", String.valueOf(file.getParent())));
        return ask.showAndWait().filter(chosen -> chosen == replace).isPresent();
    }

    /** What this program is. */
    void about() {
        var about = new Alert(Alert.AlertType.INFORMATION);
        about.initOwner(owner);
        about.setTitle(TEXTS.get("about.title"));
        about.setHeaderText(TEXTS.get("about.header"));
        about.setContentText(TEXTS.get("about.text", org.stockpot.session.Version.text()));
        about.getDialogPane().setId("about-dialog");
        appearance.dress(about.getDialogPane().getScene());
        about.show();
    }

    private Alert alert(String id, List<ButtonType> buttons) {
        var ask = new Alert(Alert.AlertType.CONFIRMATION, "", buttons.toArray(ButtonType[]::new));
        ask.initOwner(owner);
        ask.setTitle("Stockpot");
        ask.getDialogPane().setId(id);
        appearance.dress(ask.getDialogPane().getScene());
        return ask;
    }
}
