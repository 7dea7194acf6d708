package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.stockpot.tensor.StockpotException;

/** Where every search has a journal of its own, named after its first line. */
final class JournalFolder {
    private static final int KEPT = 64;
    private static final String ENDING = ".jsonl";

    private JournalFolder() {}

    /** The file of one search in a folder; the oldest of many are removed. */
    static Path own(Path folder, JournalHeader header) throws StockpotException {
        Path own = folder.resolve(header.search() + "-" + fingerprint(header) + ENDING);
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> oldest = all.filter(one -> one.toString().endsWith(ENDING) && !one.equals(own))
                    .sorted(Comparator.comparing((Path one) -> one.toFile().lastModified())
                            .reversed())
                    .skip(KEPT - 1)
                    .toList();
            for (Path one : oldest) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new StockpotException(folder + " cannot be used for journals: " + e.getMessage(), e);
        }
        return own;
    }

    private static String fingerprint(JournalHeader header) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Json.line(header).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
