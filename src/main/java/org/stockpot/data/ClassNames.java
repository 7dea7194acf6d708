package org.stockpot.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** A text file (UTF-8) with one class name per line, in label order. */
final class ClassNames {
    static final int MAX_CLASSES = 1_000_000;
    private static final int MAX_BYTES = 1 << 24;

    private ClassNames() {}

    /** The names in the file given, else in the first of some files beside another one, else none. */
    static List<String> beside(Path file, Optional<Path> given, String... candidates) throws StockpotException {
        if (given.isPresent()) {
            return read(given.get());
        }
        for (String candidate : candidates) {
            Path beside = file.resolveSibling(candidate);
            if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                return read(beside);
            }
        }
        return List.of();
    }

    /** Names without surrounding blanks; empty lines at the end do not count. */
    static List<String> read(Path path) throws StockpotException {
        String text;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new StockpotException(
                        path + ": larger than the limit of " + MAX_BYTES + " bytes for class names");
            }
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StockpotException(path + ": expected class names as UTF-8 text, found other bytes", e);
        } catch (IOException e) {
            throw new StockpotException(path + ": the class names cannot be read (" + e.getMessage() + ")", e);
        }
        List<String> names = text.stripTrailing().lines().map(String::strip).toList();
        var seen = new HashSet<String>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty() || !seen.add(names.get(i))) {
                throw new StockpotException(
                        path + ": line " + (i + 1) + " should name a class of its own, found '" + names.get(i) + "'");
            }
        }
        if (names.isEmpty()) {
            throw new StockpotException(path + ": holds no class names; write one per line, in label order");
        }
        return names;
    }
}
