package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A recipe with its sources opened: a source of tensors, fused while they are read. Names, shapes and stored types are
 * those of the first ingredient; arithmetic runs in 64-bit floats.
 *
 * <ul>
 *   <li>An ingredient whose weight in a layer group is exactly 0 is not read there. Where only one takes part its bytes
 *       are copied, so a soup of one ingredient equals it bit for bit.
 *   <li>Integer tensors and 8-bit floats are never mixed: they are copied from the first ingredient that takes part in
 *       their group.
 *   <li>A layer group in which all weights are 0 is that of the base.
 * </ul>
 *
 * <p>A soup keeps no data and allows reads from several threads. Many soups share their sources, so closing a soup closes
 * none of them.
 */
public final class Soup implements TensorSource {
    private final String name;
    private final List<TensorSource> ingredients;
    private final LayerGroups groups;
    private final FusionMethod method;
    private final List<Share> shares;
    private final Queue<Pot> pots = new ConcurrentLinkedQueue<>();

    /** Who takes part in one layer group, and with which weights. */
    private record Share(List<TensorSource> sources, List<Double> weights) {
        double[] weightArray() {
            return weights.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * Checks that the sources fit together; reads no data.
     *
     * @param groups of the first ingredient's tensors
     * @param weights {@code ingredients × groups}
     * @throws StockpotException if tensors are missing, unexpected or of another shape, if a group has neither weights
     *     nor a base to take it from, or if the weights of a group cancel out
     */
    public Soup(
            String name,
            Optional<TensorSource> base,
            List<TensorSource> ingredients,
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
        this.name = name;
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
            requireTensors(base.get(), groups.tensorsOf(group));
            return new Share(List.of(base.get()), List.of(1.0));
        }
        double[] weights = Arrays.stream(present)
                .mapToDouble(ingredient -> column[ingredient])
                .toArray();
        if (!method.accepts(weights)) {
            throw new StockpotException(
                    subject + " the mixing weights sum to 0, so there is no average: change one of them");
        }
        return new Share(
                Arrays.stream(present).mapToObj(ingredients::get).toList(),
                Arrays.stream(weights).boxed().toList());
    }

    private void requireTensors(TensorSource base, List<String> tensors) throws StockpotException {
        for (String tensor : tensors) {
            TensorSpec expected = ingredients.get(0).spec(tensor);
            TensorSpec found = base.specs().get(tensor);
            if (found == null) {
                throw new StockpotException(base.name() + ": " + tensor + " is missing, expected " + expected
                        + "; give its layer group a mixing weight above 0");
            }
            boolean converts = found.dtype().isMixable() && expected.dtype().isMixable();
            if (!found.shape().equals(expected.shape()) || !(converts || found.dtype() == expected.dtype())) {
                throw new StockpotException(base.name() + ": " + tensor + " is " + found + ", expected " + expected
                        + "; give its layer group a mixing weight above 0");
            }
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
        TensorSpec spec = spec(tensor);
        if (first < 0 || count < 0 || first + count > spec.elementCount()) {
            throw new IllegalArgumentException(
                    name + ": " + count + " elements from " + first + " of " + tensor + " " + spec);
        }
        Share share = shares.get(groups.groupOf(tensor));
        TensorSource one = share.sources().get(0);
        boolean single = share.sources().size() == 1
                && method.keepsSingle(share.weights().get(0));
        if (!spec.dtype().isMixable() || (single && one.spec(tensor).dtype() == spec.dtype())) {
            return one.read(tensor, first, count);
        }
        return fuse(tensor, spec.dtype(), share, first, count);
    }

    private ByteBuffer fuse(String tensor, DType dtype, Share share, long first, int count) throws StockpotException {
        ByteBuffer result =
                ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        double[] weights = share.weightArray();
        double divisor = method.divisor(weights);
        Pot free = pots.poll();
        Pot pot = free == null ? new Pot() : free;
        var elements = new Elements(Math.min(Pot.CHUNK, count));
        for (int done = 0; done < count; done += Pot.CHUNK) {
            int length = Math.min(Pot.CHUNK, count - done);
            pot.cook(share.sources(), weights, divisor, tensor, first + done, length);
            double[] out = pot.sum();
            elements.encode(dtype, out, result, length);
            if (mayOverflow(dtype, out, length)) {
                ByteBuffer stored = result.slice(done * dtype.bytes(), length * dtype.bytes());
                elements.decode(dtype, stored, out, length);
                requireFinite(tensor, dtype, share, out, first + done, length);
            }
        }
        pots.offer(pot);
        return result.flip();
    }

    /** A quick look; only where it strikes are the stored values looked at one by one. */
    private static boolean mayOverflow(DType dtype, double[] values, int count) {
        double safe = switch (dtype) {
            case F16 -> 65504;
            case F64 -> Double.MAX_VALUE;
            default -> 0x1.fep127; // the largest bfloat16
        };
        boolean overflow = false;
        for (int i = 0; i < count; i++) {
            overflow |= !(Math.abs(values[i]) <= safe);
        }
        return overflow;
    }

    private void requireFinite(String tensor, DType dtype, Share share, double[] stored, long first, int count)
            throws StockpotException {
        var suspects = new BitSet();
        for (int i = 0; i < count; i++) {
            suspects.set(i, !Double.isFinite(stored[i]));
        }
        var values = new double[count];
        var elements = new Elements(count);
        for (TensorSource source : share.sources()) {
            elements.decode(source.spec(tensor).dtype(), source.read(tensor, first, count), values, count);
            for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
                suspects.set(i, Double.isFinite(values[i]));
            }
        }
        if (!suspects.isEmpty()) {
            throw new StockpotException(name + ": " + tensor + " overflows " + dtype + " at element "
                    + (first + suspects.nextSetBit(0))
                    + " although all ingredients are finite there: use smaller mixing weights or a wider type");
        }
    }

    /** Closes nothing: the sources belong to whoever opened them. */
    @Override
    public void close() {}
}
