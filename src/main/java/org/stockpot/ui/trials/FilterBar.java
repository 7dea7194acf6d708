package org.stockpot.ui.trials;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.WrapBar;

/** Which trials are shown. Layout and bindings only. */
final class FilterBar extends WrapBar {
    private static final Texts TEXTS = Texts.of(FilterBar.class);

    private final TrialsModel model;
    private final ComboBox<String> origin = new ComboBox<>();
    private final String anyOrigin = TEXTS.get("filter.origin.any");

    FilterBar(TrialsModel model) {
        this.model = model;
        var title = new Label(TEXTS.get("title"));
        title.getStyleClass().add("panel-title");
        title.setMinWidth(USE_PREF_SIZE);
        var words = new TextField();
        words.setId("trials-filter");
        words.getStyleClass().addAll("small", "find-field");
        words.setPromptText(TEXTS.get("filter.prompt"));
        words.setAccessibleText(TEXTS.get("filter.prompt"));
        words.setPrefColumnCount(18);
        words.textProperty().addListener((observable, before, now) -> model.show(filter().withWords(now)));
        words.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !words.getText().isEmpty()) {
                words.clear();
                event.consume();
            }
        });
        HBox.setHgrow(words, Priority.ALWAYS);
        var pinned = toggle("trials-only-pinned", "mdi2p-pin", "filter.pinned", "filter.pinned.help");
        pinned.selectedProperty().addListener((observable, before, now) -> model.show(filter().withPinned(now)));
        var onData = toggle("trials-only-on-data", "mdi2d-database-check-outline", "filter.data", "filter.data.help");
        onData.selectedProperty().addListener((observable, before, now) -> model.show(filter().withOnData(now)));
        origin.setId("trials-origin");
        origin.getStyleClass().add("small");
        origin.setAccessibleText(TEXTS.get("filter.origin"));
        origin.setTooltip(new Tooltip(TEXTS.get("filter.origin")));
        origin.valueProperty()
                .addListener((observable, before, now) -> model.show(
                        filter().withOrigin(Optional.ofNullable(now).filter(one -> !one.equals(anyOrigin)))));
        model.tableProperty().addListener((observable, before, now) -> offer());
        offer();
        var count = new Label();
        count.setId("trials-count");
        count.getStyleClass().addAll("muted", "small-text");
        count.setMinWidth(USE_PREF_SIZE);
        count.textProperty()
                .bind(Bindings.createStringBinding(this::count, model.tableProperty(), model.filterProperty()));
        getChildren().addAll(title, words, pinned, onData, origin, count);
    }

    private TrialFilter filter() {
        return model.filterProperty().get();
    }

    private String count() {
        var rows = model.tableProperty().get().rows();
        long shown = rows.stream().filter(filter()).count();
        return shown == rows.size() ? TEXTS.get("count.all", rows.size()) : TEXTS.get("count.some", shown, rows.size());
    }

    /** Origins as they come; one that is gone is no longer asked for. */
    private void offer() {
        List<String> offered = Stream.concat(
                        Stream.of(anyOrigin),
                        model.tableProperty().get().rows().stream()
                                .map(row -> TrialWords.origin(row.trial()))
                                .distinct()
                                .sorted(String.CASE_INSENSITIVE_ORDER))
                .toList();
        if (!offered.equals(origin.getItems())) {
            String chosen = origin.getValue();
            origin.getItems().setAll(offered);
            origin.setValue(offered.contains(chosen) ? chosen : anyOrigin);
        }
    }

    private static ToggleButton toggle(String id, String icon, String key, String help) {
        var toggle = new ToggleButton(TEXTS.get(key), new FontIcon(icon));
        toggle.setId(id);
        toggle.getStyleClass().add("small");
        toggle.setMinWidth(USE_PREF_SIZE);
        toggle.setTooltip(new Tooltip(TEXTS.get(help)));
        return toggle;
    }
}
