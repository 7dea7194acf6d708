package org.stockpot.data;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.stockpot.tensor.StockpotException;

/** What the JDK's PNG decoder does not check. */
final class Png {
    private static final int IEND = 0x49454e44;

    private Png() {}

    /** Every chunk with its checksum, up to and with IEND. */
    static void check(EncodedImage image) throws StockpotException {
        var buffer = ByteBuffer.wrap(image.bytes());
        buffer.position(8);
        while (buffer.remaining() >= 12) {
            int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 8) {
                break;
            }
            var crc = new CRC32();
            crc.update(image.bytes(), buffer.position(), length + 4);
            int type = buffer.getInt();
            buffer.position(buffer.position() + length);
            if (buffer.getInt() != (int) crc.getValue()) {
                throw image.refusal("a PNG checksum does not match, the file is damaged");
            }
            if (type == IEND) {
                return;
            }
        }
        throw image.refusal("the PNG image ends early, the file was cut");
    }
}
