package org.stockpot.data;

import java.util.Optional;

/** Snappy's block format: literals and copies of what came before. */
final class Snappy {
    private Snappy() {}

    /**
     * Decompresses a block.
     *
     * @param length of the result; another one is damage
     * @return empty if the block is damaged
     */
    static Optional<byte[]> decompress(byte[] in, int length) {
        var out = new byte[length];
        int at = 0;
        long claimed = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= in.length) {
                return Optional.empty();
            }
            claimed |= (in[at] & 0x7fL) << shift;
            if (in[at++] >= 0) {
                break;
            }
        }
        int done = 0;
        while (at < in.length) {
            int tag = in[at++] & 0xff;
            int kind = tag & 3;
            int extra = kind == 0 ? Math.max(0, (tag >> 2) - 59) : kind == 3 ? 4 : kind;
            if (at + extra > in.length) {
                return Optional.empty();
            }
            long number = 0;
            for (int i = 0; i < extra; i++) {
                number |= (in[at++] & 0xffL) << (8 * i);
            }
            long count =
                    kind == 0 ? 1 + (extra == 0 ? tag >> 2 : number) : kind == 1 ? 4 + (tag >> 2 & 7) : 1 + (tag >> 2);
            long offset = kind == 1 ? (long) (tag >> 5) << 8 | number : number;
            boolean fits =
                    count <= length - done && (kind == 0 ? count <= in.length - at : offset >= 1 && offset <= done);
            if (!fits) {
                return Optional.empty();
            }
            if (kind == 0) {
                System.arraycopy(in, at, out, done, (int) count);
                at += (int) count;
                done += (int) count;
            } else {
                for (int end = done + (int) count; done < end; done++) {
                    out[done] = out[done - (int) offset];
                }
            }
        }
        return claimed == length && done == length ? Optional.of(out) : Optional.empty();
    }
}
