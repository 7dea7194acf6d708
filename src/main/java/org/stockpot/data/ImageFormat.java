package org.stockpot.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/** Kinds of image file, told apart by their first bytes and never by their names. */
enum ImageFormat {
    PNG("89504e470d0a1a0a") {
        @Override
        Pixels decode(EncodedImage image) throws IOException, StockpotException {
            Png.check(image);
            return Raw.decode(image, "png");
        }
    },
    JPEG("ffd8ff") {
        @Override
        Pixels decode(EncodedImage image) throws IOException, StockpotException {
            return Jpeg.decode(image);
        }
    },
    WEBP("52494646........57454250") {
        @Override
        Pixels decode(EncodedImage image) throws IOException, StockpotException {
            return WebP.decode(image);
        }
    },
    BMP("424d........00000000") {
        @Override
        Pixels decode(EncodedImage image) throws IOException, StockpotException {
            Bmp.check(image);
            return Raw.decode(image, "bmp");
        }
    },
    GIF("47494638..61") {
        @Override
        Pixels decode(EncodedImage image) throws IOException, StockpotException {
            return Gif.decode(image);
        }
    };

    /** Bytes needed to tell the formats apart. */
    static final int START = 12;

    private final String magic;

    /** @param magic in hexadecimal, a dot for any digit */
    ImageFormat(String magic) {
        this.magic = magic;
    }

    static Optional<ImageFormat> of(byte[] start) {
        return Arrays.stream(values()).filter(format -> format.matches(start)).findFirst();
    }

    private boolean matches(byte[] start) {
        if (start.length < magic.length() / 2) {
            return false;
        }
        for (int digit = 0; digit < magic.length(); digit++) {
            int shift = digit % 2 == 0 ? 4 : 0;
            int found = start[digit / 2] >> shift & 0xf;
            if (magic.charAt(digit) != '.' && Character.digit(magic.charAt(digit), 16) != found) {
                return false;
            }
        }
        return true;
    }

    /**
     * Decodes the first image in the file.
     *
     * @throws IOException if the decoder finds damage
     * @throws StockpotException if the file is cut or claims too much
     */
    abstract Pixels decode(EncodedImage image) throws IOException, StockpotException;
}
