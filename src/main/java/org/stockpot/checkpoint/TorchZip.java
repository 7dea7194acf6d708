package org.stockpot.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code torch.save} writes since PyTorch 1.6, and hands programs over to {@link ScriptWeights}. Only
 * descriptions are read when a file is opened.
 */
final class TorchZip {
    private TorchZip() {}

    /** Reads and validates directory and pickle; the file belongs to the result. */
    static TorchCheckpoint open(InputFile file, Strangers strangers) throws CheckpointException {
        TorchArchive archive = TorchArchive.open(file);
        for (String old : List.of("model.json", "attributes.pkl")) {
            if (archive.has(old)) {
                throw file.refusal("is a TorchScript program of PyTorch 1.0 to 1.2 (it has " + old
                        + "), expected one of 1.3 or newer; nothing was executed; load it with torch.jit.load and save it"
                        + " again");
            }
        }
        boolean program = archive.has("constants.pkl");
        StateDict dict = program
                ? ScriptWeights.read(archive)
                : StateDict.of(file, archive.unpickle("data.pkl", "data/", false), strangers);
        var warnings = new ArrayList<>(dict.warnings());
        warnings.addAll(archive.warnings());
        return new TorchCheckpoint(
                file,
                program ? Format.TORCHSCRIPT : Format.TORCH_ZIP,
                Optional.of(archive),
                archive.bigEndian(),
                dict,
                archive.notes(),
                warnings);
    }
}
