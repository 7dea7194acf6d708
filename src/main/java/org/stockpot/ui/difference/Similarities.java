package org.stockpot.ui.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.fuse.ModelMap;
import org.stockpot.fuse.Similarity;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.HeatMapData;
import org.stockpot.ui.chart.ModelPoint;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;

/**
 * How alike models are, as it stands in charts.
 *
 * @param matrix each with each
 * @param points all on a map
 * @param explained the share of the spread that the map shows; NaN if there is none
 */
record Similarities(HeatMapData matrix, List<ModelPoint> points, double explained) {
    private static final Texts TEXTS = Texts.of(Similarities.class);

    Similarities {
        points = List.copyOf(points);
    }

    /**
     * Lays out what was found.
     *
     * @param found finite
     * @param models what it is about, without the base
     */
    static Similarities of(Session now, Similarity found, SimilarityModel.Kind kind, List<HeatMapData.Row> models) {
        ModelMap map = ModelMap.of(found.distances());
        String origin = now.base().map(Source::name).orElse(TEXTS.get("similarity.mean"));
        return new Similarities(
                matrix(found, kind, models, origin), points(found, map, models, origin), map.explained());
    }

    /**
     * Ingredients and the mix.
     *
     * @param mix whether it has a place
     */
    static List<HeatMapData.Row> models(Session now, Swatches swatches, boolean mix) {
        List<HeatMapData.Row> models = new ArrayList<>();
        now.ingredients()
                .forEach(source -> models.add(new HeatMapData.Row(source.name(), OptionalInt.of(swatches.of(source)))));
        if (mix) {
            models.add(new HeatMapData.Row(TEXTS.get("similarity.mix"), OptionalInt.empty()));
        }
        return models;
    }

    private static HeatMapData matrix(
            Similarity found, SimilarityModel.Kind kind, List<HeatMapData.Row> models, String origin) {
        String unit = TEXTS.get("unit.similarity-" + kind.name().toLowerCase(Locale.ROOT));
        if (kind == SimilarityModel.Kind.COSINE) {
            return matrix(
                    models,
                    found.cosines(),
                    new HeatMapData.Scale(Axis.linear(-1, 1, Axis.Unit.PLAIN), ColourMap.DIVERGING, unit));
        }
        List<HeatMapData.Row> all = new ArrayList<>();
        all.add(new HeatMapData.Row(origin, OptionalInt.empty()));
        all.addAll(models);
        double most = found.distances().stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return matrix(
                all,
                found.distances(),
                new HeatMapData.Scale(Axis.linear(0, most, Axis.Unit.PERCENT), ColourMap.SEQUENTIAL, unit));
    }

    private static HeatMapData matrix(
            List<HeatMapData.Row> models, List<List<Double>> values, HeatMapData.Scale scale) {
        return new HeatMapData(
                models, models.stream().map(HeatMapData.Row::name).toList(), Set.of(), values, scale, "");
    }

    private static List<ModelPoint> points(
            Similarity found, ModelMap map, List<HeatMapData.Row> models, String origin) {
        return IntStream.range(0, map.points().size())
                .mapToObj(index -> {
                    ModelMap.Point place = map.points().get(index);
                    if (index == 0) {
                        return new ModelPoint(origin, ModelPoint.Kind.BASE, 0, place.x(), place.y(), origin);
                    }
                    HeatMapData.Row model = models.get(index - 1);
                    return new ModelPoint(
                            model.name(),
                            model.palette().isPresent() ? ModelPoint.Kind.INGREDIENT : ModelPoint.Kind.MIX,
                            model.palette().orElse(0),
                            place.x(),
                            place.y(),
                            TEXTS.get(
                                    "similarity.point",
                                    model.name(),
                                    Figures.percent(found.distances().get(index).get(0)),
                                    origin));
                })
                .toList();
    }
}
