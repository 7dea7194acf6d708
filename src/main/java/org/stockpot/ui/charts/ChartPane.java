package org.stockpot.ui.charts;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.PointChart;
import org.stockpot.ui.chart.ZoomableChart;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;
import org.stockpot.ui.theme.Theme;

/** One large chart: which one, what files of it are titled, what can be chosen, and how the mouse works in it. */
final class ChartPane extends VBox {
    private static final Texts TEXTS = Texts.of(ChartPane.class);

    private final ChartsModel model;
    private final ObservableValue<Theme> theme;
    private final ObjectProperty<ChartKind> kind = new SimpleObjectProperty<>(this, "kind");
    private final Map<ChartKind, ChartView> charts = new EnumMap<>(ChartKind.class);
    private final Map<ChartKind, ChartControls> controls = new EnumMap<>(ChartKind.class);
    private final HBox head = new HBox();
    private final TextField title = new TextField();
    private final Label help = new Label();
    private final String id;

    /** @param id put before the ids of its controls */
    ChartPane(String id, ChartsModel model, ObservableValue<Theme> theme, ChartKind first) {
        this.id = id;
        this.model = model;
        this.theme = theme;
        setId(id);
        getStyleClass().addAll("panel", "chart-pane");
        head.getStyleClass().add("panel-bar");
        title.setId(id + "-title");
        title.getStyleClass().add("small");
        title.setAccessibleText(TEXTS.get("title"));
        title.setTooltip(new Tooltip(TEXTS.get("title.help")));
        HBox.setHgrow(title, Priority.ALWAYS);
        help.setId(id + "-help");
        help.getStyleClass().addAll("muted", "small-text");
        help.setWrapText(true);
        help.setMinHeight(USE_PREF_SIZE);
        kind.addListener((observable, before, now) -> show(before, now));
        kind.set(first);
    }

    ObjectProperty<ChartKind> kindProperty() {
        return kind;
    }

    /** The chart that is shown. */
    ChartView chart() {
        return of(kind.get());
    }

    /** Any chart, shown or not. */
    ChartView of(ChartKind one) {
        return charts.computeIfAbsent(one, unknown -> ChartFactory.of(one, model, theme));
    }

    private void show(@Nullable ChartKind before, ChartKind now) {
        if (before != null) {
            title.textProperty().unbindBidirectional(of(before).titleProperty());
        }
        ChartView chart = of(now);
        title.textProperty().bindBidirectional(chart.titleProperty());
        head.getChildren().setAll(choice(), title);
        if (chart instanceof PointChart<?> points && (now == ChartKind.PLANE || now == ChartKind.HISTORY)) {
            head.getChildren().add(lasso(points));
        }
        if (chart instanceof ZoomableChart zoomable) {
            head.getChildren().add(fit(zoomable));
        }
        help.setText(now.help());
        setVgrow(chart, Priority.ALWAYS);
        getChildren().setAll(head, controls.computeIfAbsent(now, one -> new ChartControls(one, model)), chart, help);
    }

    private ComboBox<ChartKind> choice() {
        var choice = new ComboBox<ChartKind>();
        choice.setId(id + "-kind");
        choice.getStyleClass().add("small");
        choice.setAccessibleText(TEXTS.get("kind"));
        choice.getItems().setAll(ChartKind.values());
        choice.setValue(kind.get());
        choice.valueProperty().addListener((observable, old, chosen) -> kind.set(chosen));
        return choice;
    }

    private ToggleButton lasso(PointChart<?> chart) {
        var button = new ToggleButton(null, new FontIcon("mdi2l-lasso"));
        button.setId(id + "-lasso");
        button.getStyleClass().addAll("flat", "small");
        button.setAccessibleText(TEXTS.get("lasso"));
        button.setTooltip(new Tooltip(TEXTS.get("lasso")));
        button.selectedProperty().bindBidirectional(chart.lassoProperty());
        return button;
    }

    private Node fit(ZoomableChart chart) {
        var button = new Button(null, new FontIcon("mdi2f-fit-to-page-outline"));
        button.setId(id + "-fit");
        button.getStyleClass().addAll("flat", "small");
        button.setAccessibleText(TEXTS.get("fit"));
        button.disableProperty().bind(chart.framingProperty().map(now -> !now.isZoomed()));
        button.setOnAction(event -> chart.fit());
        return new Explained(button, TEXTS.get("fit"), TEXTS.get("fit.why"));
    }
}
