package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.LinearCombination;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A recipe with its sources opened: a source of tensors, fused while they are read. Names, shapes and stored types are
 * those of the first ingredient; sums are as exact as those of 64-bit floats.
 *
 * <ul>
 *   <li>An ingredient whose weight in a layer group is exactly 0 is not read there. Where only one takes part its bytes
 *       are copied, so a soup of one ingredient equals it bit for bit.
 *   <li>Integer tensors and 8-bit floats are never mixed: they are copied from the first ingredient that takes part in
 *       their group.
 *   <li>A layer group in which all weights are 0 is that of the base, whatever the method.
 * </ul>
 *
 * <p>A soup keeps no data and allows reads from several threads. Many soups share their sources, so closing a soup closes
 * none of them.
 */
public final class Soup implements TensorSource {
    private static final FusionMethod.Linear SUM = new FusionMethod.WeightedSum();

    private final String name;
    private final Sources sources;
    private final List<TensorSource> ingredients;
    private final LayerGroups groups;
    private final FusionMethod method;
    private final List<Share> shares;
    private final Queue<Pot> pots = new ConcurrentLinkedQueue<>();

    /**
     * Who takes part in one layer group, with which weights, and how they are fused.
     *
     * @param rows of the ingredients among the sources; the base, where it is one of these, comes last and has none
     */
    private record Share(List<TensorSource> sources, List<Double> weights, List<Integer> rows, FusionMethod method) {
        double[] weightArray() {
            return weights.stream().mapToDouble(Double::doubleValue).toArray();
        }

        int[] rowArray() {
            return rows.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** A soup of sources that no other soup has; ingredients are known by their place. */
    public Soup(
            String name,
            Optional<TensorSource> base,
            List<TensorSource> ingredients,
            LayerGroups groups,
            FusionMethod method,
            MixingWeights weights)
            throws StockpotException {
        this(name, base, ingredients, places(ingredients), groups, method, weights);
    }

    private static SourceFacts places(List<TensorSource> ingredients) {
        return new SourceFacts(IntStream.range(0, ingredients.size())
                .mapToObj(Integer::toString)
                .toList());
    }

    /**
     * Checks that the sources fit together; reads no data.
     *
     * @param facts of these sources, shared with all other soups of them
     * @param groups of the first ingredient's tensors
     * @param weights {@code ingredients × groups}
     * @throws StockpotException if tensors are missing, unexpected or of another shape, if a group has neither weights
     *     nor a base to take it from, if the weights of a group cannot be fused, or if the method needs a base that is not
     *     there
     */
    public Soup(
            String name,
            Optional<TensorSource> base,
            List<TensorSource> ingredients,
            SourceFacts facts,
            LayerGroups groups,
            FusionMethod method,
            MixingWeights weights)
            throws StockpotException {
        if (ingredients.isEmpty()) {
            throw new StockpotException(name + " has no ingredients: add at least one");
        }
        if (weights.ingredients() != ingredients.size() || weights.groups() != groups.size()) {
            throw new StockpotException(name + " has mixing weights for " + weights.ingredients() + " ingredients × "
                    + weights.groups() + " layer groups, expected " + ingredients.size() + " × " + groups.size());
        }
        if (!groups.groupOf().keySet().equals(ingredients.get(0).specs().keySet())) {
            throw new StockpotException(name + ": the layer groups were made for other tensors than those of "
                    + ingredients.get(0).name());
        }
        for (TensorSource ingredient : ingredients) {
            Compatibility.require(ingredients.get(0), ingredient);
        }
        if (method.needsBase() && base.isEmpty()) {
            throw new StockpotException(
                    name + ": " + method.title() + " needs a base model: add one, or choose another method");
        }
        this.name = name;
        this.sources = new Sources(base, ingredients, facts);
        this.ingredients = List.copyOf(ingredients);
        this.groups = groups;
        this.method = method;
        this.shares = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            shares.add(share(base, group, weights.column(group)));
        }
    }

