package org.stockpot.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import java.util.Optional;
import org.stockpot.evaluate.Architecture;

/**
 * All that a network has on one device: its native scope, the images that run, what is kept of passes, and ingredients to
 * fuse.
 */
record Place(Device device, NDManager scope, Pictures pictures, ActivationCache activations, Ingredients ingredients)
        implements AutoCloseable {
    /** Two networks live at the same time; each has a share for activations and one for ingredients, and a third is left. */
    private static final int SHARES = 6;

    /** On the device of a scope, which goes with the place. */
    static Place of(NDManager scope, Architecture architecture, EngineOptions options) {
        Device device = scope.getDevice();
        return new Place(
                device,
                scope,
                new Pictures(scope),
                new ActivationCache(
                        architecture.stages(),
                        scope.newSubManager(),
                        activationBudget(device, options),
                        device.isGpu() ? imageBytes(architecture) : 0,
                        device.isGpu() ? Optional.empty() : options.spool()),
                new Ingredients(scope.newSubManager(), ingredientBudget(device, options)));
    }

    /** Images go to a GPU as bytes. */
    private static long imageBytes(Architecture architecture) {
        return (long) architecture.channels() * architecture.inputSize() * architecture.inputSize();
    }

    /** On a GPU no more than its share, whatever the host's memory allows. */
    private static long activationBudget(Device device, EngineOptions options) {
        return device.isGpu() ? Math.min(options.activationBytes(), share(device)) : options.activationBytes();
    }

    /** On a GPU its share; the CPU fuses in its own memory. */
    private static long ingredientBudget(Device device, EngineOptions options) {
        return options.ingredientBytes().orElseGet(() -> device.isGpu() ? share(device) : 0);
    }

    private static long share(Device device) {
        return CudaUtils.getGpuMemory(device).getMax() / SHARES;
    }

    boolean isGpu() {
        return device.isGpu();
    }

    /** Gives back memory that only saves time. */
    void spare() {
        ingredients.giveUp();
        activations.shrink();
    }

    /** Arrays alive in native memory: weights, constants of normalisation, kept activations, ingredients. */
    int arrayCount() {
        return scope.getManagedArrays().size();
    }

    @Override
    public void close() {
        ingredients.close();
        activations.close();
        scope.close();
    }
}
