package org.stockpot.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Reads ingredients as fusing does, block by block, and does nothing with them: what fusing them cannot be faster than. */
final class BenchTouch {
    private static final int CACHE_LINE = 64 / Float.BYTES;

    private final List<float[][]> blocks = new ArrayList<>();
    private final AtomicInteger seen = new AtomicInteger();
    private final int threads;
    private final long bytes;

    /** @param ingredients of 32-bit floats, in memory */
    BenchTouch(List<TensorSource> ingredients, int threads) throws StockpotException {
        this.threads = threads;
        long all = 0;
        for (String tensor : ingredients.get(0).specs().keySet()) {
            List<Resident.Singles> values = new ArrayList<>();
            for (TensorSource ingredient : ingredients) {
                values.add((Resident.Singles) ingredient.resident(tensor).orElseThrow());
                all += ingredient.spec(tensor).elementCount() * Float.BYTES;
            }
            for (int block = 0; block < values.get(0).blocks().size(); block++) {
                int index = block;
                blocks.add(values.stream().map(one -> one.blocks().get(index)).toArray(float[][]::new));
            }
        }
        this.bytes = all;
    }

    long bytes() {
        return bytes;
    }

    /** How long it takes to read one word of every cache line. */
    double millis() throws StockpotException {
        long start = System.nanoTime();
        Parallel.run(blocks.size(), threads, "Reading", JobContext.detached(), block -> {
            int bits = 0;
            for (float[] values : blocks.get(block)) {
                bits ^= lines(values);
            }
            // So that it is not left out.
            seen.addAndGet(bits);
        });
        return (System.nanoTime() - start) / 1e6;
    }

    private static int lines(float[] values) {
        int bits = 0;
        for (int i = 0; i < values.length; i += CACHE_LINE) {
            bits ^= Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
