package org.stockpot.ui;

import java.util.List;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.session.OpenSession;
import org.stockpot.session.Source;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.theme.Theme;

/** The heat map of the session's weight differences. */
final class HeatMapPanel extends VBox {
    private final Kitchen kitchen;
    private final HeatMapView map;

    HeatMapPanel(Kitchen kitchen, ObservableValue<Theme> theme) {
        this.kitchen = kitchen;
        this.map = new HeatMapView(theme);
        setId("heat-map-panel");
        getStyleClass().add("panel");
        VBox.setVgrow(map, Priority.ALWAYS);
        getChildren().add(map);
        kitchen.opened().differencesProperty().addListener((observable, before, now) -> show());
        kitchen.session().sessionProperty().addListener((observable, before, now) -> {
            if (!names(before.ingredients()).equals(names(now.ingredients()))) {
                show();
            }
        });
        show();
    }

    private void show() {
        map.dataProperty()
                .set(kitchen.opened()
                        .differencesProperty()
                        .get()
                        .filter(differences -> differences.cells().size()
                                == kitchen.session().session().ingredients().size())
                        .map(this::data)
                        .orElse(HeatMapData.EMPTY));
    }

    private HeatMapData data(WeightDifferences differences) {
        Set<Integer> inert = kitchen.opened()
                .openedProperty()
                .get()
                .map(OpenSession::inertGroups)
                .orElse(Set.of());
        return new HeatMapData(
                names(kitchen.session().session().ingredients()),
                kitchen.session().session().ingredients().stream()
                        .map(kitchen.swatches()::of)
                        .toList(),
                differences.groups(),
                inert,
                differences.cells().stream()
                        .map(row -> row.stream()
                                .map(cell -> new HeatMapData.Cell(cell.relativeL2(), cell.cosine(), cell.unchanged()))
                                .toList())
                        .toList());
    }

    private static List<String> names(List<Source> sources) {
        return sources.stream().map(Source::name).toList();
    }
}
