package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/** Reads a source once, from the first tensor to the last, and finds all that can be told from its values. */
public final class WeightPass {
    private static final int CHUNK = 1 << 16;

    private final TensorSource source;
    private final Optional<TensorSource> reference;
    private final Elements elements = new Elements(CHUNK);
    private final ByteBuffer stored =
            ByteBuffer.allocateDirect(CHUNK * DType.F64.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    private final double[] values = new double[CHUNK];
    private final double[] origin = new double[CHUNK];
    private final Sums matrices = new Sums();
    private final Sums others = new Sums();

    private WeightPass(TensorSource source, Optional<TensorSource> reference) {
        this.source = source;
        this.reference = reference;
    }

    /**
     * What was found.
     *
     * @param relation empty if there was no reference
     */
    public record Result(WeightScan scan, Optional<Relation> relation) {}

    /**
     * Reads all tensors in chunks of 65,536 elements.
     *
     * @param reference what to compare with, under the same names; its tensors are read as well
     * @throws StockpotException if something cannot be read
     */
    public static Result run(TensorSource source, Optional<TensorSource> reference, JobContext context)
            throws StockpotException {
        return new WeightPass(source, reference).run(context);
    }

    private Result run(JobContext context) throws StockpotException {
        long total = source.specs().values().stream()
                .mapToLong(TensorSpec::byteCount)
                .sum();
        long done = 0;
        Map<String, WeightScan.Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, TensorSpec> entry : source.specs().entrySet()) {
            context.checkpoint();
            context.progress(new Progress(Told.of(Doing.CHECKING, source.name()), done, total));
            tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), context));
            done += entry.getValue().byteCount();
        }
        Optional<Relation> relation = Optional.empty();
        if (reference.isPresent()) {
            Sums sums = matrices.elements > 0 ? matrices : others;
            relation = Optional.of(
                    new Relation(sums.relativeL2(), sums.cosine(), HeadOrder.find(reference.get(), source)));
        }
        return new Result(new WeightScan(tensors), relation);
    }

    private WeightScan.Tensor tensor(String name, TensorSpec spec, JobContext context) throws StockpotException {
        Optional<TensorSource> other = reference.filter(
                base -> spec.dtype().isMixable() && isComparable(base.specs().get(name), spec));
        Sums sums = spec.shape().rank() >= 2 ? matrices : others;
        var found = new StoredValues(spec, CHUNK);
        long total = spec.elementCount();
        for (long first = 0; first < total; first += CHUNK) {
            context.checkpoint();
            int count = (int) Math.min(CHUNK, total - first);
            ByteBuffer own = stored.clear().limit(count * spec.dtype().bytes());
            source.read(name, first, own);
            found.add(own.flip());
            if (other.isPresent()) {
                elements.decode(spec.dtype(), own, values, count);
                DType theirs = other.get().spec(name).dtype();
                ByteBuffer base = stored.clear().limit(count * theirs.bytes());
                other.get().read(name, first, base);
                elements.decode(theirs, base.flip(), origin, count);
                sums.add(values, origin, count);
            }
        }
        return found.found();
    }

    private static boolean isComparable(@Nullable TensorSpec theirs, TensorSpec ours) {
        return theirs != null
                && theirs.shape().equals(ours.shape())
                && theirs.dtype().isMixable();
    }

    /** Running sums over several tensors. */
    private static final class Sums {
        private long elements;
        private double distance;
        private double base;
        private double own;
        private double product;

        void add(double[] values, double[] origin, int count) {
            // Two sums of each kind, so that an addition need not wait for the one before.
            double distance2 = 0;
            double base2 = 0;
            double own2 = 0;
            double product2 = 0;
            int pairs = count & ~1;
            for (int i = 0; i < pairs; i += 2) {
                addOne(values[i], origin[i]);
                double value = values[i + 1];
                double from = origin[i + 1];
                double delta = value - from;
                if (Math.abs(delta) <= Double.MAX_VALUE) {
                    distance2 += delta * delta;
                    base2 += from * from;
                    own2 += value * value;
                    product2 += value * from;
                }
            }
            if (pairs < count) {
                addOne(values[pairs], origin[pairs]);
            }
            distance += distance2;
            base += base2;
            own += own2;
            product += product2;
            elements += count;
        }

        private void addOne(double value, double from) {
            double delta = value - from;
            if (Math.abs(delta) <= Double.MAX_VALUE) {
                distance += delta * delta;
                base += from * from;
                own += value * value;
                product += value * from;
            }
        }

        double relativeL2() {
            return elements == 0 || base == 0 ? Double.NaN : Math.sqrt(distance / base);
        }

        double cosine() {
            double lengths = Math.sqrt(own) * Math.sqrt(base);
            return lengths == 0 ? Double.NaN : Math.max(-1, Math.min(1, product / lengths));
        }
    }
}
