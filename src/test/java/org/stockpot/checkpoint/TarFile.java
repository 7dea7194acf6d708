package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tar archives as PyTorch 0.1.1 wrote them, with any content. */
final class TarFile {
    private static final int BLOCK = 512;
    private static final int RECORD = 20 * BLOCK;

    final Map<String, byte[]> members = new LinkedHashMap<>();
    char type = '0';
    int records = 1;

    /** One tensor {@code 7} of eight floats, named {@code w}. */
    static TarFile honest() {
        var tar = new TarFile();
        tar.members.put("sys_info", Pickle.protocol(2).op('}', '.').bytes());
        tar.members.put("pickle", Pickle.dict().text("7").op('Q').close());
        tar.members.put("storages", storages(8, 32));
        tar.members.put("tensors", tensor(1, 0, 8, 1));
        return tar;
    }

    static byte[] storages(long claimed, int bytes) {
        return count(1).op(0x80, 2)
                .number(5)
                .text("cpu")
                .global("torch", "FloatStorage")
                .op(0x87, '.')
                .little(claimed, 8)
                .ascii("\0".repeat(bytes))
                .op(0x80, 2, ']', '.')
                .bytes();
    }

    /**
     * @param numbers sizes, then strides
     */
    static byte[] tensor(int rank, long offset, long... numbers) {
        Pickle tensor = count(1).op(0x80, 2)
                .number(7)
                .number(5)
                .global("torch", "FloatTensor")
                .op(0x87, '.')
                .little(rank, 4)
                .little(0, 4);
        Arrays.stream(numbers).forEach(number -> tensor.little(number, 8));
        return tensor.little(offset, 8).bytes();
    }

    static Pickle count(int count) {
        return Pickle.protocol(2).number(count).op('.');
    }

    TarFile with(String name, byte[] content) {
        members.put(name, content);
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        members.forEach((name, content) -> {
            out.writeBytes(header(name, content.length, type));
            out.writeBytes(content);
            out.writeBytes(new byte[-content.length & (BLOCK - 1)]);
        });
        out.writeBytes(new byte[Math.max(0, records * RECORD - out.size())]);
        return out.toByteArray();
    }

    static byte[] header(String name, long size, char type) {
        var header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 124, String.format("%011o", size));
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 257, "ustar\000" + "00");
        put(header, 148, "        ");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    Path write(Path path) throws IOException {
        return Files.write(path, bytes());
    }
}
