package org.stockpot.ui.charts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
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
    /** Room for a chart, in widths of the list of charts: for one beside both lists, and for two. */
    private static final double BESIDE = 1.6;

    private static final double TWO = 4.8;

    private final ChartsModel model;
    private final ChartPane first;
    private final ChartPane second;
    private final ChartSource more;
    private final HBox area = new HBox();
    private final VBox list;
    private final SelectedList selected;
    private final VBox lists = new VBox();
    private Supplier<Optional<Path>> askingForFolder = Optional::empty;

    /** @param more charts of other rooms, which are exported with those of this one */
    public ChartsRoom(ChartsModel model, MachineModel machine, ObservableValue<Theme> theme, ChartSource more) {
        this.model = model;
        this.more = more;
        this.first = new ChartPane("charts-first", model, theme, ChartKind.PLANE);
        this.second = new ChartPane("charts-second", model, theme, ChartKind.HISTORY);
        setId("charts-room");
        getStyleClass().add("charts-room");
        area.getStyleClass().addAll("charts-row", "charts-area");
        this.list = left();
        this.selected = new SelectedList(model);
        HBox.setHgrow(first, Priority.ALWAYS);
        HBox.setHgrow(second, Priority.ALWAYS);
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox.setVgrow(selected, Priority.ALWAYS);
        first.setPrefWidth(500);
        second.setPrefWidth(500);
        first.setMinWidth(0);
        second.setMinWidth(0);
        lists.getStyleClass().add("charts-row");
        area.getChildren().setAll(list, first, selected);
        InvalidationListener arrange = change -> arrange();
        widthProperty().addListener(arrange);
        list.widthProperty().addListener(arrange);
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

    /** One chart between the lists, two where there is room, or beside both lists where large text leaves little. */
    private void arrange() {
        double unit = list.prefWidth(-1);
        double room = getWidth() - unit - selected.prefWidth(-1);
        List<Node> wanted = room < BESIDE * unit
                ? List.of(lists, first)
                : room < TWO * unit ? List.of(list, first, selected) : List.of(list, first, second, selected);
        if (!area.getChildren().equals(wanted)) {
            area.getChildren().clear();
            lists.getChildren().clear();
            if (wanted.contains(lists)) {
                lists.getChildren().setAll(list, selected);
            }
            area.getChildren().setAll(wanted);
        }
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
        sceneProperty().addListener((observable, before, now) -> machine.watch(now != null));
        return row;
    }

    private VBox left() {
        var kinds = new ListView<ChartKind>();
        kinds.setId("charts-list");
        LayoutChoice.keep(kinds);
        kinds.setAccessibleText(TEXTS.get("list"));
        kinds.getItems().setAll(ChartKind.values());
        kinds.setCellFactory(view -> new Cell());
        kinds.getSelectionModel().select(first.kindProperty().get());
        kinds.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null) {
                first.kindProperty().set(now);
            }
        });
        first.kindProperty()
                .addListener(
                        (observable, before, now) -> kinds.getSelectionModel().select(now));
        VBox.setVgrow(kinds, Priority.ALWAYS);
        var all = new Button(TEXTS.get("save.all"), new FontIcon("mdi2d-download-multiple"));
        all.setId("charts-export-all");
        all.getStyleClass().add("small");
        all.setMaxWidth(Double.MAX_VALUE);
        all.setTooltip(new Tooltip(TEXTS.get("save.all.help")));
        all.setOnAction(event -> askingForFolder.get().ifPresent(this::saveAll));
        var box = new VBox(kinds, all);
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
