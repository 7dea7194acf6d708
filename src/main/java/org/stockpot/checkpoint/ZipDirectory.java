package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The directory of a zip archive, read as strictly as a torch archive allows. The JDK's own reader is not used: it
 * ignores checksums and local headers and accepts duplicates, overlaps and foreign bytes around the archive.
 */
final class ZipDirectory {
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int UNIX = 3;
    private static final int ENCRYPTED_OR_MASKED = 1 | 1 << 6 | 1 << 13;
    private static final int STREAMED = 1 << 3;
    private static final int COMPARED_FLAGS = ~(1 << 1 | 1 << 2 | 1 << 11);
    private static final long NONE = 0xffffffffL;
    private static final long LARGEST = 1L << 62;
    private static final int LONGEST_NAME = 4096;

    private final InputFile file;
    private final List<Range> ranges = new ArrayList<>();
    private final Set<String> folded = new HashSet<>();
    private long inflated;

    private record Range(String name, long start, long end) {}

    private ZipDirectory(InputFile file) {
        this.file = file;
    }

    /**
     * Reads and validates all entries.
     *
     * @return members by name, in the order of the directory
     */
    static Map<String, ZipMember> read(InputFile file) throws CheckpointException {
        return new ZipDirectory(file).members();
    }

    private Map<String, ZipMember> members() throws CheckpointException {
        ZipEnd end = ZipEnd.read(file);
        ByteBuffer directory = file.read(end.offset(), end.size(), "the zip directory");
        var members = new LinkedHashMap<String, ZipMember>();
        for (int i = 0; i < end.count(); i++) {
            ZipMember member = member(directory);
            members.put(member.name(), member);
        }
        if (directory.hasRemaining()) {
            throw file.refusal("the zip directory should hold " + end.count() + " members, found more");
        }
        checkRanges(end.offset());
        // Keeps the total work small whatever the members claim.
        if (inflated / 100 > file.size() + (16 << 20) / 100) {
            throw file.refusal("its compressed members claim " + inflated + " bytes, more than 100 times the file");
        }
        return members;
    }

    private ZipMember member(ByteBuffer directory) throws CheckpointException {
        if (directory.remaining() < CENTRAL_SIZE || directory.getInt(directory.position()) != CENTRAL) {
            throw file.refusal("the zip directory is broken at its byte " + directory.position()
                    + "; the file is damaged, get it again");
        }
        ByteBuffer fixed = slice(directory, CENTRAL_SIZE);
        int nameLength = fixed.getShort(28) & 0xffff;
        int extraLength = fixed.getShort(30) & 0xffff;
        int commentLength = fixed.getShort(32) & 0xffff;
        if (directory.remaining() < nameLength + extraLength + commentLength) {
            throw file.refusal("the zip directory ends inside a name; the file is damaged, get it again");
        }
        ByteBuffer nameBytes = slice(directory, nameLength);
        ByteBuffer extra = slice(directory, extraLength);
        directory.position(directory.position() + commentLength);
        String name = name(nameBytes.duplicate());

        int madeBy = fixed.get(5) & 0xff;
        int flags = fixed.getShort(8) & 0xffff;
        int method = fixed.getShort(10) & 0xffff;
        int kind = (fixed.getInt(38) >>> 16) & 0170000;
        check(method == STORED || method == DEFLATED, name, "uses compression method " + method);
        check((flags & ENCRYPTED_OR_MASKED) == 0, name, "is encrypted or patched");
        check(madeBy != UNIX || kind == 0 || kind == 0100000, name, "is not a regular file");
        ByteBuffer wide = zip64(extra, name);
        long size = wide(fixed.getInt(24) & NONE, wide, name);
        long compressed = wide(fixed.getInt(20) & NONE, wide, name);
        long offset = wide(fixed.getInt(42) & NONE, wide, name);
        check(size <= LARGEST && compressed <= file.size() && offset <= file.size(), name, "lies outside of the file");
        check(method == DEFLATED || size == compressed, name, "is stored with two different sizes");
        if (method == DEFLATED) {
            inflated = Math.min(LARGEST, inflated + size);
        }
        int crc = fixed.getInt(16);
        long data = local(offset, nameBytes, new Local(flags, method, crc, compressed, size), name);
        check(compressed <= file.size() - data, name, "lies outside of the file");
        ranges.add(new Range(name, offset, data + compressed));
        return new ZipMember(name, method == DEFLATED, crc, compressed, size, data);
    }

