package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.stockpot.tensor.StockpotException;

/**
 * The zip archive of {@code numpy.savez}: flat names that end in {@code .npy}, stored or deflated. Read strictly and by
 * own code: the JDK's and Commons Compress's readers believe the directory where the members' own headers say otherwise,
 * and accept duplicates, overlaps and bytes around the archive. The reader for PyTorch's archives cannot serve here,
 * because it belongs to another package and answers in terms of checkpoints.
 */
final class NpzArchive {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int END_SIZE = 22;
    private static final int MAX_MEMBERS = 10_000;
    private static final int REFUSED_FLAGS = 1 | 1 << 6 | 1 << 13;
    private static final int STREAMED = 1 << 3;
    private static final long NONE = 0xffffffffL;
    private static final int BUFFER = 1 << 20;

    private final SourceFile file;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final ByteBuffer directory;

    /**
     * One array in the archive.
     *
     * @param size bytes when inflated
     * @param compressed bytes in the file
     * @param offset of the data in the file
     */
    record Member(String name, boolean deflated, int crc, long compressed, long size, long offset) {}

    private record Range(long start, long end) {}

    private NpzArchive(SourceFile file) throws StockpotException {
        this.file = file;
        ByteBuffer tail =
                file.read(Math.max(0, file.size() - END_SIZE), Math.min(END_SIZE, file.size()), "the zip end");
        if (tail.remaining() < END_SIZE || tail.getInt(0) != END || tail.getShort(20) != 0) {
            throw file.refusal("the zip directory is missing at the end, the file was cut; copy it again");
        }
        long count = tail.getShort(10) & 0xffff;
        long size = tail.getInt(12) & NONE;
        long offset = tail.getInt(16) & NONE;
        long end = file.size() - END_SIZE;
        if (tail.getInt(4) != 0 || tail.getShort(8) != tail.getShort(10)) {
            throw file.refusal("the zip archive has several parts, expected one");
        }
        if (end >= 20 && file.read(end - 20, 20, "the zip end").getInt(0) == LOCATOR64) {
            ByteBuffer locator = file.read(end - 20, 20, "the zip end");
            end = locator.getLong(8);
            ByteBuffer wide = file.read(end, 56, "the zip end");
            if (wide.getInt(0) != END64 || wide.getLong(4) != 44 || end + 56 + 20 + END_SIZE != file.size()) {
                throw file.refusal("the 64-bit zip end is damaged; copy the file again");
            }
            boolean agrees = (count == 0xffff || count == wide.getLong(32))
                    && (size == NONE || size == wide.getLong(40))
                    && (offset == NONE || offset == wide.getLong(48));
            if (!agrees) {
                throw file.refusal("the two zip ends contradict each other");
            }
            count = wide.getLong(32);
            size = wide.getLong(40);
            offset = wide.getLong(48);
        }
        if (count < 1 || count > MAX_MEMBERS || offset < 0 || size < 0 || offset + size != end) {
            throw file.refusal("the zip directory should end where the end record begins; the file is damaged");
        }
        directory = file.read(offset, size, "the zip directory");
        readMembers((int) count, offset);
    }

    static NpzArchive read(SourceFile file) throws StockpotException {
        return new NpzArchive(file);
    }

    /** Names (without {@code .npy}), sizes and checksums of all members: what decides their content. */
    ByteBuffer directory() {
        return directory.duplicate().rewind();
    }

    /** An array by its name without {@code .npy}. */
    Member member(String name) throws StockpotException {
        Member member = members.get(name + ".npy");
        if (member == null) {
            throw file.refusal("expected arrays named images and labels, found " + members.keySet()
                    + "; save them with numpy.savez(file, images=…, labels=…)");
        }
        return member;
    }

    /** The first bytes of an array, at most {@code length}. Checks nothing. */
    ByteBuffer start(Member member, int length) throws StockpotException {
        int wanted = (int) Math.min(length, member.size());
        if (!member.deflated()) {
            return file.read(member.offset(), wanted, member.name());
        }
        var out = new byte[wanted];
        var inflater = new Inflater(true);
        try {
            ByteBuffer in = file.read(member.offset(), Math.min(member.compressed(), 4L * length + 64), member.name());
            inflater.setInput(in);
            int got = inflater.inflate(out);
            return ByteBuffer.wrap(out, 0, got).slice();
        } catch (DataFormatException e) {
            throw damaged(member, e);
        } finally {
            inflater.end();
        }
    }

    /** A whole array with its head, inflated; its checksum is compared. */
    ByteBuffer whole(Member member) throws StockpotException {
        if (member.size() > Math.min(Integer.MAX_VALUE - 16, Memory.free())) {
            throw file.refusal("member " + member.name() + " of " + member.size()
                    + " bytes does not fit into the free memory; save it with numpy.savez (not compressed), or give"
                    + " Java more with -Xmx");
        }
        ByteBuffer result =
                member.deflated() ? inflated(member) : file.read(member.offset(), member.size(), member.name());
        var crc = new CRC32();
        crc.update(result.duplicate());
        checkCrc(member, crc);
        return result;
    }

    /** Reads through a stored array and compares its checksum. */
    void verify(Member member) throws StockpotException {
        var crc = new CRC32();
        for (long at = 0; at < member.size(); at += BUFFER) {
            crc.update(file.read(member.offset() + at, Math.min(BUFFER, member.size() - at), member.name()));
        }
        checkCrc(member, crc);
    }

