package org.stockpot.session;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.tensor.Told;

/** Compares two sources, bit for bit. */
final class TensorComparison {
    private static final int CHUNK = 4 << 20;

    private TensorComparison() {}

    /**
     * Looks for a difference, in the order of the first source. Stops within 4 MiB of data.
     *
     * @return a clause that says which tensor differs first and how; empty if all are the same
     */
    static Optional<String> firstDifference(TensorSource one, TensorSource other, Told phase, JobContext context)
            throws StockpotException {
        long total =
                one.specs().values().stream().mapToLong(TensorSpec::byteCount).sum();
        long done = 0;
        for (Map.Entry<String, TensorSpec> entry : one.specs().entrySet()) {
            String name = entry.getKey();
            TensorSpec spec = entry.getValue();
            TensorSpec found = other.specs().get(name);
            if (!spec.equals(found)) {
                return Optional.of(
                        "tensor " + name + " is " + (found == null ? "missing" : found) + ", expected " + spec);
            }
            int step = CHUNK / spec.dtype().bytes();
            for (long first = 0; first < spec.elementCount(); first += step) {
                int count = (int) Math.min(step, spec.elementCount() - first);
                ByteBuffer expected = one.read(name, first, count);
                int at = expected.mismatch(other.read(name, first, count));
                if (at >= 0) {
                    return Optional.of("tensor " + name + " differs from element "
                            + (first + at / spec.dtype().bytes()) + " on");
                }
                done += (long) count * spec.dtype().bytes();
                context.checkpoint();
                context.progress(new Progress(phase, done, total));
            }
        }
        return other.specs().keySet().stream()
                .filter(name -> !one.specs().containsKey(name))
                .findFirst()
                .map(name -> "tensor " + name + " is not expected");
    }
}
