package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * What an export would do, before it does.
 *
 * @param order with an absolute target
 * @param bytes of all tensors together; a file has some thousand more
 * @param free space where the file goes; empty where nobody knows
 * @param existing what would be replaced
 * @param refusal why it cannot be done
 */
public record ExportOutlook(
        ExportOrder order, long bytes, OptionalLong free, Optional<Existing> existing, Optional<String> refusal) {
    /**
     * What stands where the export goes.
     *
     * @param file the one that readers open: of a checkpoint in several files, the index
     * @param bytes of all its files together
     */
    public record Existing(Path file, long bytes) {}

    /** Whether the file will not fit. */
    public boolean isTooLarge() {
        return free.isPresent() && free.getAsLong() < bytes;
    }

    static ExportOutlook of(Session session, ExportOrder wanted, Opened opened) throws StockpotException {
        TensorSource content = Export.content(opened, Optional.empty(), wanted);
        long bytes = content.specs().values().stream()
                .mapToLong(TensorSpec::byteCount)
                .sum();
        ExportOrder order = wanted.at(wanted.target().toAbsolutePath().normalize());
        try {
            order = ExportTarget.checked(session, wanted);
        } catch (StockpotException refusal) {
            return new ExportOutlook(
                    order, bytes, OptionalLong.empty(), Optional.empty(), Optional.of(refusal.getMessage()));
        }
        return new ExportOutlook(
                order, bytes, free(order.target()), existing(Export.replaced(content, order)), Optional.empty());
    }

    private static OptionalLong free(Path target) {
        Path folder = target.getParent();
        try {
            return folder == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Existing> existing(List<Path> files) {
        return files.stream()
                .findFirst()
                .map(entry -> new Existing(
                        entry, files.stream().mapToLong(ExportOutlook::size).sum()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }
}