    private Share share(Optional<TensorSource> base, int group, double[] column) throws StockpotException {
        int[] present = IntStream.range(0, column.length)
                .filter(ingredient -> column[ingredient] != 0)
                .toArray();
        String subject = name + ": in layer group " + groups.names().get(group);
        if (present.length == 0) {
            if (base.isEmpty()) {
                throw new StockpotException(
                        subject + " all mixing weights are 0 and there is no base: raise one or add a base");
            }
            requireTensors(base.get(), groups.tensorsOf(group), "give its layer group a mixing weight above 0");
            return new Share(List.of(base.get()), List.of(1.0), List.of(), SUM);
        }
        double[] weights = Arrays.stream(present)
                .mapToDouble(ingredient -> column[ingredient])
                .toArray();
        Optional<String> refusal = method.refusal(weights);
        if (refusal.isPresent()) {
            throw new StockpotException(subject + " " + refusal.get());
        }
        var taking = new ArrayList<TensorSource>();
        Arrays.stream(present).mapToObj(ingredients::get).forEach(taking::add);
        var shares = new ArrayList<>(Arrays.stream(weights).boxed().toList());
        List<Integer> rows = Arrays.stream(present).boxed().toList();
        double rest = method instanceof FusionMethod.Linear linear ? linear.baseShare(weights) : 0;
        if (base.isPresent() && (rest != 0 || method instanceof Sparse)) {
            requireTensors(base.get(), groups.tensorsOf(group), method.title() + " needs a base with the same tensors");
        }
        if (base.isPresent() && rest != 0) {
            taking.add(base.get());
            shares.add(rest);
        }
        return new Share(taking, shares, rows, method);
    }

    private void requireTensors(TensorSource base, List<String> tensors, String advice) throws StockpotException {
        for (String tensor : tensors) {
            TensorSpec expected = ingredients.get(0).spec(tensor);
            TensorSpec found = base.specs().get(tensor);
            if (found == null) {
                throw new StockpotException(
                        base.name() + ": " + tensor + " is missing, expected " + expected + "; " + advice);
            }
            boolean converts = found.dtype().isMixable() && expected.dtype().isMixable();
            if (!found.shape().equals(expected.shape()) || !(converts || found.dtype() == expected.dtype())) {
                throw new StockpotException(
                        base.name() + ": " + tensor + " is " + found + ", expected " + expected + "; " + advice);
            }
        }
    }

