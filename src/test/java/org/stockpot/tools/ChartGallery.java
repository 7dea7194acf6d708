package org.stockpot.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.StageStyle;
import org.stockpot.ui.chart.AccuracyChart;
import org.stockpot.ui.chart.BarrierChart;
import org.stockpot.ui.chart.BarsChart;
import org.stockpot.ui.chart.ConfusionChart;
import org.stockpot.ui.chart.Framing;
import org.stockpot.ui.chart.Headline;
import org.stockpot.ui.chart.HeadlineNumbers;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HeatMapView;
import org.stockpot.ui.chart.HistogramChart;
import org.stockpot.ui.chart.ModelMapChart;
import org.stockpot.ui.chart.ParallelChart;
import org.stockpot.ui.chart.ParallelData;
import org.stockpot.ui.chart.ReliabilityView;
import org.stockpot.ui.chart.ScatterView;
import org.stockpot.ui.chart.ZoomableChart;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;

/** Writes every chart in both themes and several sizes to {@code target/gallery}, for the eye. */
public final class ChartGallery {
    private ChartGallery() {}

    /** Runs without a display. */
    public static void main(String[] args) throws InterruptedException {
        Path folder = Path.of("target", "gallery");
        FxStage.start();
        Appearance look = FxStage.call(() -> new Appearance(Theme.LIGHT));
        for (Theme theme : Theme.values()) {
            String suffix = "-" + theme.name().toLowerCase(Locale.ROOT) + ".png";
            for (var chart : charts(look).entrySet()) {
                Scene scene = FxStage.call(() -> {
                    look.show(theme);
                    return show(look, chart.getValue().get(), chart.getKey());
                });
                FxStage.settle();
                FxStage.save(scene, folder.resolve(chart.getKey().replace(' ', '-') + suffix));
                FxStage.call(() -> {
                    scene.getWindow().hide();
                    return null;
                });
            }
        }
        Platform.exit();
    }

    private static Scene show(Appearance look, Region chart, String name) {
        String[] size = name.substring(name.lastIndexOf(' ') + 1).split("x", 2);
        var scene = new Scene(chart, Double.parseDouble(size[0]), Double.parseDouble(size[1]));
        look.dress(scene);
        var stage = new Stage(StageStyle.UNDECORATED);
        stage.setScene(scene);
        stage.show();
        return scene;
    }

    /** What makes each chart, by a name that ends in its size. */
    public static Map<String, Supplier<Region>> charts(Appearance look) {
        var charts = new LinkedHashMap<String, Supplier<Region>>();
        charts.put("heat-map 600x380", () -> heatMap(look, 12, 26));
        charts.put("heat-map-small 420x200", () -> heatMap(look, 12, 26));
        charts.put("heat-map-few 900x300", () -> heatMap(look, 8, 8));
        charts.put("heat-map-tensors 600x380", () -> heatMap(look, 12, 200));
        charts.put("heat-map-zoomed 600x380", () -> zoomed(heatMap(look, 12, 200), 0.42, 0.46));
        charts.put("heat-map-empty 400x200", () -> new HeatMapView(look.themeProperty(), "Empty"));
        charts.put("scatter 520x400", () -> scatter(look, 300));
        charts.put("scatter-large 1000x700", () -> scatter(look, 5000));
        charts.put("scatter-small 260x200", () -> scatter(look, 30));
        charts.put("scatter-empty 400x200", () -> new ScatterView(look.themeProperty()));
        charts.put("accuracy 620x300", () -> accuracy(look, 120));
        charts.put("accuracy-few 320x200", () -> accuracy(look, 4));
        charts.put("accuracy-many 900x400", () -> accuracy(look, 5000));
        charts.put("accuracy-empty 400x200", () -> new AccuracyChart(look.themeProperty()));
        charts.put("weights 900x420", () -> weights(look, ChartSamples.weights(40)));
        charts.put("weights-log 900x420", () -> {
            ParallelChart chart = weights(look, ChartSamples.weights(40));
            chart.setLogarithmic(Set.of(1, 2));
            return chart;
        });
        charts.put("weights-small 420x300", () -> weights(look, ChartSamples.weights(40)));
        charts.put("bars 700x320", () -> bars(look));
        charts.put("bars-small 380x260", () -> bars(look));
        charts.put("confusion 620x520", () -> confusion(look));
        charts.put("confusion-zoomed 620x520", () -> zoomed(confusion(look), 0.25, 0.65));
        charts.put("reliability 520x420", () -> reliability(look));
        charts.put("barrier 620x320", () -> barrier(look));
        charts.put("histogram 420x220", () -> histogram(look, false));
        charts.put("histogram-log 420x220", () -> histogram(look, true));
        charts.put("histogram-small 200x110", () -> histogram(look, false));
        charts.put("histogram-zoomed 420x220", () -> zoomed(histogram(look, true), 0.4, 0.6));
        charts.put("model-map 620x420", () -> modelMap(look));
        charts.put("headline 820x170", () -> headline(look, ChartSamples.headline()));
        charts.put("headline-narrow 560x150", () -> headline(look, ChartSamples.headline()));
        charts.put("headline-empty 820x150", () -> headline(look, HeadlineNumbers.EMPTY));
        return charts;
    }

