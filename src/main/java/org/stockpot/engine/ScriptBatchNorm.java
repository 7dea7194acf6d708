package org.stockpot.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * Reads off what the batch-norm layers of a module see. A layer in training mode moves its running values towards the
 * batch's: {@code new = (1 − m) · old + m · batch}. The momentum m stands in the code, so it is measured: from old values
 * of 0 the new ones are m · batch, and from old values of P they are (1 − m) · P more. With m known, one pass from 0
 * tells a batch's values.
 */
final class ScriptBatchNorm {
    private static final String MEAN = "running_mean";
    private static final String VARIANCE = "running_var";
    private static final String COUNT = "num_batches_tracked";
    /** Large, so that what differs between two passes, such as dropout, is small beside it; a power of two is exact. */
    private static final float PROBE = 1 << 20;
    /** Momenta are short decimal numbers in practice, and 32-bit numbers tell this much of them. */
    private static final double DECIMALS = 1e6;

    private static final double ROUNDING = 3e-7;

    private final String name;
    private final ScriptTensors tensors;
    private final List<Layer> layers;
    private Map<Layer, Double> momenta = Map.of();

    /** The tensors of one layer; the count is there too where the module has it. */
    private record Layer(String mean, String variance, String count) {}

    /** How the module is run on one batch. */
    interface Pass {
        void run() throws StockpotException;

        void training(boolean on);
    }

    ScriptBatchNorm(String name, ScriptTensors tensors) {
        this.name = name;
        this.tensors = tensors;
        List<Layer> found = new ArrayList<>();
        for (String mean : tensors.names().stream().sorted().toList()) {
            if (mean.equals(MEAN) || mean.endsWith("." + MEAN)) {
                String layer = mean.substring(0, mean.length() - MEAN.length());
                if (tensors.names().contains(layer + VARIANCE)) {
                    found.add(new Layer(mean, layer + VARIANCE, layer + COUNT));
                }
            }
        }
        this.layers = List.copyOf(found);
    }

    /** A copy of all running values. */
    Map<String, ByteBuffer> snapshot() {
        var copies = new HashMap<String, ByteBuffer>();
        for (Layer layer : layers) {
            for (String tensor : List.of(layer.mean(), layer.variance(), layer.count())) {
                if (tensors.names().contains(tensor)) {
                    copies.put(tensor, tensors.bytes(tensor));
                }
            }
        }
        return copies;
    }

    /** As {@link org.stockpot.evaluate.BatchNormNetwork#batchStatistics}. */
    Map<String, float[]> measure(Pass pass) throws StockpotException {
        if (layers.isEmpty()) {
            return Map.of();
        }
        for (Layer layer : layers) {
            if (tensors.isHalf(layer.mean())) {
                throw new StockpotException(
                        name + ": tensor " + layer.mean()
                                + " is F16, too coarse to measure batch norm in: save the program as float32 (module.float()).");
            }
        }
        Map<String, ByteBuffer> before = snapshot();
        pass.training(true);
        try {
            run(pass, 0);
            Map<String, float[]> fromZero = values();
            if (momenta.isEmpty()) {
                run(pass, PROBE);
                momenta = momenta(fromZero);
            }
            var statistics = new LinkedHashMap<String, float[]>();
            momenta.forEach((layer, momentum) -> {
                for (String tensor : List.of(layer.mean(), layer.variance())) {
                    statistics.put(tensor, divided(fromZero.getOrDefault(tensor, new float[0]), momentum));
                }
            });
            return statistics;
        } finally {
            pass.training(false);
            before.forEach(tensors::restore);
        }
    }

    private void run(Pass pass, float old) throws StockpotException {
        for (Layer layer : layers) {
            tensors.fill(layer.mean(), old);
            tensors.fill(layer.variance(), old);
            if (tensors.names().contains(layer.count())) {
                // A layer without momentum averages over all batches; this is its first.
                tensors.clear(layer.count());
            }
        }
        pass.run();
    }

    private Map<String, float[]> values() {
        var values = new HashMap<String, float[]>();
        for (Layer layer : layers) {
            values.put(layer.mean(), tensors.values(layer.mean()));
            values.put(layer.variance(), tensors.values(layer.variance()));
        }
        return values;
    }

    /** Of the layers that move at all. */
    private Map<Layer, Double> momenta(Map<String, float[]> fromZero) throws StockpotException {
        Map<String, float[]> fromProbe = values();
        var found = new LinkedHashMap<Layer, Double>();
        for (Layer layer : layers) {
            float[] low = fromZero.getOrDefault(layer.mean(), new float[0]);
            float[] high = fromProbe.getOrDefault(layer.mean(), new float[0]);
            double[] kept = new double[low.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = ((double) high[i] - low[i]) / PROBE;
            }
            double momentum = 1 - median(kept);
            double rounded = Math.rint(momentum * DECIMALS) / DECIMALS;
            if (Math.abs(momentum - rounded) < ROUNDING) {
                momentum = rounded;
            }
            if (momentum > 0) {
                found.put(layer, momentum);
            }
        }
        if (found.isEmpty()) {
            throw new StockpotException(name + " has " + layers.size()
                    + " batch-norm layers that keep their statistics even in training mode, as in a module that was"
                    + " traced after eval(): save it with torch.jit.script to have them measured.");
        }
        return found;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
    }

    private static float[] divided(float[] values, double momentum) {
        var result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (values[i] / momentum);
        }
        return result;
    }
}
