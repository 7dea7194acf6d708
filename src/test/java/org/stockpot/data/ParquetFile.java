package org.stockpot.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An uncompressed Parquet file of one row group, whose pages may be what no other program would write. */
final class ParquetFile {
    static final int PLAIN = 0;
    static final int DICTIONARY = 8;
    private static final int INT32 = 1;
    private static final int BINARY = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Object> schema = new ArrayList<>(List.of(struct(4, "schema", 5, 2)));
    private final List<Object> columns = new ArrayList<>();

    ParquetFile() {
        out.writeBytes(new byte[] {'P', 'A', 'R', '1'});
    }

    /** @param values the file says it has */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Page(int kind, int encoding, int values, byte... content) {
        static Page data(int encoding, int values, int... content) {
            return new Page(0, encoding, values, bytes(content));
        }

        static Page dictionary(int values, int... content) {
            return new Page(2, PLAIN, values, bytes(content));
        }

        /** Every row has the first word of the dictionary. */
        static Page run(int values) {
            var content = new ByteArrayOutputStream();
            content.write(1);
            varint(content, 2L * values);
            content.write(0);
            return new Page(0, DICTIONARY, values, content.toByteArray());
        }

        private byte[] header() {
            byte[] details = struct(1, values, 2, encoding);
            return struct(1, kind, 2, content.length, 3, content.length, kind == 0 ? 5 : 7, details);
        }

        private static byte[] bytes(int... values) {
            var bytes = new byte[values.length];
            for (int i = 0; i < values.length; i++) {
                bytes[i] = (byte) values[i];
            }
            return bytes;
        }
    }

    ParquetFile images(boolean optional, List<Page> pages) {
        return column("image", BINARY, optional, pages);
    }

    ParquetFile labels(boolean optional, List<Page> pages) {
        return column("label", INT32, optional, pages);
    }

    byte[] bytes() {
        byte[] footer = struct(1, 1, 2, schema, 4, List.of(struct(1, columns)));
        out.writeBytes(footer);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(footer.length)
                .array());
        out.writeBytes(new byte[] {'P', 'A', 'R', '1'});
        return out.toByteArray();
    }

    private ParquetFile column(String name, int type, boolean optional, List<Page> pages) {
        int start = out.size();
        long values = 0;
        for (Page page : pages) {
            out.writeBytes(page.header());
            out.writeBytes(page.content());
            values += page.kind() == 0 ? page.values() : 0;
        }
        schema.add(struct(1, type, 3, optional ? 1 : 0, 4, name));
        byte[] meta = struct(1, type, 3, List.of(name), 4, 0, 5, values, 7, out.size() - start, 9, start);
        columns.add(struct(3, meta));
        return this;
    }

    /** Thrift's compact protocol: numbers of fields and their values, of which arrays are structures already. */
    private static byte[] struct(Object... fields) {
        var struct = new ByteArrayOutputStream();
        int last = 0;
        for (int i = 0; i < fields.length; i += 2) {
            int field = (int) fields[i];
            struct.write(((field - last) << 4) | type(fields[i + 1]));
            write(struct, fields[i + 1]);
            last = field;
        }
        struct.write(0);
        return struct.toByteArray();
    }

    private static int type(Object value) {
        return value instanceof Number ? 6 : value instanceof String ? 8 : value instanceof List ? 9 : 12;
    }

    private static void write(ByteArrayOutputStream to, Object value) {
        if (value instanceof Number number) {
            varint(to, number.longValue() << 1);
        } else if (value instanceof String text) {
            varint(to, text.length());
            to.writeBytes(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } else if (value instanceof List<?> list) {
            to.write((list.size() << 4) | type(list.get(0)));
            list.forEach(each -> write(to, each));
        } else {
            to.writeBytes((byte[]) value);
        }
    }

    private static void varint(ByteArrayOutputStream to, long value) {
        for (long left = value; ; left >>>= 7) {
            to.write((int) (left & 0x7f) | (left > 0x7f ? 0x80 : 0));
            if (left <= 0x7f) {
                return;
            }
        }
    }
}