    private static ScatterView scatter(Appearance look, int trials) {
        var view = new ScatterView(look.themeProperty());
        view.pointsProperty().set(ChartSamples.scatter(trials));
        return view;
    }

    private static AccuracyChart accuracy(Appearance look, int trials) {
        var view = new AccuracyChart(look.themeProperty());
        view.pointsProperty().set(ChartSamples.trials(trials));
        return view;
    }

    private static Headline headline(Appearance look, HeadlineNumbers numbers) {
        var view = new Headline(look.themeProperty());
        view.numbersProperty().set(numbers);
        return view;
    }

    private static ParallelChart weights(Appearance look, ParallelData data) {
        var view = new ParallelChart(look.themeProperty());
        view.dataProperty().set(data);
        return view;
    }

    private static BarsChart bars(Appearance look) {
        var view = new BarsChart(look.themeProperty());
        view.show(List.of("base", "mixup (best ingredient)", "this mix"), ChartSamples.bars());
        return view;
    }

    private static ConfusionChart confusion(Appearance look) {
        var view = new ConfusionChart(look.themeProperty());
        view.dataProperty().set(ChartSamples.confusion());
        return view;
    }

    private static BarrierChart barrier(Appearance look) {
        var view = new BarrierChart(look.themeProperty());
        view.show(ChartSamples.barriers());
        return view;
    }

    private static HistogramChart histogram(Appearance look, boolean logarithmic) {
        var view = new HistogramChart(look.themeProperty(), "Values");
        view.dataProperty().set(ChartSamples.histogram(logarithmic));
        return view;
    }

    private static ModelMapChart modelMap(Appearance look) {
        var view = new ModelMapChart(look.themeProperty(), "Map of the models");
        view.wordsProperty().set(ChartSamples.mapWords());
        view.pointsProperty().set(ChartSamples.modelMap());
        return view;
    }

    private static ReliabilityView reliability(Appearance look) {
        var view = new ReliabilityView(look.themeProperty());
        view.pointsProperty().set(ChartSamples.reliability());
        return view;
    }

    /** The middle of it. */
    private static Region zoomed(ZoomableChart chart, double from, double to) {
        chart.framingProperty().set(new Framing(from, to, 0.31, 0.72, false, false, false, false));
        return chart;
    }

    private static HeatMapView heatMap(Appearance look, int ingredients, int groups) {
        var view = new HeatMapView(look.themeProperty(), "Differences");
        view.dataProperty().set(ChartSamples.heatMap(ingredients, groups));
        view.selectedProperty().set(Optional.of(new HeatMapData.Place(2, 3)));
        return view;
    }
}
