package org.stockpot.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Inner products of the task vectors δᵢ = θᵢ − θ₀ (Ilharco et al. 2023, arXiv:2212.04089), tensor by tensor. All angles
 * and distances between the models follow from them, within any layer groups, and so does where a linear mix lies.
 * Immutable.
 */
public final class TaskVectors {
    /** How far the coefficients of a linear mix may add up to something else than 1, by rounding. */
    private static final double ROUNDING = 1e-9;

    private final List<String> models;
    private final Map<String, Tensor> tensors;

    /**
     * One tensor.
     *
     * @param baseSquared ‖θ₀‖²
     * @param products {@code models × models}, ⟨δᵢ, δⱼ⟩
     */
    private record Tensor(double baseSquared, List<List<Double>> products) {
        static Tensor of(double baseSquared, double[][] products) {
            return new Tensor(
                    baseSquared,
                    Arrays.stream(products)
                            .map(row -> Arrays.stream(row).boxed().toList())
                            .toList());
        }

        double product(int i, int j) {
            return products.get(i).get(j);
        }
    }

    private TaskVectors(List<String> models, Map<String, Tensor> tensors) {
        this.models = List.copyOf(models);
        this.tensors = tensors;
    }

    /**
     * Reads all models once, tensor by tensor; sums run in 64-bit floats and are the same however many threads there are.
     * Left out are the same tensors as in {@link TensorDifferences#measure}.
     *
     * @throws StockpotException if the models do not fit together or cannot be read
     */
    public static TaskVectors measure(TensorSource base, List<TensorSource> models, JobContext context)
            throws StockpotException {
        for (TensorSource model : models) {
            Compatibility.require(models.get(0), model);
        }
        Map<String, TensorSpec> specs =
                models.isEmpty() ? Map.of() : models.get(0).specs();
        var tensors = new LinkedHashMap<String, Tensor>();
        int done = 0;
        for (Map.Entry<String, TensorSpec> tensor : specs.entrySet()) {
            context.checkpoint();
            String name = tensor.getKey();
            if (TensorDifferences.isComparable(base, name, tensor.getValue())) {
                double baseSquared = Products.of(name, Optional.empty(), List.of(base))[0][0];
                tensors.put(name, Tensor.of(baseSquared, Products.of(name, Optional.of(base), models)));
            }
            done++;
            context.progress(new Progress(Doing.COMPARING_MODELS, done, specs.size()));
        }
        return new TaskVectors(models.stream().map(TensorSource::name).toList(), tensors);
    }

    /** Names of the models, without the base. */
    public List<String> models() {
        return models;
    }

    /**
     * With a mix of these models as one more, found without reading anything. A layer group that no weight touches is the
     * base's.
     *
     * @param name of the mix
     * @param weights of these models, in their order
     * @param groups of the weights' columns
     * @return empty if the mix has no place: the weights of a group add up to nothing, or take in the base in a way that
     *     is no difference from it
     */
    public Optional<TaskVectors> with(
            String name, FusionMethod.Linear method, MixingWeights weights, LayerGroups groups) {
        var mixed = new LinkedHashMap<String, Tensor>();
        List<Optional<double[]>> shares = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            shares.add(shares(method, weights, group));
        }
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            Optional<double[]> share = shares.get(groups.groupOf(tensor.getKey()));
            if (share.isEmpty()) {
                return Optional.empty();
            }
            mixed.put(tensor.getKey(), extended(tensor.getValue(), share.get()));
        }
        List<String> names = new ArrayList<>(models);
        names.add(name);
        return Optional.of(new TaskVectors(names, mixed));
    }

    /** The c of δ = Σcᵢδᵢ, all zero for the base. */
    private static Optional<double[]> shares(FusionMethod.Linear method, MixingWeights weights, int group) {
        double[] all = new double[weights.ingredients()];
        for (int model = 0; model < all.length; model++) {
            all[model] = weights.weight(model, group);
        }
        double[] used = Arrays.stream(all).filter(weight -> weight != 0).toArray();
        if (used.length == 0) {
            return Optional.of(all);
        }
        double divisor = method.divisor(used);
        double sum = (Arrays.stream(used).sum() + method.baseShare(used)) / divisor;
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(all).map(weight -> weight / divisor).toArray());
    }

    private Tensor extended(Tensor tensor, double[] shares) {
        int n = models.size();
        var products = new double[n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                products[i][j] = tensor.product(i, j);
                products[n][i] += shares[j] * products[i][j];
            }
            products[i][n] = products[n][i];
            products[n][n] += shares[i] * products[n][i];
        }
        return Tensor.of(tensor.baseSquared(), products);
    }

    /** How alike the models are in some of their tensors; those that were left out do not count. */
    public Similarity in(Collection<String> names) {
        int n = models.size();
        var products = new double[n][n];
        double baseSquared = 0;
        for (String name : names) {
            Tensor tensor = tensors.get(name);
            if (tensor != null) {
                baseSquared += tensor.baseSquared();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        products[i][j] += tensor.product(i, j);
                    }
                }
            }
        }
        return Similarity.of(models, products, Math.sqrt(baseSquared));
    }

    /** How alike the models are as wholes. */
    public Similarity whole() {
        return in(tensors.keySet());
    }
}
