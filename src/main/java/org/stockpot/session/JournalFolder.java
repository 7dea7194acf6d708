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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.stockpot.tensor.StockpotException;

/** Where every search has a journal of its own, named after its first line. */
final class JournalFolder {
    private static final int KEPT = 64;
    private static final String ENDING = ".jsonl";
    private static final Pattern NAME = Pattern.compile(".+-[0-9a-f]{16}\\.jsonl");

    private JournalFolder() {}

    /** The file of one search; the oldest of many are removed. */
    static Path own(Path folder, JournalHeader header) throws StockpotException {
        Path own = file(folder, header);
        Path older = file(folder, header.withoutImages());
        if (!Files.exists(own) && isJournal(older)) {
            own = older;
        }
        removeOldest(folder, own);
        return own;
    }

    private static void removeOldest(Path folder, Path own) throws StockpotException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> oldest = all.filter(one -> !one.equals(own) && isJournal(one))
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
    }

    /** Whether a file was made here: a journal that is named after its first line. Everything else is somebody's own. */
    private static boolean isJournal(Path file) {
        String name = String.valueOf(file.getFileName());
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            return false;
        }
        try {
            String first = JournalFile.first(file).orElse("");
            return name.equals(name(Json.parse(name, first, JournalHeader.class).search(), first));
        } catch (IOException | StockpotException e) {
            return false;
        }
    }

    private static Path file(Path folder, JournalHeader header) {
        return folder.resolve(name(header.search(), Json.line(header)));
    }

    private static String name(String search, String line) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return search + "-" + HexFormat.of().formatHex(hash, 0, 8) + ENDING;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
