package org.stockpot.ui.charts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.ui.chart.ChartSource;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.Headline;
import org.stockpot.ui.chart.MachineTiles;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.LayoutChoice;
import org.stockpot.ui.theme.Theme;

/**
 * The charts room: tiles on top, the list of charts at the left, one large chart beside it, two where there is room, and
 * what was selected at the right. Layout and bindings only.
 */
public final class ChartsRoom extends VBox {
    private static final Texts TEXTS = Texts.of(ChartsRoom.class);
    private static final double ROOM_FOR_TWO = 1400;

    private final ChartsModel model;
    private final ChartPane first;
    private final ChartPane second;
    private final ChartSource more;
    private final HBox area = new HBox();
    private Supplier<Optional<Path>> askingForFolder = Optional::empty;

    /** @param more charts of other rooms, which are exported with those of this one */
    public ChartsRoom(ChartsModel model, MachineModel machine, ObservableValue<Theme> theme, ChartSource more) {
        this.model = model;
        this.more = more;
        this.first = new ChartPane("charts-first", model, theme, ChartKind.PLANE);
        this.second = new ChartPane("charts-second", model, theme, ChartKind.HISTORY);
        setId("charts-room");
        getStyleClass().add("charts-room");
        area.getStyleClass().add("charts-row");
        VBox left = left();
        HBox.setHgrow(first, Priority.ALWAYS);
        HBox.setHgrow(second, Priority.ALWAYS);
        first.setPrefWidth(500);
        second.setPrefWidth(500);
        first.setMinWidth(0);
        second.setMinWidth(0);
        var selected = new SelectedList(model);
        area.getChildren().setAll(left, first, selected);
        widthProperty().addListener((observable, before, now) -> {
            boolean both = now.doubleValue() >= ROOM_FOR_TWO;
            if (both != area.getChildren().contains(second)) {
                if (both) {
                    area.getChildren().setAll(left, first, second, selected);
                } else {
                    area.getChildren().setAll(left, first, selected);
                }
            }
        });
        setVgrow(area, Priority.ALWAYS);
        getChildren().addAll(tiles(machine, theme), area);
    }

    /**
     * How the user is asked for a folder.
     *
     * @param asking empty if nothing was chosen
     */
    public void setAskingForFolder(Supplier<Optional<Path>> asking) {
        askingForFolder = asking;
    }

    private HBox tiles(MachineModel machine, ObservableValue<Theme> theme) {
        var headline = new Headline(theme);
        headline.numbersProperty().bind(model.headlineProperty());
        var about = new MachineTiles(theme);
        about.factsProperty().bind(machine.factsProperty());
        HBox.setHgrow(headline, Priority.ALWAYS);
        HBox.setHgrow(about, Priority.SOMETIMES);
        var row = new HBox(headline, about);
        row.getStyleClass().add("charts-tiles");
        row.setMinHeight(124);
        row.setPrefHeight(124);
        row.setMaxHeight(124);
        sceneProperty().addListener((observable, before, now) -> machine.watch(now != null));
        return row;
    }

    private VBox left() {
        var list = new ListView<ChartKind>();
        list.setId("charts-list");
        LayoutChoice.keep(list);
        list.setAccessibleText(TEXTS.get("list"));
        list.getItems().setAll(ChartKind.values());
        list.setCellFactory(view -> new Cell());
        list.getSelectionModel().select(first.kindProperty().get());
        list.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null) {
                first.kindProperty().set(now);
            }
        });
        first.kindProperty()
                .addListener(
                        (observable, before, now) -> list.getSelectionModel().select(now));
        VBox.setVgrow(list, Priority.ALWAYS);
        var all = new Button(TEXTS.get("save.all"), new FontIcon("mdi2d-download-multiple"));
        all.setId("charts-export-all");
        all.getStyleClass().add("small");
        all.setMaxWidth(Double.MAX_VALUE);
        all.setTooltip(new Tooltip(TEXTS.get("save.all.help")));
        all.setOnAction(event -> askingForFolder.get().ifPresent(this::saveAll));
        var box = new VBox(list, all);
        box.getStyleClass().addAll("panel", "charts-left");
        return box;
    }

    private void saveAll(Path folder) {
        more.whenReady(others -> {
            List<ChartView> charts = new ArrayList<>();
            for (ChartKind kind : ChartKind.values()) {
                charts.add(first.of(kind));
            }
            charts.addAll(others);
            model.saver()
                    .saveAll(
                            charts.stream()
                                    .filter(ChartView::hasNumbers)
                                    .flatMap(chart -> chart.export(chart.look()).files().stream())
                                    .toList(),
                            folder);
        });
    }

    private static final class Cell extends ListCell<ChartKind> {
        @Override
        protected void updateItem(@Nullable ChartKind kind, boolean empty) {
            super.updateItem(kind, empty);
            if (empty || kind == null) {
                setText(null);
                setGraphic(null);
            } else {
                setText(kind.title());
                setGraphic(new FontIcon(kind.icon()));
            }
        }
    }
}
