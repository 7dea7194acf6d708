package org.stockpot.evaluate;

import java.nio.file.Path;
import java.util.Map;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.TensorSpec;

/**
 * A TorchScript archive as a network of any architecture: its code defines the network. Running it means running code of
 * whoever made the file, so a program is only ever loaded where the user trusts exactly these bytes.
 *
 * @param name what people call it, for messages
 * @param archive the file
 * @param sha256 of the whole file, in lower-case hex; other bytes are never run
 * @param inputSize side of the square input in pixels; the file does not say it
 * @param channels of the input, 1 or 3; the file does not say it either
 * @param tensors parameters and buffers that our own reader found in the archive
 */
public record Program(
        String name, Path archive, String sha256, int inputSize, int channels, Map<String, TensorSpec> tensors) {
    public Program {
        if (inputSize < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(channels + " channels, size " + inputSize);
        }
        tensors = Map.copyOf(tensors);
    }

    /**
     * The program as an architecture. All its tensors count as used, for only a run could tell.
     *
     * @param classes {@link Architecture#UNKNOWN_CLASSES} until it was loaded
     */
    public Architecture architecture(int classes) {
        return Architecture.whole(
                "TorchScript program " + name, Preprocessing.imageNet(inputSize, channels), classes, tensors.keySet());
    }
}
