package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * One column chunk of a Parquet file without repetition: its pages, and their values as slices of bytes. Values are
 * plain or in a dictionary; pages are uncompressed or compressed with Snappy or gzip.
 *
 * @param levels optional ancestors, the column included
 * @param width bytes per value, or 0 where each value has its length in front
 * @param pages of data, in order
 */
record ParquetColumn(
        SourceFile file, String name, int codec, int levels, int width, Optional<Page> dictionary, List<Page> pages) {
    private static final int HEADER_WINDOW = 1 << 16;
    private static final int MAX_PAGE = 1 << 30;
    private static final int MAX_VALUES = 10_000_000;
    /** Of a value's level, its index and where it is found. */
    private static final int BYTES_PER_ROW = 24;
    /** Of a slice and of what refers to it. */
    private static final int BYTES_PER_VALUE = 64;

    private static final int LEAST_VALUE = 4;
    private static final int DATA = 0;
    private static final int DICTIONARY = 2;
    private static final int DATA_V2 = 3;
    private static final int PLAIN = 0;
    private static final int PLAIN_DICTIONARY = 2;
    private static final int RLE_DICTIONARY = 8;

    /**
     * @param bare bytes at the beginning (levels) that are not compressed, of the second version only
     * @param values rows, null or not
     */
    record Page(
            long offset, int compressed, int size, int values, int encoding, int bare, boolean packed, boolean v2) {}

    /** Reads the headers of all pages. */
    static ParquetColumn read(SourceFile file, Thrift meta, int levels) throws StockpotException {
        String name = String.join(".", meta.texts(3));
        int width = switch ((int) meta.number(1)) {
            case 1 -> 4;
            case 2 -> 8;
            case 6 -> 0;
            default ->
                throw file.refusal(
                        "column " + name + " has the physical type " + meta.number(1) + ", expected bytes or integers");
        };
        int codec = (int) meta.number(4);
        if (codec < 0 || codec > 2) {
            String[] names = {"LZO", "Brotli", "LZ4", "Zstandard", "LZ4"};
            String known = codec >= 3 && codec <= 7 ? names[codec - 3] : "method " + codec;
            throw file.refusal("column " + name + " is compressed with " + known
                    + "; write the file again with compression='snappy' or none");
        }
        long dataAt = meta.number(9);
        long dictionaryAt = meta.number(11);
        long at = dictionaryAt > 0 && dictionaryAt < dataAt ? dictionaryAt : dataAt;
        long end = at + meta.number(7);
        long left = meta.number(5);
        if (at < 4 || end > file.size() || end < at || left < 0) {
            throw file.refusal("column " + name + " lies outside of the file; the file is damaged");
        }
        Optional<Page> dictionary = Optional.empty();
        List<Page> pages = new ArrayList<>();
        while (left > 0) {
            ByteBuffer window = file.read(at, Math.min(HEADER_WINDOW, end - at), "a page of column " + name);
            Thrift header = Thrift.read(file.path().toString(), window);
            int kind = (int) header.number(1);
            Page page = page(header, kind, at + window.position());
            if (page.size() < 0
                    || page.size() > MAX_PAGE
                    || page.compressed() < 0
                    || page.values() < 0
                    || page.bare() < 0
                    || page.bare() > Math.min(page.size(), page.compressed())
                    || page.offset() + page.compressed() > end) {
                throw file.refusal("a page of column " + name + " is damaged");
            }
            if (kind == DICTIONARY) {
                dictionary = Optional.of(page);
            } else if (kind == DATA || kind == DATA_V2) {
                if (page.values() == 0 || page.values() > Math.min(left, MAX_VALUES)) {
                    throw file.refusal(
                            "a page of column " + name + " has " + page.values() + " values, expected up to " + left);
                }
                pages.add(page);
                left -= page.values();
            }
            at = page.offset() + page.compressed();
        }
        return new ParquetColumn(file, name, codec, levels, width, dictionary, List.copyOf(pages));
    }

    private static Page page(Thrift header, int kind, long offset) {
        Optional<Thrift> details = header.struct(kind == DATA ? 5 : kind == DICTIONARY ? 7 : 8);
        boolean v2 = kind == DATA_V2;
        int values = (int) details.map(found -> found.number(1)).orElse(0L).longValue();
        int encoding =
                (int) details.map(found -> found.number(v2 ? 4 : 2)).orElse(0L).longValue();
        int bare = v2
                ? (int) details.map(found -> Math.max(0, found.number(5)) + Math.max(0, found.number(6)))
                        .orElse(0L)
                        .longValue()
                : 0;
        boolean packed = !v2 || details.map(found -> found.unlessFalse(7)).orElse(true);
        return new Page(offset, (int) header.number(3), (int) header.number(2), values, encoding, bare, packed, v2);
    }

    /** Values of all pages, null or not. */
    long rows() {
        return pages.stream().mapToLong(Page::values).sum();
    }

    /** The values of a page, one per row; null where there is none. */
    @Nullable
    ByteBuffer[] values(Page page) throws StockpotException {
        checkMemory((long) page.values() * BYTES_PER_ROW);
        ByteBuffer bytes = bytes(page);
        int[] present = new int[page.values()];
        java.util.Arrays.fill(present, levels);
        if (levels > 0) {
            int from = page.v2() ? 0 : 4;
            if (bytes.remaining() < from) {
                throw damaged();
            }
            int length = page.v2() ? page.bare() : bytes.getInt(0);
            if (length < 0 || length > bytes.remaining() - from) {
                throw damaged();
            }
            present = runs(bytes.slice(from, length), 32 - Integer.numberOfLeadingZeros(levels), page.values());
            bytes.position(from + length);
        }
        int count = 0;
        for (int level : present) {
            count += level == levels ? 1 : 0;
        }
        ByteBuffer[] found = found(page, bytes.slice(), count);
        var values = new ByteBuffer[page.values()];
        int next = 0;
        for (int row = 0; row < values.length; row++) {
            if (present[row] == levels) {
                values[row] = found[next++];
            }
        }
        return values;
    }

    private ByteBuffer[] found(Page page, ByteBuffer bytes, int count) throws StockpotException {
        if (page.encoding() == PLAIN) {
            return plain(bytes, count);
        }
        if ((page.encoding() != PLAIN_DICTIONARY && page.encoding() != RLE_DICTIONARY) || dictionary.isEmpty()) {
            throw file.refusal("column " + name + " uses the encoding " + page.encoding()
                    + "; write the file again with plain values");
        }
        ByteBuffer[] words = plain(bytes(dictionary.get()), dictionary.get().values());
        if (count == 0) {
            return new ByteBuffer[0];
        }
        int bits = bytes.hasRemaining() ? bytes.get(0) : -1;
        if (bits < 0 || bits > 31) {
            throw damaged();
        }
        int[] indices = runs(bytes.slice(1, bytes.remaining() - 1), bits, count);
        var found = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            if (indices[i] >= words.length) {
                throw damaged();
            }
            found[i] = words[indices[i]];
        }
        return found;
    }

    private ByteBuffer[] plain(ByteBuffer bytes, int count) throws StockpotException {
        if (count > bytes.remaining() / LEAST_VALUE) {
            throw damaged();
        }
        checkMemory((long) count * BYTES_PER_VALUE);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        var values = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            int length = width > 0 ? width : bytes.remaining() < 4 ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw damaged();
            }
            values[i] = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(bytes.position() + length);
        }
        return values;
    }

    /** Parquet's hybrid of run lengths and bit packing. */
    private int[] runs(ByteBuffer bytes, int bits, int count) throws StockpotException {
        var values = new int[count];
        int done = 0;
        while (done < count) {
            long head = 0;
            int shift = 0;
            byte part;
            do {
                if (!bytes.hasRemaining() || shift > 28) {
                    throw damaged();
                }
                part = bytes.get();
                head |= (part & 0x7fL) << shift;
                shift += 7;
            } while (part < 0);
            long length = (head & 1) == 0 ? (bits + 7) / 8 : (head >> 1) * bits;
            if (head < 2 || ((head & 1) == 0 && length > bytes.remaining())) {
                throw damaged();
            }
            if ((head & 1) == 0) {
                int value = 0;
                for (int i = 0; i < length; i++) {
                    value |= (bytes.get() & 0xff) << (8 * i);
                }
                int end = (int) Math.min(count, done + (head >> 1));
                java.util.Arrays.fill(values, done, end, value);
                done = end;
            } else {
                int end = (int) Math.min(count, done + (head >> 1) * 8);
                long bit = 8L * bytes.position();
                if (bit + (long) (end - done) * bits > 8L * bytes.limit()) {
                    throw damaged();
                }
                for (; done < end; done++) {
                    int value = 0;
                    for (int i = 0; i < bits; i++, bit++) {
                        value |= (bytes.get((int) (bit >> 3)) >> (bit & 7) & 1) << i;
                    }
                    values[done] = value;
                }
                bytes.position((int) Math.min(bytes.limit(), bytes.position() + length));
            }
            if (done < count && !bytes.hasRemaining()) {
                throw damaged();
            }
        }
        for (int value : values) {
            if (value < 0) {
                throw damaged();
            }
        }
        return values;
    }

    private ByteBuffer bytes(Page page) throws StockpotException {
        checkMemory(2L * page.size());
        byte[] raw = file.read(page.offset(), page.compressed(), "a page of column " + name)
                .array();
        if (codec == 0 || !page.packed()) {
            if (raw.length != page.size()) {
                throw damaged();
            }
            return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        }
        int size = page.size() - page.bare();
        byte[] packed = page.bare() == 0 ? raw : java.util.Arrays.copyOfRange(raw, page.bare(), raw.length);
        byte[] plain = size == 0
                ? new byte[0]
                : codec == 1
                        ? Snappy.decompress(packed, size).orElseThrow(this::damaged)
                        : Gzip.inflate(file.path(), packed, size);
        if (plain.length != size) {
            throw damaged();
        }
        ByteBuffer all = page.bare() == 0
                ? ByteBuffer.wrap(plain)
                : ByteBuffer.allocate(page.size())
                        .put(raw, 0, page.bare())
                        .put(plain)
                        .flip();
        return all.order(ByteOrder.LITTLE_ENDIAN);
    }

    private void checkMemory(long need) throws StockpotException {
        if (need > Memory.free()) {
            throw file.refusal(
                    "a page of column " + name + " needs " + (need >> 20) + " MB; give Java more memory with -Xmx");
        }
    }

    private StockpotException damaged() {
        return file.refusal("a page of column " + name + " is damaged; copy the file again");
    }
}
