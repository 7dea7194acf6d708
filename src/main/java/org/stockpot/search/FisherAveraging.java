package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.tensor.StockpotException;

/**
 * Averages every value by how much each ingredient's predictions depend on it: ΣaᵢFᵢθᵢ / ΣaᵢFᵢ, where Fᵢ is the diagonal of
 * the Fisher information, averaged over images with the exact expectation over classes. Matena & Raffel 2022,
 * arXiv:2111.09832, eq. 4; as in the authors' code no value of Fᵢ counts less than a floor, and aᵢ is divided by the norm of
 * the whole of Fᵢ. What has no Fisher information, such as running statistics, is averaged by aᵢ alone. Memory: 24 bytes for
 * every value of the network.
 *
 * @param images that every ingredient sees; their labels do not count
 * @param floor least Fisher information
 */
public record FisherAveraging(int images, double floor) implements CookPlan {
    /** With the published floor. */
    public static final FisherAveraging STANDARD = new FisherAveraging(256, 1e-6);

    static FisherAveraging read(Settings settings) throws StockpotException {
        return new FisherAveraging(settings.whole("images"), settings.real("floor"));
    }

    @Override
    public String id() {
        return "fisher";
    }

    @Override
    public String title() {
        return "Fisher averaging";
    }

    @Override
    public String reference() {
        return "Matena & Raffel 2022, NeurIPS, arXiv:2111.09832";
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.IMAGES, Need.GRADIENTS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "images",
                        new Parameter.Whole(1, 1_000_000),
                        "" + STANDARD.images,
                        "Validation images that every ingredient sees, with one backward pass per image and class."),
                new Parameter(
                        "floor",
                        new Parameter.Real(1e-30, 1),
                        "" + STANDARD.floor,
                        "Fisher information that every value has at least."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("images", "" + images);
        settings.put("floor", "" + floor);
        return settings;
    }

    @Override
    public boolean usesShares() {
        return true;
    }

    /** ΣaᵢFᵢθᵢ and ΣaᵢFᵢ of one tensor. */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
    private record Sums(double[] weighted, double[] weights) {
        float[] quotient() {
            var values = new float[weights.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (weighted[i] / weights[i]);
            }
            return values;
        }
    }

    @Override
    public Map<String, float[]> cook(Stove stove) throws StockpotException {
        Map<String, Sums> sums = new LinkedHashMap<>();
        for (int ingredient = 0; ingredient < stove.ingredients().size(); ingredient++) {
            Map<String, double[]> information = information(stove, ingredient);
            double norm = norm(information, stove, ingredient);
            for (Map.Entry<String, double[]> entry : information.entrySet()) {
                stove.context().checkpoint();
                double share = stove.share(ingredient, entry.getKey()) / norm;
                if (share > 0) {
                    add(sums, stove.ingredients().get(ingredient).floats(entry.getKey()), share, entry);
                }
            }
        }
        Map<String, float[]> cooked = new LinkedHashMap<>();
        sums.forEach((tensor, sum) -> cooked.put(tensor, sum.quotient()));
        return cooked;
    }

    /** The mean over the images. */
    private static Map<String, double[]> information(Stove stove, int ingredient) throws StockpotException {
        Map<String, double[]> information = new LinkedHashMap<>();
        stove.fisher(ingredient, (tensor, values) -> {
            double[] sum = information.computeIfAbsent(tensor, name -> new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                sum[i] += (double) values[i] / stove.images();
            }
        });
        return information;
    }

    private static double norm(Map<String, double[]> information, Stove stove, int ingredient)
            throws StockpotException {
        double square = 0;
        for (double[] values : information.values()) {
            for (double value : values) {
                square += value * value;
            }
        }
        if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
            throw new StockpotException(
                    stove.ingredients().get(ingredient).name() + ": the norm of the Fisher information is "
                            + Math.sqrt(square)
                            + ", expected a number above 0; its predictions do not depend on its weights, or"
                            + " are not finite: leave it out.");
        }
        return Math.sqrt(square);
    }

    private void add(Map<String, Sums> sums, float[] values, double share, Map.Entry<String, double[]> information) {
        Sums sum = sums.computeIfAbsent(
                information.getKey(), tensor -> new Sums(new double[values.length], new double[values.length]));
        for (int i = 0; i < values.length; i++) {
            double weight = share * Math.max(floor, information.getValue()[i]);
            sum.weighted()[i] += weight * values[i];
            sum.weights()[i] += weight;
        }
    }
}
