package org.stockpot.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.data.DataRef;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.ExportOrder;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** How a fused model is written. */
final class ExportOptions {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,3})?)\\s*([a-z]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30);

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "safetensors, torch (a state dict for torch.load) or torchscript; left out: what the ending of"
                            + " --output promises.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "Round to f64, f32, f16 or bf16; source (default) keeps the first ingredient's types.")
    private Optional<String> dtype = Optional.empty();

    @Option(
            names = "--shard-size",
            paramLabel = "SIZE",
            description = "Write several files of at most this size, such as 2GB or 500MiB, with an index.")
    private Optional<String> shardSize = Optional.empty();

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description = "TorchScript archive that lends its code (default: the first ingredient).")
    private Optional<Path> template = Optional.empty();

    @Option(names = "--no-card", negatable = true, description = "Write no model card beside the file.")
    private boolean card = true;

    @Option(
            names = "--reestimate-batch-norm",
            paramLabel = "DATA",
            description =
                    "Measure batch-norm statistics anew on these training-like images, PATH?count=2000; labels are not"
                            + " looked at.")
    private Optional<String> batchNorm = Optional.empty();

    @Option(
            names = "--probe",
            paramLabel = "N",
            description =
                    "Images of each data set that the written file is tried on before it is kept, in whole batches of"
                            + " 250 (default 250); 0 compares tensors instead.")
    private Optional<Integer> probe = Optional.empty();

    /** What was ordered. */
    ExportOrder order(Path output) throws StockpotException {
        if (probe.orElse(0) < 0) {
            throw new StockpotException("--probe " + probe.get() + ": give a number of images, or 0.");
        }
        ExportOrder order = ExportOrder.to(output);
        if (format.isPresent()) {
            order = order.withFormat(ExportFormat.of(format.get().toLowerCase(Locale.ROOT)));
        }
        return order.withDType(dtype())
                .withShards(shards())
                .withTemplate(template)
                .withCard(card)
                .withBatchNorm(batchNorm.isPresent() ? Optional.of(DataRef.parse(batchNorm.get())) : Optional.empty())
                .withProbe(probe.orElse(ExportOrder.DEFAULT_PROBE));
    }

    private Optional<DType> dtype() throws StockpotException {
        String wanted = dtype.orElse("source").toLowerCase(Locale.ROOT);
        if (wanted.equals("source")) {
            return Optional.empty();
        }
        List<DType> known =
                Arrays.stream(DType.values()).filter(DType::isMixable).toList();
        for (DType one : known) {
            if (one.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(one);
            }
        }
        throw new StockpotException("--dtype " + wanted + " is unknown: give f64, f32, f16, bf16 or source.");
    }

    private OptionalLong shards() throws StockpotException {
        if (shardSize.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher given = SIZE.matcher(shardSize.get().strip().toLowerCase(Locale.ROOT));
        Long unit = given.matches() ? UNITS.get(given.group(2)) : null;
        long bytes = unit == null
                ? 0
                : new BigDecimal(given.group(1))
                        .multiply(BigDecimal.valueOf(unit))
                        .longValue();
        if (bytes < 1) {
            throw new StockpotException("--shard-size " + shardSize.get()
                    + " is no size: give a number with a unit, such as 2GB or 500MiB.");
        }
        return OptionalLong.of(bytes);
    }
}
