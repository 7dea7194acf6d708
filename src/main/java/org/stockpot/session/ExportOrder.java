package org.stockpot.session;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.data.DataRef;
import org.stockpot.tensor.DType;

/**
 * How a mix is to be written.
 *
 * @param target the file; of a sharded checkpoint, the name the single file would have
 * @param format container
 * @param dtype what tensors that can be mixed are stored as; empty keeps what the first ingredient has
 * @param shardBytes largest size of one shard's data; empty writes one file
 * @param template TorchScript archive that lends its code; empty takes the first ingredient's. Of no meaning to other
 *     formats
 * @param card whether a model card is written beside the file
 * @param batchNorm images, like those of the training, on which batch-norm statistics are measured anew; their labels are
 *     not looked at
 * @param probe how many images of each data set the file is tried on, rounded up to whole batches; with 0 tensors are
 *     compared instead
 * @param search what found the mix, where a search did
 */
public record ExportOrder(
        Path target,
        ExportFormat format,
        Optional<DType> dtype,
        OptionalLong shardBytes,
        Optional<Path> template,
        boolean card,
        Optional<DataRef> batchNorm,
        int probe,
        Optional<SearchSummary> search) {
    /** One batch of every set: enough to see any difference, quick on a CPU. */
    public static final int DEFAULT_PROBE = 250;

    public ExportOrder {
        if (probe < 0 || shardBytes.orElse(1) < 1) {
            throw new IllegalArgumentException("probe " + probe + ", shards of " + shardBytes + " bytes");
        }
    }

    /** One file of the kind that its name promises, as it was cooked, with a card. */
    public static ExportOrder to(Path target) {
        return new ExportOrder(
                target,
                ExportFormat.expected(target),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                DEFAULT_PROBE,
                Optional.empty());
    }

    /** The same order for another place. */
    public ExportOrder at(Path newTarget) {
        return new ExportOrder(newTarget, format, dtype, shardBytes, template, card, batchNorm, probe, search);
    }

    public ExportOrder withFormat(ExportFormat newFormat) {
        return new ExportOrder(target, newFormat, dtype, shardBytes, template, card, batchNorm, probe, search);
    }

    public ExportOrder withDType(Optional<DType> newDType) {
        return new ExportOrder(target, format, newDType, shardBytes, template, card, batchNorm, probe, search);
    }

    public ExportOrder withShards(OptionalLong newShardBytes) {
        return new ExportOrder(target, format, dtype, newShardBytes, template, card, batchNorm, probe, search);
    }

    public ExportOrder withTemplate(Optional<Path> newTemplate) {
        return new ExportOrder(target, format, dtype, shardBytes, newTemplate, card, batchNorm, probe, search);
    }

    public ExportOrder withCard(boolean newCard) {
        return new ExportOrder(target, format, dtype, shardBytes, template, newCard, batchNorm, probe, search);
    }

    public ExportOrder withBatchNorm(Optional<DataRef> newBatchNorm) {
        return new ExportOrder(target, format, dtype, shardBytes, template, card, newBatchNorm, probe, search);
    }

    public ExportOrder withProbe(int newProbe) {
        return new ExportOrder(target, format, dtype, shardBytes, template, card, batchNorm, newProbe, search);
    }

    public ExportOrder withSearch(Optional<SearchSummary> newSearch) {
        return new ExportOrder(target, format, dtype, shardBytes, template, card, batchNorm, probe, newSearch);
    }

    /** Where the model card lies: beside the file, with {@code .md} after its whole name, for a name in two formats is two files. */
    public Path cardFile() {
        return target.resolveSibling(target.getFileName() + ".md");
    }
}
