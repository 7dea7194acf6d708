package org.stockpot.fuse;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** Reads a source once, from the first tensor to the last, and finds all that can be told from its values. */
public final class WeightPass {
    private static final int CHUNK = 1 << 16;

    private final TensorSource source;
    private final Optional<TensorSource> reference;
    private final Elements elements = new Elements(CHUNK);
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
            context.progress(new Progress("Checking " + source.name(), done, total));
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
        var checksum = new CRC32C();
        var tally = new Tally();
        long total = spec.elementCount();
        for (long first = 0; first < total; first += CHUNK) {
            context.checkpoint();
            int count = (int) Math.min(CHUNK, total - first);
            ByteBuffer stored = source.read(name, first, count);
            checksum.update(stored.duplicate());
            if (spec.dtype().isMixable()) {
                elements.decode(spec.dtype(), stored, values, count);
                tally.add(values, count);
            }
            if (other.isPresent()) {
                TensorSpec theirs = other.get().spec(name);
                elements.decode(theirs.dtype(), other.get().read(name, first, count), origin, count);
                sums.add(values, origin, count);
            }
        }
        return new WeightScan.Tensor(
                spec,
                tally.nan,
                tally.infinite,
                tally.infinite > 0 && tally.masked == total,
                total > 1 && tally.equal == total,
                (int) checksum.getValue());
    }

    private static boolean isComparable(@Nullable TensorSpec theirs, TensorSpec ours) {
        return theirs != null
                && theirs.shape().equals(ours.shape())
                && theirs.dtype().isMixable();
    }

    /** Counts of one tensor. */
    private static final class Tally {
        private double first = Double.NaN;
        private long equal;
        private long nan;
        private long infinite;
        private long masked;

        void add(double[] values, int count) {
            if (equal == 0) {
                first = values[0];
            }
            int same = 0;
            int finite = 0;
            for (int i = 0; i < count; i++) {
                same += values[i] == first ? 1 : 0;
                finite += Math.abs(values[i]) <= Double.MAX_VALUE ? 1 : 0;
            }
            equal += same;
            if (finite < count || infinite > 0) {
                for (int i = 0; i < count; i++) {
                    nan += Double.isNaN(values[i]) ? 1 : 0;
                    infinite += Double.isInfinite(values[i]) ? 1 : 0;
                    masked += values[i] == 0 || values[i] == Double.NEGATIVE_INFINITY ? 1 : 0;
                }
            } else {
                for (int i = 0; i < count; i++) {
                    masked += values[i] == 0 ? 1 : 0;
                }
            }
        }
    }

    /** Running sums over several tensors. */
    private static final class Sums {
        private long elements;
        private double distance;
        private double base;
        private double own;
        private double product;

        void add(double[] values, double[] origin, int count) {
            for (int i = 0; i < count; i++) {
                double value = values[i];
                double from = origin[i];
                double delta = value - from;
                if (Math.abs(delta) <= Double.MAX_VALUE) {
                    distance += delta * delta;
                    base += from * from;
                    own += value * value;
                    product += value * from;
                }
            }
            elements += count;
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
