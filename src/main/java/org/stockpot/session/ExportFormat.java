package org.stockpot.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.stockpot.checkpoint.OutputFormat;
import org.stockpot.tensor.StockpotException;

/** Containers that a mix can be written to. */
public enum ExportFormat {
    /** The safe one: nothing but numbers and a header. */
    SAFETENSORS("safetensors", OutputFormat.SAFETENSORS),

    /** A state dict for {@code torch.load(weights_only=True)}. */
    TORCH("torch", OutputFormat.TORCH_ZIP),

    /** A TorchScript archive of one of the ingredients with its weights replaced. */
    TORCHSCRIPT("torchscript", OutputFormat.TORCHSCRIPT);

    private final String id;
    private final OutputFormat output;

    ExportFormat(String id, OutputFormat output) {
        this.id = id;
        this.output = output;
    }

    /** Endings of file names that people expect this format behind, the usual one first. */
    public List<String> endings() {
        return switch (this) {
            case SAFETENSORS -> List.of(".safetensors");
            case TORCH -> List.of(".pt", ".pth", ".bin", ".ckpt");
            case TORCHSCRIPT -> List.of(".pt", ".pth", ".ts", ".torchscript");
        };
    }

    /** Name as in files and on the command line. */
    public String id() {
        return id;
    }

    /** The usual ending of file names, with its dot. */
    public String ending() {
        return endings().get(0);
    }

    OutputFormat output() {
        return output;
    }

    /** Whether a file of that name would be expected to hold something else. */
    boolean contradicts(Path file) {
        String ending = ending(file);
        return !endings().contains(ending)
                && Arrays.stream(values()).anyMatch(other -> other.endings().contains(ending));
    }

    /** What people expect in a file of that name: safetensors, unless its ending is PyTorch's. */
    public static ExportFormat expected(Path file) {
        return TORCH.endings().contains(ending(file)) ? TORCH : SAFETENSORS;
    }

    /**
     * The format of that name.
     *
     * @throws StockpotException if there is none
     */
    public static ExportFormat of(String id) throws StockpotException {
        for (ExportFormat format : values()) {
            if (format.id.equals(id)) {
                return format;
            }
        }
        throw new StockpotException("Format \"" + id + "\" is unknown: give one of "
                + String.join(
                        ", ", Arrays.stream(values()).map(ExportFormat::id).toList()) + ".");
    }

    /** The name with the usual ending appended where it has none of the format's. File dialogs on Linux return names as typed. */
    public Path withEnding(Path wanted) {
        Path name = wanted.getFileName();
        return name == null || endings().contains(ending(wanted)) ? wanted : wanted.resolveSibling(name + ending());
    }

    /** The name without an ending that any format has. */
    static String stem(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        boolean known =
                Arrays.stream(values()).anyMatch(format -> format.endings().contains(ending(file)));
        return known && name.lastIndexOf('.') > 0 ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    private static String ending(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }
}
