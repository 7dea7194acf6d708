package org.stockpot.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.Reliability;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.BarGroup;
import org.stockpot.ui.chart.ConfusionData;
import org.stockpot.ui.chart.HeadlineNumbers;
import org.stockpot.ui.chart.HeadlineNumbers.Change;
import org.stockpot.ui.chart.HeadlineNumbers.Figure;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.HistogramData;
import org.stockpot.ui.chart.LineData;
import org.stockpot.ui.chart.Measurement;
import org.stockpot.ui.chart.ModelMapChart;
import org.stockpot.ui.chart.ModelPoint;
import org.stockpot.ui.chart.ParallelData;
import org.stockpot.ui.chart.ScatterPoint;
import org.stockpot.ui.chart.ScatterPoint.Kind;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.difference.DifferenceCharts;
import org.stockpot.ui.library.LibraryRoom;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;

/** Made-up data for looking at charts and for their tests; the same on every run. */
public final class ChartSamples {
    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final Texts DIFFERENCES = Texts.of(DifferenceCharts.class);
    private static final Texts LIBRARY = Texts.of(LibraryRoom.class);

    private ChartSamples() {}

    /** Distances over three powers of ten, two inert groups. */
    public static HeatMapData heatMap(int ingredients, int groups) {
        var random = new Random(1);
        var values = new ArrayList<List<Double>>();
        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            var row = new ArrayList<Double>();
            for (int group = 0; group < groups; group++) {
                row.add(0.002 * Math.pow(10, 2.2 * group / groups + 0.5 * random.nextDouble()));
            }
            values.add(row);
        }
        List<String> names = ingredientNames(ingredients);
        return new HeatMapData(
                IntStream.range(0, ingredients)
                        .mapToObj(index -> new HeatMapData.Row(names.get(index), OptionalInt.of(index)))
                        .toList(),
                groupNames(groups),
                Set.of(1, groups - 2),
                values,
                new HeatMapData.Scale(
                        Axis.logarithmic(0.002, 1, Axis.Unit.PLAIN),
                        ColourMap.SEQUENTIAL,
                        DIFFERENCES.get("unit.distance")),
                "");
    }

    /** An accuracy with its Wilson interval. */
    public static Measurement measured(double share, int images) {
        int correct = (int) Math.round(share * images);
        Interval interval = Interval.wilson(correct, images);
        return new Measurement((double) correct / images, interval.low(), interval.high(), images);
    }

    /** A base, eight ingredients, two soups, the current mix and many trials. */
    public static List<ScatterPoint> scatter(int trials) {
        var random = new Random(2);
        var points = new ArrayList<ScatterPoint>();
        points.add(point(Kind.BASE, 0, "base", 0, 0.812, 0.583));
        List<String> names = ingredientNames(8);
        for (int i = 0; i < names.size(); i++) {
            points.add(point(
                    Kind.INGREDIENT,
                    i,
                    names.get(i),
                    i,
                    0.842 + 0.018 * random.nextDouble(),
                    0.49 + 0.06 * random.nextDouble()));
        }
        points.add(point(Kind.SOUP, 0, "uniform", 0, 0.861, 0.571));
        points.add(point(Kind.SOUP, 0, "greedy", 1, 0.866, 0.562));
        points.add(point(Kind.CURRENT, 0, "current mix", 0, 0.8645, 0.578));
        for (int i = 0; i < trials; i++) {
            points.add(point(
                    Kind.TRIAL,
                    0,
                    "trial " + (i + 1),
                    i + 1,
                    0.858 + 0.003 * random.nextGaussian(),
                    0.565 + 0.008 * random.nextGaussian()));
        }
        return points;
    }

    /** Trials that become better; test and OOD accuracy only on every tenth. */
    public static List<TrialPoint> trials(int count) {
        var random = new Random(3);
        return IntStream.rangeClosed(1, count)
                .mapToObj(trial -> {
                    double gain = 0.02 * (1 - Math.exp(-4.0 * trial / count)) + 0.004 * random.nextGaussian();
                    boolean full = count < 20 || trial % 10 == 1;
                    return new TrialPoint(
                            trial,
                            "phase " + (trial < count / 2 ? 1 : 2),
                            Optional.of(measured(0.845 + gain, 4000)),
                            full ? Optional.of(measured(0.84 + gain, 8000)) : Optional.empty(),
                            full ? Optional.of(measured(0.79 + gain, 8000)) : Optional.empty());
                })
                .toList();
    }

    /** One clear gain, one within noise, one loss. */
    public static HeadlineNumbers headline() {
        return new HeadlineNumbers(
                new Figure(Optional.of(measured(0.873, 4000)), Optional.of(new Change(0.005, false))),
                new Figure(Optional.of(measured(0.842, 8000)), Optional.of(new Change(-0.02, true))),
                new Figure(Optional.of(measured(0.583, 8000)), Optional.of(new Change(0.042, true))),
                OptionalDouble.of(3812),
                false);
    }

    /** Shares of six ingredients that sum to one. */
    public static ParallelData weights(int trials) {
        var random = new Random(4);
        var lines = new ArrayList<ParallelData.Line>();
        for (int trial = 0; trial < trials; trial++) {
            double[] raw = random.doubles(6).map(Math::log).toArray();
            double sum = DoubleStream.of(raw).sum();
            lines.add(new ParallelData.Line(
                    trial,
                    "trial " + (trial + 1),
                    DoubleStream.of(raw).map(one -> one / sum).boxed().toList(),
                    0.85 + 0.02 * raw[0] / sum));
        }
        return new ParallelData(ingredientNames(6), "Validation", lines);
    }

    /** Ten classes, three models. */
    public static List<BarGroup> bars() {
        var random = new Random(5);
        return CLASSES.stream()
                .map(name -> new BarGroup(
                        name,
                        List.of(
                                measured(0.6 + 0.3 * random.nextDouble(), 400),
                                measured(0.7 + 0.25 * random.nextDouble(), 400),
                                measured(0.72 + 0.25 * random.nextDouble(), 400))))
                .toList();
    }

    /** Ten classes that are mostly right. */
    public static ConfusionData confusion() {
        var random = new Random(6);
        var rows = new ArrayList<List<Integer>>();
        for (int from = 0; from < CLASSES.size(); from++) {
            int right = from;
            rows.add(IntStream.range(0, CLASSES.size())
                    .mapToObj(to -> to == right ? 300 : random.nextInt(25))
                    .toList());
        }
        return new ConfusionData(
                CLASSES,
                rows,
                rows.stream()
                        .map(row -> row.stream().mapToInt(Integer::intValue).sum())
                        .toList());
    }

    /** Two straight lines with a valley and without. */
    public static List<LineData> barriers() {
        return List.of(barrier("base → plain-lr3e-4", 0, -0.03), barrier("plain-lr3e-4 → seed-7", 6, 0.3));
    }

    private static LineData barrier(String name, int palette, double depth) {
        return new LineData(
                name,
                palette,
                IntStream.rangeClosed(0, 10)
                        .mapToObj(step -> new LineData.Point(
                                step / 10.0,
                                measured(0.85 + 0.001 * step - depth * step / 10.0 * (1 - step / 10.0), 4000)))
                        .toList());
    }

    /** Values of a tensor as they are spread after finetuning. */
    public static HistogramData histogram(boolean logarithmic) {
        return new HistogramData(
                -0.25,
                0.25,
                IntStream.range(0, 80)
                        .mapToObj(bin -> (long) (40_000 * Math.exp(-Math.pow((bin - 39.5) / 9, 2))))
                        .toList(),
                logarithmic,
                LIBRARY.get("values.across"),
                LIBRARY.get("values.count"),
                "");
    }

    /** A base with ingredients around it. */
    public static List<ModelPoint> modelMap() {
        var points = new ArrayList<ModelPoint>();
        points.add(new ModelPoint("base", ModelPoint.Kind.BASE, 0, 0, 0, "base"));
        List<String> names = ingredientNames(6);
        for (int i = 0; i < names.size(); i++) {
            double angle = Math.PI * i / 3;
            double far = 0.02 + 0.004 * i;
            points.add(new ModelPoint(
                    names.get(i),
                    ModelPoint.Kind.INGREDIENT,
                    i,
                    far * Math.cos(angle),
                    far * Math.sin(angle),
                    names.get(i)));
        }
        return points;
    }

    /** What stands at the axes of the map in the window. */
    public static ModelMapChart.Words mapWords() {
        return new ModelMapChart.Words(DIFFERENCES.get("similarity.axis-1"), DIFFERENCES.get("similarity.axis-2"), "");
    }

    /** A model that is too sure. */
    public static List<Reliability.Bin> reliability() {
        return IntStream.range(0, Reliability.BINS)
                .mapToObj(bin -> {
                    int count = bin < 3 ? 0 : 20 * bin * bin;
                    double confidence = (bin + 0.5) / Reliability.BINS;
                    return new Reliability.Bin(
                            (double) bin / Reliability.BINS,
                            (bin + 1.0) / Reliability.BINS,
                            count,
                            count == 0 ? Double.NaN : confidence,
                            (int) Math.round(count * confidence * 0.85));
                })
                .toList();
    }

    private static ScatterPoint point(Kind kind, int palette, String name, int key, double test, double ood) {
        return new ScatterPoint(kind, palette, name, key, measured(test, 8000), measured(ood, 48000));
    }

    /** Names as people give to finetuning runs. */
    public static List<String> ingredientNames(int count) {
        List<String> names = List.of(
                "plain-lr3e-4",
                "plain-lr1e-3",
                "mixup-0.2",
                "label-smoothing-0.1",
                "long-20-epochs",
                "crop-flip-heavy-augmentation",
                "seed-7",
                "cutout");
        return IntStream.range(0, count)
                .mapToObj(i -> i < names.size() ? names.get(i) : "ingredient-" + (i + 1))
                .toList();
    }

    private static List<String> groupNames(int count) {
        List<String> ends = List.of("visual.class_embedding", "token_embedding", "visual.conv1", "visual.ln_pre");
        return IntStream.range(0, count)
                .mapToObj(i -> i < ends.size()
                        ? ends.get(i)
                        : i == count - 1 ? "classification_head" : "visual.transformer.resblocks." + (i - ends.size()))
                .toList();
    }
}