    /**
     * Finds what the method has to know of whole models, once for all soups that share its facts. Whoever skips this waits
     * for it at the first read, where nothing can be cancelled.
     *
     * @throws StockpotException if a source cannot be read
     * @throws java.util.concurrent.CancellationException at once when the job is cancelled
     */
    public void prepare(JobContext context) throws StockpotException {
        if (method instanceof Sparse sparse && shares.stream().anyMatch(share -> share.method() == sparse)) {
            sparse.prepare(sources, context);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return ingredients.get(0).specs();
    }

    /**
     * {@inheritDoc}
     *
     * @throws StockpotException also if the mix overflows the stored type although all ingredients are finite
     */
    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        DType dtype = checked(tensor, first, count).dtype();
        Share share = shares.get(groups.groupOf(tensor));
        if (copies(share, tensor) && share.sources().get(0).resident(tensor).isEmpty()) {
            return share.sources().get(0).read(tensor, first, count);
        }
        ByteBuffer result =
                ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        read(tensor, first, result);
        return result.flip();
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        DType dtype = spec(tensor).dtype();
        int count = to.remaining() / dtype.bytes();
        checked(tensor, first, count);
        Share share = shares.get(groups.groupOf(tensor));
        if (copies(share, tensor)) {
            TensorSource one = share.sources().get(0);
            Optional<Resident> resident = one.resident(tensor);
            if (resident.isPresent()) {
                resident.get().read(first, to);
            } else {
                one.read(tensor, first, to);
            }
            return;
        }
        if (share.method() instanceof Sparse sparse) {
            sifting(sparse, share, tensor).bytes(first, to);
        } else {
            fusing(share, tensor).bytes(first, to);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Values are those of the stored type: a mix that is measured is the mix that is saved. Long ranges are fused on as
     * many threads as there are processors.
     *
     * @throws StockpotException also if the mix overflows the stored type although all ingredients are finite
     */
    @Override
    public void floats(String tensor, long first, FloatBuffer to) throws StockpotException {
        checked(tensor, first, to.remaining());
        Fusing.run(floatsNowOrLater(tensor, first, to), tensor);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Fused as by the other method, but all of them at once, so that threads do not wait for each other at the end of
     * each.
     *
     * @throws StockpotException also if the mix overflows the stored type although all ingredients are finite
     */
    @Override
    public void floats(Map<String, FloatBuffer> tensors) throws StockpotException {
        List<Fusing.Piece> pieces = new ArrayList<>();
        for (Map.Entry<String, FloatBuffer> tensor : tensors.entrySet()) {
            checked(tensor.getKey(), 0, tensor.getValue().remaining());
            pieces.addAll(floatsNowOrLater(tensor.getKey(), 0, tensor.getValue()));
        }
        Fusing.run(pieces, name);
    }

    /** Fills the buffer, or tells what will fill it. */
    private List<Fusing.Piece> floatsNowOrLater(String tensor, long first, FloatBuffer to) throws StockpotException {
        Share share = shares.get(groups.groupOf(tensor));
        if (copies(share, tensor)) {
            TensorSource one = share.sources().get(0);
            Optional<Resident> resident = one.resident(tensor);
            if (resident.isPresent()) {
                resident.get().floats(first, to);
            } else {
                one.floats(tensor, first, to);
            }
            return List.of();
        }
        if (share.method() instanceof Sparse sparse) {
            sifting(sparse, share, tensor).floats(first, to);
            return List.of();
        }
        return fusing(share, tensor).pieces(first, to);
    }

    @Override
    public Optional<LinearCombination> combination(String tensor) throws StockpotException {
        DType dtype = spec(tensor).dtype();
        Share share = shares.get(groups.groupOf(tensor));
        if (!dtype.isMixable() || share.method() instanceof Sparse) {
            return Optional.empty();
        }
        Portions portions = copies(share, tensor)
                ? Portions.of(tensor, share.sources(), new double[] {1}, 1)
                : portions(share, tensor);
        return portions.combination(dtype);
    }

    private TensorSpec checked(String tensor, long first, int count) {
        TensorSpec spec = spec(tensor);
        if (first < 0 || count < 0 || first + count > spec.elementCount()) {
            throw new IllegalArgumentException(
                    name + ": " + count + " elements from " + first + " of " + tensor + " " + spec);
        }
        return spec;
    }

    /** Whether a tensor is taken as it is from the first that takes part. */
    private boolean copies(Share share, String tensor) {
        DType dtype = spec(tensor).dtype();
        boolean single = share.sources().size() == 1
                && share.method().keepsSingle(share.weights().get(0));
        return !dtype.isMixable()
                || (single && share.sources().get(0).spec(tensor).dtype() == dtype);
    }

    private Fusing fusing(Share share, String tensor) throws StockpotException {
        return new Fusing(name, portions(share, tensor), spec(tensor).dtype(), pots);
    }

    private Portions portions(Share share, String tensor) throws StockpotException {
        double[] weights = share.weightArray();
        double divisor = 1;
        if (share.method() instanceof FusionMethod.Linear linear) {
            divisor = linear.divisor(weights);
        } else if (share.method() instanceof Slerp slerp) {
            weights = weights.length == 1 ? new double[] {1} : slerp.factors(weights, products(share, tensor));
        }
        return Portions.of(tensor, share.sources(), weights, divisor);
    }

    /** Of those that take part, with each other. */
    private double[][] products(Share share, String tensor) throws StockpotException {
        double[][] all = sources.products(tensor);
        int[] rows = share.rowArray();
        return Arrays.stream(rows)
                .mapToObj(row -> Arrays.stream(rows)
                        .mapToDouble(other -> all[row][other])
                        .toArray())
                .toArray(double[][]::new);
    }

    private Sifting sifting(Sparse method, Share share, String tensor) throws StockpotException {
        return Sifting.of(name, method, sources, tensor, share.rowArray(), share.weightArray());
    }

    /** Closes nothing: the sources belong to whoever opened them. */
    @Override
    public void close() {}
}
