package org.stockpot.ui.mix;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.MixWords;
import org.stockpot.session.Session;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** The mix in words: its first line, and folded out all of it. */
final class WordsBar extends VBox {
    private static final Texts TEXTS = Texts.of(WordsBar.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final MixModel model;
    private final Button opener = new Button(null, new FontIcon("mdi2c-chevron-right"));
    private final Label first = new Label();
    private final Label all = new Label();
    private final Button copy = new Button(null, new FontIcon("mdi2c-content-copy"));
    private boolean open;

    WordsBar(MixModel model) {
        this.model = model;
        setId("mix-words");
        getStyleClass().add("words-bar");
        opener.setId("mix-words-open");
        opener.getStyleClass().addAll("flat", "small", "button-icon", "strip-opener");
        opener.setAccessibleText(TEXTS.get("words.open"));
        opener.setTooltip(new Tooltip(TEXTS.get("words.open")));
        first.setId("mix-words-line");
        first.getStyleClass().add("small-text");
        first.setTextOverrun(OverrunStyle.ELLIPSIS);
        first.setMinWidth(0);
        first.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(first, Priority.ALWAYS);
        copy.setId("mix-words-copy");
        copy.getStyleClass().addAll("flat", "small", "button-icon");
        copy.setAccessibleText(TEXTS.get("words.copy"));
        copy.setTooltip(new Tooltip(TEXTS.get("words.copy")));
        copy.setOnAction(event -> Clips.put(text()));
        var line = new HBox(opener, first, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        all.setId("mix-words-text");
        all.getStyleClass().add("small-text");
        all.setWrapText(true);
        var more = new ScrollPane(all);
        more.getStyleClass().addAll("edge-to-edge", "words-more");
        more.setFitToWidth(true);
        more.setVisible(false);
        more.managedProperty().bind(more.visibleProperty());
        opener.setOnAction(event -> {
            open = !open;
            more.setVisible(open);
            opener.setGraphic(new FontIcon(open ? "mdi2c-chevron-down" : "mdi2c-chevron-right"));
            show();
        });
        getChildren().addAll(line, more);
        show();
    }

    /** Shows the mix that is on the desk. */
    void show() {
        boolean nothing = model.desk().strips().isEmpty();
        setVisible(!nothing);
        setManaged(!nothing);
        if (!nothing) {
            List<String> lines = lines();
            first.setText(lines.size() == 1 ? lines.get(0) : TEXTS.get("words.more", lines.get(0), lines.size() - 1));
            if (open) {
                all.setText(text());
            }
        }
    }

    private String text() {
        return GLOSSARY.formula(model.method()) + "\n" + String.join("\n", lines());
    }

    private List<String> lines() {
        Session session = model.session().session();
        return MixWords.of(
                        session.recipe(),
                        session.ingredients().stream()
                                .map(source -> source.name())
                                .toList(),
                        model.desk().groups().stream().map(Desk.Group::name).toList(),
                        session.base().isPresent())
                .stream()
                .map(GLOSSARY::words)
                .toList();
    }
}
