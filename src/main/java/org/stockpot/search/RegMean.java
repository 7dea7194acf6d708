package org.stockpot.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Settings;
import org.stockpot.job.Parallel;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * Finds for every linear layer the matrix whose outputs come closest to those of all ingredients, each on its own inputs:
 * W = (ΣGᵢ)⁻¹ΣGᵢWᵢ with Gᵢ = XᵢᵀXᵢ, the elements off the diagonal scaled down. Jin et al. 2023, arXiv:2212.09849, eq. 2
 * and §4.2. All other tensors are the plain mean. What no input tells is the plain mean, too: a ridge of a millionth of the
 * mean diagonal pulls there, and keeps the system solvable. Memory: 16 bytes
 * for every pair of inputs of every layer, and for every value of its matrix.
 *
 * @param images that every ingredient sees; their labels do not count
 * @param offDiagonal factor on the elements of Gᵢ that are not on its diagonal
 */
public record RegMean(int images, double offDiagonal) implements CookPlan {
    /** The usual numbers. */
    public static final RegMean STANDARD = new RegMean(256, 0.95);

    private static final double RIDGE = 1e-6;

    static RegMean read(Settings settings) throws StockpotException {
        return new RegMean(settings.whole("images"), settings.real("offDiagonal"));
    }

    @Override
    public String id() {
        return "regmean";
    }

    @Override
    public String title() {
        return "RegMean";
    }

    @Override
    public String reference() {
        return "Jin et al. 2023, ICLR, arXiv:2212.09849";
    }

    @Override
    public Set<Need> needs() {
        // Not derivatives but activations; both take a network whose function is known.
        return Set.of(Need.IMAGES, Need.GRADIENTS);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "images",
                        new Parameter.Whole(1, 1_000_000),
                        "" + STANDARD.images,
                        "Validation images that every ingredient sees."),
                new Parameter(
                        "offDiagonal",
                        new Parameter.Real(0, 1),
                        "" + STANDARD.offDiagonal,
                        "How much it counts that inputs occur together; at 0 every input stands for itself."));
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("images", "" + images);
        settings.put("offDiagonal", "" + offDiagonal);
        return settings;
    }

    @Override
    public boolean usesShares() {
        return false;
    }

    /**
     * The normal equations of one layer, sums over the ingredients.
     *
     * @param gram ΣGᵢ, {@code in × in}
     * @param target ΣGᵢWᵢᵀ, {@code in × out}
     * @param mean ΣWᵢᵀ/n, {@code in × out}
     */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
    private record Layer(int in, int out, double[] gram, double[] target, double[] mean) {
        static Layer empty(int in, int out) {
            return new Layer(
                    in,
                    out,
                    new double[Math.multiplyExact(in, in)],
                    new double[Math.multiplyExact(in, out)],
                    new double[Math.multiplyExact(in, out)]);
        }
    }

    @Override
    public Map<String, float[]> cook(Stove stove) throws StockpotException {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (int index = 0; index < stove.ingredients().size(); index++) {
            TensorSource ingredient = stove.ingredients().get(index);
            Map<String, double[]> grams = grams(stove, index);
            for (Map.Entry<String, double[]> gram : grams.entrySet()) {
                stove.context().checkpoint();
                String tensor = gram.getKey();
                int in = Math.toIntExact(ingredient.spec(tensor).shape().extent(1));
                int out = Math.toIntExact(ingredient.spec(tensor).shape().extent(0));
                Layer layer = layers.computeIfAbsent(tensor, name -> Layer.empty(in, out));
                add(layer, gram.getValue(), ingredient.floats(tensor), stove);
            }
        }
        Map<String, float[]> cooked = new LinkedHashMap<>();
        for (Map.Entry<String, Layer> layer : layers.entrySet()) {
            stove.context().progress(new Progress(title() + ": solving", cooked.size(), layers.size()));
            cooked.put(layer.getKey(), solved(layer.getKey(), layer.getValue(), stove));
        }
        return cooked;
    }

    private static Map<String, double[]> grams(Stove stove, int ingredient) throws StockpotException {
        Map<String, double[]> grams = new LinkedHashMap<>();
        stove.gram(ingredient, (tensor, values) -> {
            double[] sum = grams.computeIfAbsent(tensor, name -> new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                sum[i] += values[i];
            }
        });
        return grams;
    }

    /** @param weight {@code out × in} */
    private void add(Layer layer, double[] gram, float[] weight, Stove stove) throws StockpotException {
        int n = stove.ingredients().size();
        int in = layer.in();
        int out = layer.out();
        var transposed = new double[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                transposed[i * out + o] = weight[o * in + i];
                layer.mean()[i * out + o] += transposed[i * out + o] / n;
            }
        }
        int threads = Runtime.getRuntime().availableProcessors();
        Parallel.run(in, threads, title() + ": multiplying", stove.context(), row -> {
            for (int i = 0; i < in; i++) {
                double element = row == i ? gram[row * in + i] : offDiagonal * gram[row * in + i];
                layer.gram()[row * in + i] += element;
                for (int o = 0; o < out; o++) {
                    layer.target()[row * out + o] += element * transposed[i * out + o];
                }
            }
        });
    }

    /** @return {@code out × in} */
    private static float[] solved(String tensor, Layer layer, Stove stove) throws StockpotException {
        int in = layer.in();
        int out = layer.out();
        double trace = 0;
        for (int i = 0; i < in; i++) {
            trace += layer.gram()[i * in + i];
        }
        // Where nothing ever came in, any ridge gives the mean.
        double ridge = trace == 0 ? 1 : RIDGE * trace / in;
        for (int i = 0; i < in; i++) {
            layer.gram()[i * in + i] += ridge;
        }
        double[] target = layer.target();
        for (int i = 0; i < target.length; i++) {
            target[i] += ridge * layer.mean()[i];
        }
        Cholesky.of(layer.gram(), in, stove.context())
                .orElseThrow(() -> new StockpotException("RegMean: what goes into " + tensor
                        + " is not finite, expected numbers: look for an ingredient whose values overflow and leave it"
                        + " out."))
                .solve(target, out);
        var solution = new float[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                solution[o * in + i] = (float) target[i * out + o];
            }
        }
        return solution;
    }
}
