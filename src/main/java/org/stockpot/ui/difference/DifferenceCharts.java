package org.stockpot.ui.difference;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import org.stockpot.ui.chart.ChartSource;
import org.stockpot.ui.chart.ChartView;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.chart.ModelMapChart;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Theme;

/** The charts of the room of differences; they follow its model by themselves, also before somebody enters the room. */
public final class DifferenceCharts implements ChartSource {
    private static final Texts TEXTS = Texts.of(DifferenceCharts.class);

    private final DifferenceModel model;
    private final HeatMapView map;
    private final HeatMapView matrix;
    private final ModelMapChart models;

    public DifferenceCharts(DifferenceModel model, ObservableValue<Theme> theme) {
        this.model = model;
        this.map = new HeatMapView(theme, TEXTS.get("map.name"));
        this.matrix = new HeatMapView(theme, TEXTS.get("similarity.matrix.name"));
        this.models = new ModelMapChart(theme, TEXTS.get("similarity.map"));
        map.setId("difference-map");
        map.dataProperty().bind(model.tableProperty().map(DifferenceTable::data));
        matrix.setId("similarity-matrix");
        matrix.dataProperty().bind(model.similarity().shownProperty().map(SimilarityModel.Shown::matrix));
        models.setId("similarity-map");
        models.pointsProperty().bind(model.similarity().shownProperty().map(SimilarityModel.Shown::points));
        models.wordsProperty().bind(model.similarity().shownProperty().map(shown -> words(shown.note())));
    }

    /** What stands at the axes of the map of models. */
    static ModelMapChart.Words words(String empty) {
        return new ModelMapChart.Words(TEXTS.get("similarity.axis-1"), TEXTS.get("similarity.axis-2"), empty);
    }

    /** Ingredients × layer groups. */
    HeatMapView map() {
        return map;
    }

    /** Each model with each. */
    HeatMapView matrix() {
        return matrix;
    }

    /** All models on a map. */
    ModelMapChart models() {
        return models;
    }

    @Override
    public void whenReady(Consumer<List<ChartView>> then) {
        model.similarity().whenCompared(() -> then.accept(List.of(map, matrix, models)));
    }
}
