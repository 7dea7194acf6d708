package org.stockpot.ui.search;

import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.WrapBar;

/** How much a search may spend, and its seed. */
final class BudgetRow extends WrapBar {
    private static final Texts TEXTS = Texts.of(BudgetRow.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");

    private final Field evaluations;
    private final Field minutes;
    private final Field patience;
    private final Field seed;

    /** A number to enter. */
    private record Field(String name, TextField text, boolean whole, boolean zeroAllowed) {
        boolean isValid() {
            String entered = text.getText().strip();
            boolean form = entered.matches(whole ? "\\d{1,9}" : "\\d{1,6}([.,]\\d{1,6})?");
            boolean zero = entered.matches("0+([.,]0+)?");
            return entered.isEmpty() || (form && (zeroAllowed || !zero));
        }

        Optional<Double> value() {
            String entered = text.getText().strip();
            return entered.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(entered.replace(',', '.')));
        }
    }

    /** @param changed runs after every change of a number */
    BudgetRow(Runnable changed) {
        evaluations = field("evaluations", "300", true, false, changed);
        minutes = field("minutes", "10", false, false, changed);
        patience = field("patience", "", true, false, changed);
        seed = field("seed", "1", true, true, changed);
    }

    /** Why the numbers cannot be used; empty if they can. */
    String problem() {
        return fields().stream()
                .filter(field -> !field.isValid())
                .findFirst()
                .map(field -> TEXTS.get("budget.not-allowed", TEXTS.get("budget." + field.name())))
                .orElse("");
    }

    Optional<Integer> evaluations() {
        return evaluations.value().map(Double::intValue);
    }

    Optional<Double> minutes() {
        return minutes.value();
    }

    Optional<Integer> patience() {
        return patience.value().map(Double::intValue);
    }

    long seed() {
        return seed.value().map(Double::longValue).orElse(0L);
    }

    private List<Field> fields() {
        return List.of(evaluations, minutes, patience, seed);
    }

    private Field field(String name, String initial, boolean whole, boolean zeroAllowed, Runnable changed) {
        var text = new TextField(initial);
        String help = TEXTS.get("budget." + name + ".help");
        text.setId("search-" + name);
        text.getStyleClass().add("small");
        text.setAccessibleText(TEXTS.get("budget." + name));
        text.setAccessibleHelp(help);
        text.setTooltip(new Tooltip(help));
        text.setPrefColumnCount(4);
        var label = new Label(TEXTS.get("budget." + name));
        label.getStyleClass().addAll("muted", "small-text");
        label.setLabelFor(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        var box = new VBox(label, text);
        HBox.setHgrow(box, Priority.ALWAYS);
        getChildren().add(box);
        var field = new Field(name, text, whole, zeroAllowed);
        text.textProperty().addListener(observable -> {
            text.pseudoClassStateChanged(INVALID, !field.isValid());
            changed.run();
        });
        return field;
    }
}