    private ByteBuffer inflated(Member member) throws StockpotException {
        var out = new byte[(int) member.size()];
        var inflater = new Inflater(true);
        try {
            int length = 0;
            long at = 0;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (at == member.compressed()) {
                        break;
                    }
                    int part = (int) Math.min(BUFFER, member.compressed() - at);
                    inflater.setInput(file.read(member.offset() + at, part, member.name()));
                    at += part;
                }
                int step = length < out.length
                        ? inflater.inflate(out, length, out.length - length)
                        : inflater.inflate(new byte[1]);
                if (length + step > out.length || (step == 0 && inflater.needsDictionary())) {
                    break;
                }
                length += step;
            }
            if (!inflater.finished()
                    || length != out.length
                    || at != member.compressed()
                    || inflater.getRemaining() != 0) {
                throw file.refusal("member " + member.name() + " does not inflate to the " + member.size()
                        + " bytes claimed; copy the file again");
            }
            return ByteBuffer.wrap(out);
        } catch (DataFormatException e) {
            throw damaged(member, e);
        } finally {
            inflater.end();
        }
    }

    private void checkCrc(Member member, CRC32 crc) throws StockpotException {
        if ((int) crc.getValue() != member.crc()) {
            throw file.refusal("the checksum of member " + member.name() + " does not match; copy the file again");
        }
    }

    private StockpotException damaged(Member member, DataFormatException e) {
        return new StockpotException(
                file.path() + ": member " + member.name() + " is damaged (" + e.getMessage() + ")", e);
    }

    private void readMembers(int count, long end) throws StockpotException {
        var ranges = new ArrayList<Range>();
        ByteBuffer left = directory();
        left.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            readMember(left, ranges);
        }
        if (left.hasRemaining()) {
            throw file.refusal("the zip directory should hold " + count + " members, found more");
        }
        ranges.sort(Comparator.comparingLong(Range::start));
        long reached = 0;
        for (Range range : ranges) {
            if (range.start() < reached || (reached == 0 && range.start() != 0)) {
                throw file.refusal("the zip members overlap or bytes stand before them");
            }
            reached = range.end();
        }
        if (reached > end) {
            throw file.refusal("the zip members overlap the directory");
        }
    }

    private void readMember(ByteBuffer left, List<Range> ranges) throws StockpotException {
        if (left.remaining() < 46 || left.getInt(left.position()) != CENTRAL) {
            throw file.refusal("the zip directory is damaged; copy the file again");
        }
        int at = left.position();
        int flags = left.getShort(at + 8) & 0xffff;
        int method = left.getShort(at + 10) & 0xffff;
        int crc = left.getInt(at + 16);
        int nameLength = left.getShort(at + 28) & 0xffff;
        int extraLength = left.getShort(at + 30) & 0xffff;
        int commentLength = left.getShort(at + 32) & 0xffff;
        if (left.remaining() < 46 + nameLength + extraLength + commentLength) {
            throw file.refusal("the zip directory ends inside a name; copy the file again");
        }
        var nameBytes = new byte[nameLength];
        left.get(at + 46, nameBytes);
        String name = new String(nameBytes, StandardCharsets.UTF_8);
        ByteBuffer wide = zip64(left.slice(at + 46 + nameLength, extraLength));
        long size = wide(left.getInt(at + 24), wide);
        long compressed = wide(left.getInt(at + 20), wide);
        long offset = wide(left.getInt(at + 42), wide);
        left.position(at + 46 + nameLength + extraLength + commentLength);
        boolean plain = name.matches("[^/\\\\:\u0000]{1,200}\\.npy") && !name.startsWith("..");
        if (!plain
                || (method != 0 && method != 8)
                || (flags & REFUSED_FLAGS) != 0
                || (method == 0 && size != compressed)) {
            throw file.refusal("zip member '" + name + "' is no plain array of numpy.savez");
        }
        if (members.keySet().stream()
                .anyMatch(known -> known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))) {
            throw file.refusal("zip member '" + name + "' appears twice");
        }
        if (offset < 0 || compressed < 0 || size < 0 || size / 1100 > compressed + 1) {
            throw file.refusal("zip member '" + name + "' claims " + size + " bytes in " + compressed);
        }
        ByteBuffer local = file.read(offset, 30, "member " + name);
        int localName = local.getShort(26) & 0xffff;
        int localExtra = local.getShort(28) & 0xffff;
        ByteBuffer rest = file.read(offset + 30, localName + localExtra, "member " + name);
        boolean same = local.getInt(0) == LOCAL
                && localName == nameLength
                && rest.slice(0, localName).equals(ByteBuffer.wrap(nameBytes))
                && (local.getShort(8) & 0xffff) == method
                && (((local.getShort(6) & 0xffff) ^ flags) & ~(1 << 1 | 1 << 2 | 1 << 11)) == 0;
        if (same && (flags & STREAMED) == 0) {
            ByteBuffer localWide = zip64(rest.slice(localName, localExtra));
            same = local.getInt(14) == crc
                    && wide(local.getInt(22), localWide) == size
                    && wide(local.getInt(18), localWide) == compressed;
        }
        long data = offset + 30 + localName + localExtra;
        if (!same || compressed > file.size() - data) {
            throw file.refusal("zip member '" + name + "' differs between directory and its own header");
        }
        ranges.add(new Range(offset, data + compressed));
        members.put(name, new Member(name, method == 8, crc, compressed, size, data));
    }

    private ByteBuffer zip64(ByteBuffer extra) throws StockpotException {
        extra.order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer found = ByteBuffer.allocate(0);
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            if (length > extra.remaining()) {
                break;
            }
            if (id == 1) {
                found = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        if (extra.hasRemaining()) {
            throw file.refusal("a zip member has a broken extra field");
        }
        return found;
    }

    private long wide(int narrow, ByteBuffer zip64) throws StockpotException {
        if (narrow != -1) {
            return narrow & NONE;
        }
        if (zip64.remaining() < 8) {
            throw file.refusal("a zip member lacks its 64-bit size");
        }
        return zip64.getLong();
    }
}
