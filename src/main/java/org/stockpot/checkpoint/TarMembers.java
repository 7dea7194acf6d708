package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The members of a tar archive of PyTorch 0.1, which are exactly four regular files. Anything else a tar archive can
 * hold is refused.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">the format</a>
 */
final class TarMembers {
    /** What such an archive holds. */
    static final List<String> NAMES = List.of("sys_info", "pickle", "storages", "tensors");

    private static final int BLOCK = 512;
    private static final int RECORD = 20 * BLOCK;
    private static final int LARGEST_NOTE = 1 << 16;
    /** Notes on a member that change neither its name nor its size, written by Python for its fractional times. */
    private static final Set<String> IDLE_NOTES = Set.of("atime", "ctime", "mtime", "uid", "gid", "uname", "gname");

    /**
     * One file.
     *
     * @param start first byte
     * @param size in bytes
     */
    record Member(long start, long size) {}

    private TarMembers() {}

    /** Reads all headers up to the end of the archive. */
    static Map<String, Member> read(InputFile file) throws CheckpointException {
        var members = new LinkedHashMap<String, Member>();
        long at = 0;
        int headers = 0;
        while (true) {
            byte[] header = block(file, at);
            if (isZero(header)) {
                break;
            }
            checkSum(file, header, at);
            if (++headers > 2 * NAMES.size()) {
                throw file.refusal(notOurs("it has more than " + NAMES.size() + " members"));
            }
            String name = text(header, 0, 100);
            long size = octal(file, header, 124, 12);
            long start = at + BLOCK;
            if (size > file.size() - start) {
                throw file.refusal("member " + Show.text(name) + " should hold " + size + " bytes, "
                        + (file.size() - start) + " follow; the file is cut short, get it again");
            }
            switch (header[156]) {
                case 'x' -> checkNotes(file, start, size);
                case '0', 0 -> {
                    boolean plain = text(header, 345, 155).isEmpty()
                            && text(header, 157, 100).isEmpty();
                    if (!plain || !NAMES.contains(name)) {
                        throw file.refusal(notOurs("it has a member " + Show.text(name)));
                    }
                    if (members.put(name, new Member(start, size)) != null) {
                        throw file.refusal("member " + name + " appears twice; the file is damaged or made by hand");
                    }
                }
                default ->
                    throw file.refusal(notOurs("its member " + Show.text(name) + " is a link, a folder or a device"));
            }
            at = start + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        checkEnd(file, at);
        if (members.size() != NAMES.size()) {
            throw file.refusal(notOurs("it lacks some of the members " + String.join(", ", NAMES)));
        }
        return members;
    }

    private static String notOurs(String reason) {
        return "is a tar archive that PyTorch did not write (" + reason
                + "), expected a checkpoint; if one is inside, unpack it";
    }

    private static byte[] block(InputFile file, long at) throws CheckpointException {
        if (at > file.size() - BLOCK) {
            throw file.refusal("begins as a tar archive but has no end; the file is cut short, get it again");
        }
        ByteBuffer block = file.read(at, BLOCK, "the tar archive");
        var bytes = new byte[BLOCK];
        block.get(bytes);
        return bytes;
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    /** Two blocks of zeros, and nothing but zeros up to a whole record: Python always writes whole ones. */
    private static void checkEnd(InputFile file, long at) throws CheckpointException {
        long rest = file.size() - at;
        if (rest < 2L * BLOCK || rest >= RECORD + 2L * BLOCK || file.size() % RECORD != 0) {
            throw file.refusal("has " + rest + " bytes at the end of its tar archive, expected at least " + 2 * BLOCK
                    + " that fill a record of " + RECORD + "; the file is damaged, get it again");
        }
        ByteBuffer end = file.read(at, (int) rest, "the end of the tar archive");
        while (end.hasRemaining()) {
            if (end.get() != 0) {
                throw file.refusal("has bytes after the end of its tar archive; the file is damaged or made by hand");
            }
        }
    }

    private static void checkSum(InputFile file, byte[] header, long at) throws CheckpointException {
        long sum = 8 * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? 0 : header[i] & 0xff;
        }
        boolean magic = new String(header, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        if (!magic || octal(file, header, 148, 8) != sum) {
            throw file.refusal("has a broken tar header at byte " + at + "; the file is damaged, get it again");
        }
    }

    /** Extended headers as {@code "<length> <key>=<value>\n"}. */
    private static void checkNotes(InputFile file, long start, long size) throws CheckpointException {
        if (size > LARGEST_NOTE) {
            throw file.refusal(notOurs("it has an extended header of " + size + " bytes"));
        }
        ByteBuffer bytes = file.read(start, (int) size, "an extended tar header");
        for (String line : StandardCharsets.ISO_8859_1.decode(bytes).toString().split("\n", -1)) {
            String key = line.replaceFirst("=.*", "").replaceFirst("^[0-9]+ ", "");
            if (!line.isEmpty() && !IDLE_NOTES.contains(key)) {
                throw file.refusal(notOurs("it has an extended header for " + Show.text(key)));
            }
        }
    }

    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private static long octal(InputFile file, byte[] header, int at, int length) throws CheckpointException {
        String digits = text(header, at, length).strip();
        if (!digits.matches("[0-7]{1,11}")) {
            throw file.refusal("has a tar header without proper numbers; the file is damaged or made by hand");
        }
        return Long.parseLong(digits, 8);
    }
}
