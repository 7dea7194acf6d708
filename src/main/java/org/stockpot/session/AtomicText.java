package org.stockpot.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.stockpot.tensor.StockpotException;

/** Replaces a small file so that it is always the old or the new one, whole. */
public final class AtomicText {
    private AtomicText() {}

    /** Writes beside the target and moves; the folder must exist. */
    public static void write(Path target, String text) throws StockpotException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path target, byte[] content) throws StockpotException {
        Path absolute = target.toAbsolutePath();
        try {
            String random = HexFormat.of().toHexDigits(new SecureRandom().nextLong());
            Path temporary = absolute.resolveSibling(".stockpot-" + random + ".tmp");
            try {
                // Not a temporary file of the system's: nobody else could read what it becomes.
                try (FileChannel channel =
                        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new StockpotException(target + " cannot be written: " + e.getMessage(), e);
        }
    }
}
