package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Told;

/**
 * A fused model on disk, written, read back and tried.
 *
 * @param file to open: the one file, or the index of the shards
 * @param sha256 of that file
 * @param bytes size of all files together
 * @param files all of them, {@code file} last
 * @param format container
 * @param dtype what mixable tensors were rounded to; empty if they are as they were cooked
 * @param recipe with one column of weights per layer group
 * @param groups names of the layer groups, in the order of the columns
 * @param check how it was made sure that the file is the mix
 * @param batchNorm what measuring batch-norm statistics anew did, if it was ordered
 * @param card the model card, if one was written
 */
public record Exported(
        Path file,
        String sha256,
        long bytes,
        List<WrittenFile> files,
        ExportFormat format,
        Optional<DType> dtype,
        Recipe recipe,
        List<String> groups,
        SavedCheck check,
        Optional<Reestimated> batchNorm,
        Optional<Path> card) {
    public Exported {
        files = List.copyOf(files);
        groups = List.copyOf(groups);
    }

    /** What rounding did to the accuracy, one sentence per data set tried; none if nothing was rounded. */
    public List<Told> roundingSentences() {
        return MixText.rounding(this);
    }

    /** One file on disk. */
    public record WrittenFile(Path path, String sha256, long bytes) {}
}
