package org.stockpot.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stockpot.tensor.StockpotException;

/**
 * WebP through the TwelveMonkeys plug-in, which sees nothing but one bitstream: the container with its profiles,
 * metadata, transparency and frames is read here. Of an animation the first frame is taken, on a black canvas.
 *
 * <p>Lossless images come out as in Pillow to the last bit. Lossy ones do not: libwebp smooths the halved colour planes
 * when it brings them to full size, the plug-in repeats their samples; brightness differs by at most a rounding step,
 * hard colour edges by more.
 */
final class WebP {
    private static final int RIFF = fourCc("RIFF");
    private static final int WEBP = fourCc("WEBP");
    private static final int LOSSY = fourCc("VP8 ");
    private static final int LOSSLESS = fourCc("VP8L");
    private static final int EXTENDED = fourCc("VP8X");
    private static final int FRAME = fourCc("ANMF");
    private static final int FRAME_HEADER = 16;

    private final EncodedImage image;
    private final ByteBuffer bytes;
    private int canvasWidth;
    private int canvasHeight;
    private int left;
    private int top;

    private WebP(EncodedImage image) {
        this.image = image;
        this.bytes = ByteBuffer.wrap(image.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Pixels decode(EncodedImage image) throws IOException, StockpotException {
        return new WebP(image).decode();
    }

    private Pixels decode() throws IOException, StockpotException {
        long end = 8 + image.u32(4);
        if (end > bytes.limit()) {
            throw cut();
        }
        ByteBuffer stream = bitstream(12, (int) end);
        byte[] plain = ByteBuffer.allocate(12 + stream.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RIFF)
                .putInt(4 + stream.remaining())
                .putInt(WEBP)
                .put(stream)
                .array();
        Pixels frame = Raw.decode(new EncodedImage(image.name(), plain), "webp");
        if (canvasWidth == 0 || (canvasWidth == frame.width() && canvasHeight == frame.height())) {
            return frame;
        }
        image.checkSize(canvasWidth, canvasHeight);
        if (left + frame.width() > canvasWidth || top + frame.height() > canvasHeight) {
            throw image.refusal("the WebP frame lies outside of its canvas");
        }
        var out = new byte[canvasWidth * canvasHeight * 3];
        for (int y = 0; y < frame.height(); y++) {
            int row = ((top + y) * canvasWidth + left) * 3;
            System.arraycopy(frame.samples(), 3 * y * frame.width(), out, row, 3 * frame.width());
        }
        return new Pixels(canvasWidth, canvasHeight, 3, out);
    }

    /** The first chunk of pixels between two positions, with its header; all chunks must lie within. */
    private ByteBuffer bitstream(int from, int to) throws StockpotException {
        ByteBuffer found = ByteBuffer.allocate(0);
        int at = from;
        while (at < to) {
            long length = to - at < 8 ? to : image.u32(at + 4);
            if (length > to - at - 8) {
                throw cut();
            }
            int kind = bytes.getInt(at);
            int padded = (int) Math.min(8 + length + (length & 1), to - at);
            if (found.hasRemaining()) {
                at += padded;
                continue;
            }
            if (kind == LOSSY || kind == LOSSLESS) {
                found = bytes.slice(at, padded);
            } else if (kind == EXTENDED && length >= 10) {
                canvasWidth = 1 + u24(at + 12);
                canvasHeight = 1 + u24(at + 15);
            } else if (kind == FRAME && length >= FRAME_HEADER) {
                left = 2 * u24(at + 8);
                top = 2 * u24(at + 11);
                found = bitstream(at + 8 + FRAME_HEADER, at + 8 + (int) length);
            }
            at += padded;
        }
        if (!found.hasRemaining()) {
            throw image.refusal("the WebP file holds no image");
        }
        return found;
    }

    private int u24(int at) {
        return image.u16(at) | image.u8(at + 2) << 16;
    }

    private StockpotException cut() {
        return image.refusal("the WebP image ends early, the file was cut");
    }

    private static int fourCc(String text) {
        return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
    }
}