    private record Local(int flags, int method, int crc, long compressed, long size) {}

    /** Compares the local header with the directory; returns where the data begins. */
    private long local(long offset, ByteBuffer nameBytes, Local expected, String name) throws CheckpointException {
        ByteBuffer header = file.read(offset, LOCAL_SIZE, "member " + Show.text(name));
        int nameLength = header.getShort(26) & 0xffff;
        int extraLength = header.getShort(28) & 0xffff;
        check(
                header.getInt(0) == LOCAL && nameLength == nameBytes.remaining(),
                name,
                "has no local header of its name");
        ByteBuffer rest = file.read(offset + LOCAL_SIZE, nameLength + extraLength, "member " + Show.text(name));
        int flags = header.getShort(6) & 0xffff;
        check(
                slice(rest, nameLength).equals(nameBytes)
                        && ((flags ^ expected.flags) & COMPARED_FLAGS) == 0
                        && (header.getShort(8) & 0xffff) == expected.method,
                name,
                "differs between directory and local header");
        if ((flags & STREAMED) == 0) {
            ByteBuffer wide = zip64(rest, name);
            check(
                    header.getInt(14) == expected.crc
                            && wide(header.getInt(22) & NONE, wide, name) == expected.size
                            && wide(header.getInt(18) & NONE, wide, name) == expected.compressed,
                    name,
                    "differs between directory and local header");
        }
        return offset + LOCAL_SIZE + nameLength + extraLength;
    }

    /** The zip64 extra field, empty where there is none. */
    private ByteBuffer zip64(ByteBuffer extra, String name) throws CheckpointException {
        ByteBuffer found = ByteBuffer.allocate(0);
        boolean seen = false;
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = extra.getShort() & 0xffff;
            check(length <= extra.remaining() && !(seen && id == 1), name, "has a broken extra field");
            ByteBuffer field = slice(extra, length);
            if (id == 1) {
                found = field;
                seen = true;
            }
        }
        check(!extra.hasRemaining(), name, "has a broken extra field");
        return found;
    }

    private long wide(long narrow, ByteBuffer zip64, String name) throws CheckpointException {
        if (narrow != NONE) {
            return narrow;
        }
        check(zip64.remaining() >= 8, name, "lacks its 64-bit size");
        long value = zip64.getLong();
        check(value >= 0, name, "claims a negative size");
        return value;
    }

    private String name(ByteBuffer bytes) throws CheckpointException {
        String name;
        try {
            name = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file.path(), "a zip member has a name that is not UTF-8", e);
        }
        check(bytes.limit() > 0 && bytes.limit() <= LONGEST_NAME, name, "has a name of " + bytes.limit() + " bytes");
        check(name.indexOf('\0') < 0 && name.indexOf('\\') < 0, name, "has a name with a forbidden character");
        String[] segments = name.split("/", -1);
        check(segments[0].indexOf(':') < 0, name, "has a name with a drive letter");
        for (String segment : segments) {
            check(
                    !segment.isEmpty() && !segment.equals(".") && !segment.equals(".."),
                    name,
                    "is a folder or leaves the archive's folder; a file made by torch.save has neither");
        }
        check(folded.add(name.toLowerCase(Locale.ROOT)), name, "appears twice");
        return name;
    }

    private void checkRanges(long directory) throws CheckpointException {
        ranges.sort(Comparator.comparingLong(Range::start));
        long reached = 0;
        for (Range range : ranges) {
            check(range.start >= reached, range.name, "overlaps another member");
            reached = range.end;
        }
        check(
                ranges.get(0).start == 0,
                ranges.get(0).name,
                "does not begin at byte 0; bytes were put before the archive");
        check(reached <= directory, ranges.get(ranges.size() - 1).name, "overlaps the directory");
    }

    private void check(boolean holds, String member, String problem) throws CheckpointException {
        if (!holds) {
            throw file.refusal("zip member " + Show.text(member) + " " + problem);
        }
    }

    private static ByteBuffer slice(ByteBuffer from, int length) {
        ByteBuffer slice = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return slice;
    }
}
