package org.stockpot.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.stockpot.ui.chart.HeatMapData;

/** Made-up data for looking at charts and for their tests; the same on every run. */
public final class ChartSamples {
    private ChartSamples() {}

    /** Distances over three powers of ten, two inert groups. */
    public static HeatMapData heatMap(int ingredients, int groups) {
        var random = new Random(1);
        var cells = new ArrayList<List<HeatMapData.Cell>>();
        for (int ingredient = 0; ingredient < ingredients; ingredient++) {
            var row = new ArrayList<HeatMapData.Cell>();
            for (int group = 0; group < groups; group++) {
                double distance = 0.002 * Math.pow(10, 2.2 * group / groups + 0.5 * random.nextDouble());
                row.add(new HeatMapData.Cell(distance, 0.2 + 0.8 * random.nextDouble(), random.nextDouble() / 10));
            }
            cells.add(row);
        }
        return new HeatMapData(ingredientNames(ingredients), groupNames(groups), Set.of(1, groups - 2), cells);
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
