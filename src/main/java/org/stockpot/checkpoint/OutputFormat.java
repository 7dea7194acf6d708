package org.stockpot.checkpoint;

/** Containers that Stockpot writes. */
public enum OutputFormat {
    /** One {@code .safetensors} file, or several with an index. */
    SAFETENSORS(".safetensors"),

    /** A state dict as {@code torch.save} writes it; opens with {@code torch.load(weights_only=True)}. */
    TORCH_ZIP(".pt"),

    /** An ingredient's TorchScript archive with its parameters and buffers replaced. */
    TORCHSCRIPT(".pt");

    private final String ending;

    OutputFormat(String ending) {
        this.ending = ending;
    }

    /** The usual file ending, with its dot. */
    public String ending() {
        return ending;
    }
}
