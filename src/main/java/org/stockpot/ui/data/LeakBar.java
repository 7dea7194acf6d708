package org.stockpot.ui.data;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.session.LeakReport;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** What was found of copies between sets, and what can be done about it. Hidden until somebody has looked. */
final class LeakBar extends VBox {
    private static final Texts TEXTS = Texts.of(LeakBar.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final int SHOWN = 4;

    LeakBar(DataModel model) {
        setId("leak-bar");
        getStyleClass().addAll("form", "card", "leak-bar");
        var headline = new Label();
        headline.setId("leak-headline");
        headline.setWrapText(true);
        headline.setMinHeight(Region.USE_PREF_SIZE);
        var details = new Label();
        details.setId("leak-details");
        details.getStyleClass().addAll("muted", "small-text");
        details.setWrapText(true);
        details.setMinHeight(Region.USE_PREF_SIZE);
        details.setTooltip(new Tooltip());
        var show = new Button(TEXTS.get("copies.show"));
        show.setId("leak-show");
        show.getStyleClass().add("small");
        show.setOnAction(event -> model.showCopies());
        var exclude = new Button(TEXTS.get("copies.exclude"));
        exclude.setId("leak-exclude");
        exclude.getStyleClass().add("small");
        exclude.setTooltip(new Tooltip(TEXTS.get("copies.exclude.hint")));
        exclude.setOnAction(event -> model.excludeLeaks());
        var actions = new HBox(show, exclude);
        actions.getStyleClass().add("form-row");
        actions.setAlignment(Pos.CENTER_LEFT);
        actions.managedProperty().bind(actions.visibleProperty());
        details.managedProperty().bind(details.visibleProperty());
        getChildren().addAll(headline, details, actions);
        setVisible(false);
        managedProperty().bind(visibleProperty());
        model.leaksProperty().addListener((observable, before, now) -> {
            setVisible(now.isPresent());
            now.ifPresent(report -> {
                headline.setText(GLOSSARY.words(report.headline()));
                details.setText(summary(report));
                details.getTooltip().setText(String.join("\n", lines(report)));
                boolean found = !report.leaks().isEmpty();
                details.setVisible(found);
                actions.setVisible(found);
            });
        });
    }

    private static List<String> lines(LeakReport report) {
        return report.summary().stream().map(GLOSSARY::words).toList();
    }

    private static String summary(LeakReport report) {
        List<String> lines = lines(report);
        String first = String.join("\n", lines.subList(0, Math.min(SHOWN, lines.size())));
        return lines.size() > SHOWN ? TEXTS.get("copies.more", first, lines.size() - SHOWN) : first;
    }
}
