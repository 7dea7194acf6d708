package org.stockpot.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.stockpot.tensor.StockpotException;

/** One image in a file of its own. */
final class ImageFile {
    private ImageFile() {}

    static boolean startsLikeImage(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return ImageFormat.of(in.readNBytes(ImageFormat.START)).isPresent();
        }
    }

    /** @throws StockpotException if the file is no whole image, or larger than 64 MB or 64 M pixels */
    static Pixels read(Path path) throws StockpotException {
        try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(EncodedImage.MAX_BYTES + 1);
            return new EncodedImage(path.toString(), bytes).decode();
        } catch (IOException e) {
            throw new StockpotException(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
