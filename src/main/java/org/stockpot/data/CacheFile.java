package org.stockpot.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * A file of prepared images, little endian: a head of {@value #HEAD} bytes (magic, key, number of slots, bytes per
 * image, length of the tail, checksums of tail and head), one slot per image of the set, and a tail with a checksum per
 * slot and a sentence per broken image. All checksums are CRC-32C. A file that is not exactly so is no cache file.
 *
 * @param broken what is wrong with the images that could not be read, by number
 */
record CacheFile(FileChannel channel, int count, int imageBytes, Map<Integer, String> broken) {
    /** Where the slots begin; the size of a page. */
    static final int HEAD = 4096;

    private static final long MAGIC = 0x31584950544f5053L; // "SPOTPIX1"
    private static final int MAX_TAIL = 1 << 28;
    private static final int USED = 8 + 32 + 4 + 4 + 4 + 4;

    CacheFile {
        broken = Collections.unmodifiableMap(new TreeMap<>(broken));
    }

    /**
     * Opens a file and compares all checksums.
     *
     * @return empty if there is none, if it is of another key, or if a single bit is wrong
     */
    static Optional<CacheFile> open(Path path, String key, int count, int imageBytes, int threads, JobContext context)
            throws StockpotException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            return Optional.empty();
        }
        boolean good = false;
        try {
            Optional<ByteBuffer> tail = tail(channel, key, count, imageBytes);
            if (tail.isPresent()) {
                ByteBuffer sums = tail.get().slice(0, 4 * count).order(ByteOrder.LITTLE_ENDIAN);
                verify(channel, sums, count, imageBytes, threads, context);
                Map<Integer, String> broken = broken(tail.get().position(4 * count), count);
                good = true;
                return Optional.of(new CacheFile(channel, count, imageBytes, broken));
            }
            return Optional.empty();
        } catch (IOException | Damage e) {
            return Optional.empty();
        } finally {
            if (!good) {
                closeQuietly(channel);
            }
        }
    }

    /** The bytes of one image. */
    byte[] image(int index) throws IOException {
        return read(channel, HEAD + (long) index * imageBytes, imageBytes).array();
    }

    /** What is wrong with a cache file; it never leaves this class. */
    private static final class Damage extends StockpotException {
        private static final long serialVersionUID = 1;

        Damage(String what) {
            super(what);
        }
    }

    /**
     * Completes a file whose slots are written: tail, then head, then everything onto the disk.
     *
     * @param sums CRC-32C of each slot
     */
    static void finish(FileChannel channel, String key, int[] sums, int imageBytes, Map<Integer, String> broken)
            throws IOException {
        byte[][] sentences = broken.values().stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        int length = 4 * sums.length
                + Arrays.stream(sentences).mapToInt(text -> 8 + text.length).sum();
        ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (int sum : sums) {
            tail.putInt(sum);
        }
        int at = 0;
        for (int image : broken.keySet()) {
            tail.putInt(image).putInt(sentences[at].length).put(sentences[at]);
            at++;
        }
        write(channel, tail.flip(), HEAD + (long) sums.length * imageBytes);
        ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(MAGIC)
                .put(HexFormat.of().parseHex(key))
                .putInt(sums.length)
                .putInt(imageBytes)
                .putInt(length)
                .putInt(sum(tail.rewind()));
        head.putInt(sum(head.duplicate().flip()));
        write(channel, head.rewind(), 0);
        channel.force(true);
    }

    static int sum(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes.duplicate());
        return (int) sum.getValue();
    }

    static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long start = at - bytes.position();
        while (bytes.hasRemaining()) {
            channel.write(bytes, start + bytes.position());
        }
    }

    private static Optional<ByteBuffer> tail(FileChannel channel, String key, int count, int imageBytes)
            throws IOException {
        ByteBuffer head = read(channel, 0, HEAD);
        byte[] found = new byte[32];
        head.get(8, found);
        int length = head.getInt(48);
        boolean fits = head.getLong(0) == MAGIC
                && HexFormat.of().formatHex(found).equals(key)
                && head.getInt(40) == count
                && head.getInt(44) == imageBytes
                && head.getInt(USED) == sum(head.slice(0, USED))
                && length >= 4 * count
                && length <= MAX_TAIL
                && channel.size() == HEAD + (long) count * imageBytes + length;
        if (!fits) {
            return Optional.empty();
        }
        ByteBuffer tail = read(channel, HEAD + (long) count * imageBytes, length);
        return sum(tail) == head.getInt(52) ? Optional.of(tail) : Optional.empty();
    }

    private static void verify(
            FileChannel channel, ByteBuffer sums, int count, int imageBytes, int threads, JobContext context)
            throws StockpotException {
        int together = Math.max(1, (1 << 20) / imageBytes);
        int rounds = (count + together - 1) / together;
        Parallel.run(rounds, threads, Told.of(Doing.OPENING_IMAGES), context, round -> {
            int first = round * together;
            int last = Math.min(count, first + together);
            try {
                ByteBuffer bytes = read(channel, HEAD + (long) first * imageBytes, (last - first) * imageBytes);
                for (int image = first; image < last; image++) {
                    if (sum(bytes.slice((image - first) * imageBytes, imageBytes)) != sums.getInt(4 * image)) {
                        throw new Damage("slot " + image);
                    }
                }
            } catch (IOException e) {
                throw new Damage("slot " + first);
            }
        });
    }

    private static Map<Integer, String> broken(ByteBuffer tail, int count) throws Damage {
        var broken = new TreeMap<Integer, String>();
        while (tail.hasRemaining()) {
            int image = tail.remaining() < 8 ? -1 : tail.getInt();
            int length = image < 0 || image >= count ? -1 : tail.getInt();
            if (length < 0 || length > tail.remaining()) {
                throw new Damage("list of broken images");
            }
            var text = new byte[length];
            tail.get(text);
            broken.put(image, new String(text, StandardCharsets.UTF_8));
        }
        return broken;
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file ends early");
            }
        }
        return bytes.flip();
    }

    static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is given up anyway.
        }
    }
}
