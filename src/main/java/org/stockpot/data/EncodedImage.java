package org.stockpot.data;

import java.io.IOException;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * The bytes of one image file, wherever they came from.
 *
 * @param name where they came from, for messages
 */
@SuppressWarnings("ArrayRecordComponent") // a value of bulk data, compared nowhere
record EncodedImage(String name, byte[] bytes) {
    /** Largest image file. */
    static final int MAX_BYTES = 64_000_000;
    /** Most pixels, known from the header and checked before anything is decoded. */
    static final long MAX_PIXELS = 64_000_000;

    /**
     * Decodes to the values that Pillow's {@code convert("RGB")} gives: colour profiles are not applied, transparency
     * is dropped, palettes are looked up, of 16-bit samples the upper half is kept. Grey images stay grey.
     *
     * @throws StockpotException if these are not the bytes of one whole image, or too many
     */
    Pixels decode() throws StockpotException {
        if (bytes.length > MAX_BYTES) {
            throw refusal("larger than the limit of " + MAX_BYTES + " bytes for an image");
        }
        Optional<ImageFormat> format = ImageFormat.of(bytes);
        if (format.isEmpty()) {
            throw refusal("no PNG, JPEG, WebP, BMP or GIF image");
        }
        try {
            return format.get().decode(this);
        } catch (IOException e) {
            throw new StockpotException(name + ": cannot be decoded (" + e.getMessage() + ")", e);
        } catch (RuntimeException e) {
            // The decoders answer some damaged files with whatever check fails first.
            throw new StockpotException(name + ": the image is damaged (" + e.getMessage() + ")", e);
        }
    }

    /** Refuses an image that would need too much memory. */
    void checkSize(long width, long height) throws StockpotException {
        if (width < 1 || height < 1) {
            throw refusal("claims " + width + " × " + height + " pixels");
        }
        if (width > MAX_PIXELS || height > MAX_PIXELS || width * height > MAX_PIXELS) {
            throw refusal(width + " × " + height + " pixels, more than the limit of " + MAX_PIXELS);
        }
    }

    StockpotException refusal(String problem) {
        return new StockpotException(name + ": " + problem);
    }

    int u8(int at) {
        return bytes[at] & 0xff;
    }

    int u16(int at) {
        return u8(at) | u8(at + 1) << 8;
    }

    long u32(int at) {
        return u16(at) | (long) u16(at + 2) << 16;
    }
}
