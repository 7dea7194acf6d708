package org.stockpot.ui.trials;

import java.util.ArrayList;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.MixWords;
import org.stockpot.session.Session;
import org.stockpot.session.Trial;
import org.stockpot.session.TrialNote;
import org.stockpot.session.TrialRow;
import org.stockpot.session.WeightShift;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** One trial: its scores, its mix in words, its notes, and the way back to the desk. Layout and bindings only. */
final class TrialDetails extends VBox {
    private static final Texts TEXTS = Texts.of(TrialDetails.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final int NOTE_ROWS = 4;
    private static final double PAUSE_MILLIS = 400;

    private final TrialsModel model;
    private final ComparisonModel names;
    private final Label title = new Label();
    private final CheckBox pinned = new CheckBox(TEXTS.get("details.pinned"));
    private final Label why = text("");
    private final TextField tags = new TextField();
    private final TextArea words = new TextArea();
    private final PauseTransition pause = new PauseTransition(Duration.millis(PAUSE_MILLIS));
    private final ChangeListener<Session> judging = (observable, before, now) -> judge();
    private TrialRow row;

    TrialDetails(TrialsModel model, ComparisonModel names, TrialRow row) {
        this.model = model;
        this.names = names;
        this.row = row;
        setId("trial-details");
        getStyleClass().add("form");
        title.setId("trial-title");
        title.setWrapText(true);
        title.getStyleClass().add("panel-title");
        var facts = text(TEXTS.get(
                "details.facts",
                TrialWords.when(row.trial().finished()),
                TrialWords.seconds(row.trial().seconds()),
                TrialWords.count(row.images()),
                row.trial().device()));
        facts.setId("trial-facts");
        facts.getStyleClass().add("muted");
        getChildren().addAll(title, facts);
        getChildren().addAll(found());
        prepareNotes();
        getChildren().addAll(restore(), scores(), section("details.notes"), pinned, tags, words);
        getChildren().addAll(section("details.mix"), mix());
        fill();
    }

    /** Shows the same trial with other notes; false if it is another trial. */
    boolean takes(TrialRow next) {
        boolean same = next.trial().noted(TrialNote.NONE).equals(row.trial().noted(TrialNote.NONE));
        if (same) {
            row = next;
            fill();
        }
        return same;
    }

    /** Writes down what was typed last; for when the trial is left. */
    void finish() {
        saveTags();
        saveWords();
    }

    private void saveWords() {
        pause.stop();
        model.write(row, words.getText());
    }

    /** What is being typed stays as it is. */
    private void fill() {
        TrialNote note = row.trial().note();
        title.setText(TrialWords.title(row));
        pinned.setSelected(note.pinned());
        if (!tags.isFocused()) {
            tags.setText(String.join(", ", note.tags()));
        }
        if (!words.isFocused()) {
            words.setText(note.text());
        }
    }

    /** How a search came upon it, if one did. */
    private List<Label> found() {
        List<Label> lines = new ArrayList<>();
        row.trial().search().ifPresent(search -> {
            lines.add(text(TEXTS.get(
                    "details.search", search.plan(), Long.toString(row.trial().seed()))));
            row.optimiser().ifPresent(one -> lines.add(text(TEXTS.get("details.optimiser", one))));
            if (search.evaluation() > 0) {
                lines.add(text(TEXTS.get("details.evaluation", Integer.toString(search.evaluation()))));
            }
        });
        return lines;
    }

    /** The button, and the reason why it cannot be pressed where that is so. */
    private Node restore() {
        var button = new Button(TEXTS.get("restore"), new FontIcon("mdi2t-tune-vertical"));
        button.setId("trial-restore");
        button.getStyleClass().addAll("accent", "small");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setOnAction(event -> model.restore(row));
        why.setId("trial-restore-why");
        why.getStyleClass().add("muted");
        // Details are made anew for every trial that is looked at; the model must not keep them.
        model.sessionProperty().addListener(new WeakChangeListener<>(judging));
        judge();
        why.visibleProperty().bind(why.textProperty().isNotEmpty());
        why.managedProperty().bind(why.visibleProperty());
        button.disableProperty().bind(why.textProperty().isNotEmpty());
        button.accessibleHelpProperty().bind(why.textProperty());
        return new VBox(button, why);
    }

    private void judge() {
        why.setText(TrialWords.obstacle(model.fit(row)));
    }

    private Node scores() {
        var grid = new GridPane();
        grid.setId("trial-scores");
        grid.getStyleClass().add("scores");
        int line = 0;
        for (Evaluation one : row.trial().evaluations()) {
            grid.add(badge(one), 0, line);
            var set = new Label(one.set());
            set.setMinWidth(30);
            GridPane.setHgrow(set, Priority.ALWAYS);
            set.setMaxWidth(Double.MAX_VALUE);
            grid.add(set, 1, line);
            grid.add(new Label(Figures.percent(one.accuracy())), 2, line);
            var interval = new Label(Figures.interval(one.interval()));
            interval.getStyleClass().add("muted");
            grid.add(interval, 3, line);
            line++;
        }
        return grid;
    }

    static Label badge(Evaluation one) {
        var badge = new Label(TrialWords.role(one.role()));
        badge.getStyleClass().addAll("badge", "role-" + one.role().id());
        badge.setMinWidth(USE_PREF_SIZE);
        return badge;
    }

    private void prepareNotes() {
        pinned.setId("trial-pinned");
        pinned.setOnAction(event -> model.pin(List.of(row), pinned.isSelected()));
        tags.setId("trial-tags");
        tags.getStyleClass().add("small");
        tags.setPromptText(TEXTS.get("details.tags.prompt"));
        tags.setAccessibleText(TEXTS.get("details.tags"));
        tags.setOnAction(event -> saveTags());
        tags.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                saveTags();
            }
        });
        words.setId("trial-note");
        words.setWrapText(true);
        words.setPrefRowCount(NOTE_ROWS);
        words.setPromptText(TEXTS.get("details.note.prompt"));
        words.setAccessibleText(TEXTS.get("details.note"));
        words.textProperty().addListener((observable, before, now) -> pause.playFromStart());
        words.focusedProperty().addListener((observable, before, now) -> {
            if (!now) {
                saveWords();
            }
        });
        pause.setOnFinished(event -> model.write(row, words.getText()));
    }

    private void saveTags() {
        model.tag(List.of(row), TrialNote.tags(tags.getText()));
    }

    private Node mix() {
        Trial trial = row.trial();
        Session now = model.session();
        List<String> groups = WeightShift.of(trial, trial)
                .map(shift -> names.groups(shift, trial))
                .orElse(List.of());
        var box = new VBox();
        box.setId("trial-mix");
        box.getChildren().add(text(TrialWords.method(trial)));
        MixWords.of(
                        trial.recipe(),
                        TrialWords.names(now, trial.ingredients()),
                        groups,
                        now.base().isPresent())
                .forEach(line -> box.getChildren().add(text(GLOSSARY.words(line))));
        return box;
    }

    private static Label section(String key) {
        var label = new Label(TEXTS.get(key));
        label.getStyleClass().addAll("section", "muted");
        return label;
    }

    private static Label text(String words) {
        var label = new Label(words);
        label.setWrapText(true);
        label.getStyleClass().add("small-text");
        return label;
    }
}
