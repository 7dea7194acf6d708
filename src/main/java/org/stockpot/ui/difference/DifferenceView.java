package org.stockpot.ui.difference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.HeatMapData.Place;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.LayoutChoice;

/** The room of differences: the heat map, and beside it how alike the models are. Layout and bindings only. */
public final class DifferenceView extends VBox {
    private static final Texts TEXTS = Texts.of(DifferenceView.class);

    private final DifferenceModel model;
    private final HeatMapView map;

    public DifferenceView(DifferenceModel model, DifferenceCharts charts) {
        this.model = model;
        this.map = charts.map();
        setId("difference-view");
        getStyleClass().addAll("panel", "difference-view");
        var heatMap = tab("tab-heat-map", TEXTS.get("tab.map"), "mdi2g-grid", heatMap());
        var similarity = tab(
                "tab-similarity",
                TEXTS.get("tab.similarity"),
                "mdi2s-scatter-plot-outline",
                new SimilarityView(model.similarity(), charts));
        var tabs = new TabPane(heatMap, similarity);
        tabs.setId("difference-tabs");
        LayoutChoice.keep(tabs);
        tabs.getStyleClass().add("difference-tabs");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        // What nobody looks at is not read.
        model.similarity()
                .watchedProperty()
                .bind(similarity.selectedProperty().and(sceneProperty().isNotNull()));
        getChildren().add(tabs);
    }

    private static Tab tab(String id, String name, String icon, Node content) {
        var tab = new Tab(name, content);
        tab.setId(id);
        tab.setGraphic(new FontIcon(icon));
        tab.setClosable(false);
        return tab;
    }

    private Node heatMap() {
        map.selectedProperty().bindBidirectional(model.selectedProperty());
        map.setExplaining(this::explain);
        map.setOnPicked(place -> model.openSlider());
        map.setOnOpened(model::lookInto);
        VBox.setVgrow(map, Priority.ALWAYS);
        var page = new VBox(choices(), path(), map, foot());
        page.getStyleClass().add("difference-page");
        page.setOnKeyPressed(event -> {
            boolean back = event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.ESCAPE;
            if (back && model.groupProperty().get().isPresent()) {
                model.back();
                map.requestFocus();
                event.consume();
            }
        });
        return page;
    }

    private Node choices() {
        var fixed = new CheckBox(TEXTS.get("fixed"));
        fixed.setId("difference-fixed");
        LayoutChoice.keep(fixed);
        fixed.setTooltip(new Tooltip(TEXTS.get("fixed.help")));
        fixed.selectedProperty().bindBidirectional(model.fixedProperty());
        var bar = new FlowPane(
                Choice.of(
                        "difference-measure",
                        TEXTS.get("measure"),
                        Arrays.asList(Measure.values()),
                        model.measureProperty(),
                        one -> TEXTS.get("measure." + one.id())),
                Choice.of(
                        "difference-detail",
                        TEXTS.get("detail"),
                        Arrays.asList(Detail.values()),
                        model.detailProperty(),
                        one -> TEXTS.get("detail." + one.id())),
                Choice.of(
                        "difference-rows",
                        TEXTS.get("rows"),
                        Arrays.asList(Order.values()),
                        model.rowsProperty(),
                        one -> TEXTS.get("order." + one.id())),
                Choice.of(
                        "difference-columns",
                        TEXTS.get("columns"),
                        Arrays.asList(Order.values()),
                        model.columnsProperty(),
                        one -> TEXTS.get("order." + one.id())),
                fixed);
        bar.getStyleClass().add("difference-choices");
        return bar;
    }

    /** Where one is: all groups, or the tensors of one. */
    private Node path() {
        var all = new Hyperlink(TEXTS.get("path.all"));
        all.setId("difference-back");
        all.setGraphic(new FontIcon("mdi2a-arrow-left"));
        all.setTooltip(new Tooltip(TEXTS.get("path.back")));
        all.setOnAction(event -> {
            model.back();
            map.requestFocus();
        });
        ObservableValue<Boolean> inside = model.groupProperty().map(Optional::isPresent);
        all.visibleProperty().bind(inside);
        all.managedProperty().bind(inside);
        var here = new Label();
        here.setId("difference-path");
        here.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.groupProperty()
                                .get()
                                .map(group -> TEXTS.get(
                                        "path.group",
                                        group,
                                        model.tableProperty().get().columns().size()))
                                .orElseGet(() -> TEXTS.get(
                                        "help." + model.measureProperty().get().id())),
                        model.groupProperty(),
                        model.measureProperty(),
                        model.tableProperty()));
        here.getStyleClass().add("muted");
        here.setMinWidth(0);
        here.setWrapText(true);
        here.setMinHeight(Region.USE_PREF_SIZE);
        var row = new HBox(all, here);
        row.getStyleClass().add("difference-path");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** The selected cell in words, for the keyboard. */
    private Node foot() {
        var words = new Label();
        words.setId("difference-cell");
        words.setMinWidth(0);
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> selected().map(this::line).orElse(TEXTS.get("cell.none")),
                        model.selectedProperty(),
                        model.tableProperty()));
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var look = button("difference-look", "cell.look", "mdi2m-magnify-plus-outline");
        look.setOnAction(event -> selected().ifPresent(place -> model.lookInto(place.column())));
        var slider = button("difference-slider", "cell.slider", "mdi2t-tune");
        slider.setOnAction(event -> model.openSlider());
        look.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> selected().isEmpty()
                                || model.groupProperty().get().isPresent()
                                || !column(selected().get()).isGroup(),
                        model.selectedProperty(),
                        model.tableProperty(),
                        model.groupProperty()));
        slider.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.slider().isEmpty(), model.selectedProperty(), model.tableProperty()));
        // A disabled button has no tooltip, its box has.
        var buttons = new HBox(look, slider);
        buttons.getStyleClass().add("difference-buttons");
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        Tooltip.install(buttons, new Tooltip(TEXTS.get("cell.why")));
        var row = new HBox(words, space, buttons);
        row.getStyleClass().add("difference-foot");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Button button(String id, String key, String icon) {
        var button = new Button(TEXTS.get(key), new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        return button;
    }

    private Optional<Place> selected() {
        return model.selectedProperty().get().filter(model.tableProperty().get().data()::has);
    }

    private DifferenceTable.Column column(Place place) {
        return model.tableProperty().get().columns().get(place.column());
    }

    private String line(Place place) {
        WeightDifferences.Cell cell = model.tableProperty().get().cell(place);
        return TEXTS.get(
                "cell.line",
                model.tableProperty().get().data().rows().get(place.row()).name(),
                column(place).name(),
                Axis.significant(cell.relativeL2()),
                cosine(cell.cosine()),
                Figures.percentShort(cell.conflict()),
                Figures.percentShort(cell.unchanged()));
    }

    private String explain(Place place) {
        WeightDifferences.Cell cell = model.tableProperty().get().cell(place);
        String words = TEXTS.get(
                "cell.words",
                model.tableProperty().get().data().rows().get(place.row()).name(),
                column(place).name(),
                Axis.significant(cell.relativeL2()),
                cosine(cell.cosine()),
                Figures.percentShort(cell.conflict()),
                Figures.percentShort(cell.unchanged()));
        return column(place).inert() ? TEXTS.get("cell.inert", words) : words;
    }

    private static String cosine(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
