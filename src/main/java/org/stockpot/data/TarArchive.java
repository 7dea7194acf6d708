package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.StockpotException;

/**
 * The members of an uncompressed tar file: ustar, with the long names of pax and GNU. Regular files and folders only;
 * links, devices, sparse files, absolute or climbing names, damaged headers and files without an end mark are refused.
 * Commons Compress would read more kinds, and believes more.
 */
final class TarArchive {
    private static final int BLOCK = 512;
    /** Headers are read this many bytes at once; small members mostly come along with them. */
    private static final int WINDOW = 1 << 18;

    private static final int MAX_MEMBERS = 4_000_000;
    private static final int MAX_PAX = 1 << 13;
    private static final Pattern PAX = Pattern.compile("([0-9]{1,9}) ([^=\n]+)=");

    private final SourceFile file;
    private final Fingerprint headers = new Fingerprint("tar headers");
    private final List<Member> members = new ArrayList<>();
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowAt;
    private @Nullable String longName;
    private @Nullable Long longSize;

    /**
     * A regular file in the archive.
     *
     * @param offset of its content
     */
    record Member(String name, long offset, long size) {}

    private TarArchive(SourceFile file) {
        this.file = file;
    }

    static boolean startsLikeTar(byte[] start) {
        return start.length >= BLOCK && new String(start, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    static TarArchive read(SourceFile file) throws StockpotException {
        var archive = new TarArchive(file);
        archive.readHeaders();
        return archive;
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    SourceFile file() {
        return file;
    }

    /** Decides, with the file's size and time, what the members are. */
    String headers() {
        return headers.hex();
    }

    /** A part of the file, from the window if it is there. */
    ByteBuffer bytes(long at, long length, String what) throws StockpotException {
        if (at < windowAt || at + length > windowAt + window.limit()) {
            if (length >= WINDOW) {
                return file.read(at, length, what);
            }
            windowAt = at;
            window = file.read(at, Math.max(length, Math.min(WINDOW, file.size() - at)), what);
        }
        return window.slice((int) (at - windowAt), (int) length);
    }

    private void readHeaders() throws StockpotException {
        long at = 0;
        while (true) {
            if (at + BLOCK > file.size()) {
                throw file.refusal("the tar file has no end mark, it was cut; copy it again");
            }
            ByteBuffer header = bytes(at, BLOCK, "a tar header");
            if (isEmpty(header)) {
                checkEnd(at + BLOCK);
                return;
            }
            headers.add(header);
            checkSum(header, at);
            Optional<Long> given = Optional.ofNullable(longSize);
            long size = given.isPresent() ? given.get() : octal(header, 124, 12, at);
            if (size > file.size() - at - BLOCK) {
                throw file.refusal("the tar member at byte " + at + " claims " + size + " bytes, "
                        + (file.size() - at - BLOCK) + " follow; the file was cut");
            }
            member(header, at, size);
            at += BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
    }

    private void member(ByteBuffer header, long at, long size) throws StockpotException {
        char type = (char) header.get(156);
        switch (type) {
            case 'x' -> pax(new String(small(at, size), StandardCharsets.UTF_8), at);
            case 'g' -> {}
            case 'L' -> longName = text(ByteBuffer.wrap(small(at, size)), 0, (int) size);
            case '0', '\0', '5' -> {
                String name = Optional.ofNullable(longName).orElseGet(() -> shortName(header));
                checkName(name, at);
                if (type != '5') {
                    members.add(new Member(name, at + BLOCK, size));
                }
                if (members.size() > MAX_MEMBERS) {
                    throw file.refusal("more than " + MAX_MEMBERS + " members");
                }
                longName = null;
                longSize = null;
            }
            default ->
                throw file.refusal("the tar member at byte " + at + " is a link, a device or of another kind ('" + type
                        + "'); expected files only");
        }
    }

    private byte[] small(long at, long size) throws StockpotException {
        if (size > MAX_PAX) {
            throw file.refusal("the tar header at byte " + at + " goes on for " + size + " bytes");
        }
        var bytes = new byte[(int) size];
        bytes(at + BLOCK, size, "a tar header").get(bytes);
        return bytes;
    }

    private void pax(String text, long at) throws StockpotException {
        int from = 0;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        while (from < bytes.length) {
            String rest = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
            Matcher entry = PAX.matcher(rest);
            int length = entry.lookingAt() ? Integer.parseInt(entry.group(1)) : 0;
            if (length < entry.groupCount() || length > bytes.length - from || bytes[from + length - 1] != '\n') {
                throw file.refusal("the extended tar header at byte " + at + " is damaged");
            }
            String record = new String(bytes, from, length - 1, StandardCharsets.UTF_8);
            String value = record.substring(record.indexOf('=') + 1);
            switch (entry.group(2)) {
                case "path" -> longName = value;
                case "size" -> {
                    if (!value.matches("[0-9]{1,15}")) {
                        throw file.refusal("the extended tar header at byte " + at + " has the size '" + value + "'");
                    }
                    longSize = Long.parseLong(value);
                }
                default -> {
                    if (entry.group(2).startsWith("GNU.sparse")) {
                        throw file.refusal("the tar file holds a sparse file; pack it again without --sparse");
                    }
                }
            }
            from += length;
        }
    }

    private void checkName(String name, long at) throws StockpotException {
        boolean climbs = List.of(name.split("/", -1)).contains("..");
        if (name.isEmpty() || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0 || climbs) {
            throw file.refusal(
                    "the tar member at byte " + at + " has the name '" + name + "', which leaves its folder");
        }
    }

    private static String shortName(ByteBuffer header) {
        String name = text(header, 0, 100);
        boolean posix = header.get(262) == 0;
        String prefix = posix ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(ByteBuffer from, int at, int length) {
        int end = at;
        while (end < at + length && from.get(end) != 0) {
            end++;
        }
        var bytes = new byte[end - at];
        from.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void checkSum(ByteBuffer header, long at) throws StockpotException {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header.get(i) & 0xff;
        }
        if (octal(header, 148, 8, at) != sum) {
            throw file.refusal("the tar header at byte " + at + " has a wrong checksum; copy the file again");
        }
    }

    private long octal(ByteBuffer header, int from, int length, long at) throws StockpotException {
        String digits = text(header, from, length).strip();
        if (!digits.matches("[0-7]{1,12}")) {
            throw file.refusal("the tar header at byte " + at + " is damaged; copy the file again");
        }
        return Long.parseLong(digits, 8);
    }

    /** A second empty block, and nothing but zeros behind it. */
    private void checkEnd(long from) throws StockpotException {
        long rest = file.size() - from;
        if (rest < BLOCK || rest > 1 << 20 || !isEmpty(file.read(from, rest, "the tar end"))) {
            throw file.refusal("other bytes stand where the tar file should end");
        }
    }

    private static boolean isEmpty(ByteBuffer bytes) {
        for (int i = 0; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
