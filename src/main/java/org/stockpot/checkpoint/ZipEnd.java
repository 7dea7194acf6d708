package org.stockpot.checkpoint;

import java.nio.ByteBuffer;

/**
 * The records at the end of a zip file that say where its directory is.
 *
 * @param count entries of the directory
 * @param offset of the directory
 * @param size of the directory in bytes
 */
record ZipEnd(int count, long offset, int size) {
    static final int MOST_MEMBERS = 100_000;
    private static final int LARGEST_DIRECTORY = 32 << 20;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int NONE16 = 0xffff;
    private static final long NONE32 = 0xffffffffL;

    static ZipEnd read(InputFile file) throws CheckpointException {
        int tailSize = (int) Math.min(file.size(), END_SIZE + NONE16);
        long tailStart = file.size() - tailSize;
        ByteBuffer tail = file.read(tailStart, tailSize, "the end of the zip archive");
        int at = tailSize - END_SIZE;
        while (at >= 0 && (tail.getInt(at) != END || (tail.getShort(at + 20) & NONE16) != tailSize - END_SIZE - at)) {
            at--;
        }
        if (at < 0) {
            throw file.refusal(
                    "begins as a zip archive but ends without a directory; the file is cut short, get it again");
        }
        long end = tailStart + at;
        long directoryEnd = end;
        long count = tail.getShort(at + 10) & NONE16;
        long size = tail.getInt(at + 12) & NONE32;
        long offset = tail.getInt(at + 16) & NONE32;
        boolean sound = onDisk(tail.getShort(at + 4) & NONE16, NONE16)
                && onDisk(tail.getShort(at + 6) & NONE16, NONE16)
                && tail.getShort(at + 8) == tail.getShort(at + 10);
        if (end >= LOCATOR_SIZE + END64_SIZE) {
            ByteBuffer locator = file.read(end - LOCATOR_SIZE, LOCATOR_SIZE, "the zip64 locator");
            if (locator.getInt(0) == LOCATOR) {
                directoryEnd = locator.getLong(8);
                if (directoryEnd < 0 || directoryEnd > end - LOCATOR_SIZE - END64_SIZE) {
                    throw file.refusal("the zip64 locator points outside of the file; the file is damaged");
                }
                ByteBuffer wide = file.read(directoryEnd, END64_SIZE, "the zip64 end record");
                sound &= wide.getInt(0) == END64
                        && wide.getLong(4) == end - LOCATOR_SIZE - 12 - directoryEnd
                        && wide.getInt(16) == 0
                        && wide.getInt(20) == 0
                        && wide.getLong(24) == wide.getLong(32)
                        && agrees(count, NONE16, wide.getLong(32))
                        && agrees(size, NONE32, wide.getLong(40))
                        && agrees(offset, NONE32, wide.getLong(48))
                        && locator.getInt(4) == 0
                        && locator.getInt(16) <= 1;
                count = wide.getLong(32);
                size = wide.getLong(40);
                offset = wide.getLong(48);
            }
        }
        if (!sound) {
            throw file.refusal("the end records of the zip archive contradict each other; the file is damaged");
        }
        if (count < 1 || count > MOST_MEMBERS || size < 0 || size > LARGEST_DIRECTORY) {
            throw file.refusal("the zip directory claims " + count + " members in " + size + " bytes, expected 1 to "
                    + MOST_MEMBERS + " members");
        }
        if (offset < 0 || offset != directoryEnd - size) {
            throw file.refusal("the zip directory claims to lie at " + offset + ", expected " + (directoryEnd - size)
                    + "; bytes were added or are missing, get the file again");
        }
        return new ZipEnd((int) count, offset, (int) size);
    }

    private static boolean onDisk(int disk, int none) {
        return disk == 0 || disk == none;
    }

    private static boolean agrees(long narrow, long none, long wide) {
        return narrow == none || narrow == wide;
    }
}
