package org.stockpot.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * One validated entry of a zip directory.
 *
 * @param name as stored
 * @param deflated compressed; otherwise stored as it is
 * @param crc CRC-32 of the content, 0 also where the writer left it out
 * @param compressedSize bytes in the file
 * @param size bytes of content
 * @param position of the first byte of data in the file
 */
record ZipMember(String name, boolean deflated, int crc, long compressedSize, long size, long position) {
    private static final int CHUNK = 1 << 16;
    private static final int LARGE_CHUNK = 1 << 18;

    /** Whether the writer left the checksum out, as PyTorch does on request. */
    boolean unchecked() {
        return crc == 0 && size > 0;
    }

    /** The content, never longer than {@link #size()}. */
    InputStream stream(InputFile file) {
        InputStream raw = file.stream(position, compressedSize);
        if (!deflated) {
            return raw;
        }
        var inflater = new Inflater(true);
        return new FilterInputStream(new InflaterInputStream(raw, inflater, CHUNK)) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }

    /**
     * Reads the whole content once, in constant memory, and compares length and checksum with the directory. Stored
     * content without a checksum has nothing to compare.
     *
     * @throws CheckpointException if they differ
     */
    void verify(InputFile file) throws CheckpointException {
        if (unchecked() && !deflated) {
            return;
        }
        var checksum = new CRC32();
        if (deflated) {
            inflate(file, checksum);
        } else {
            ByteBuffer buffer = size < CHUNK
                    ? ByteBuffer.allocate((int) size)
                    : ByteBuffer.allocateDirect((int) Math.min(LARGE_CHUNK, size));
            for (long done = 0; done < size; done += buffer.limit()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), size - done));
                file.fill(buffer, position + done);
                checksum.update(buffer.flip());
            }
        }
        compare(file, checksum);
    }

    private void inflate(InputFile file, CRC32 checksum) throws CheckpointException {
        var buffer = new byte[CHUNK];
        long length = 0;
        try (InputStream in = stream(file)) {
            int count = in.read(buffer);
            // A deflated member may inflate to far more than it declares: one chunk beyond is enough to know.
            while (count > 0 && length <= size) {
                checksum.update(buffer, 0, count);
                length += count;
                count = in.read(buffer);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (length != size) {
            throw file.refusal("member " + Show.text(name) + " should hold " + size + " bytes, found "
                    + (length > size ? "more" : String.valueOf(length)) + "; the file is damaged, get it again");
        }
    }

    /**
     * Compares the checksum of the whole content with the directory's.
     *
     * @throws CheckpointException if they differ
     */
    void compare(InputFile file, CRC32 checksum) throws CheckpointException {
        if (!unchecked() && (int) checksum.getValue() != crc) {
            throw file.refusal(String.format(
                    "member %s has checksum %08x, the directory says %08x; the file is damaged, get it again",
                    Show.text(name), checksum.getValue(), crc));
        }
    }

    CheckpointException unreadable(InputFile file, IOException e) {
        return unreadable(file, "member " + Show.text(name), e);
    }

    /** What to say about a part of the file that cannot be read. */
    static CheckpointException unreadable(InputFile file, String subject, IOException e) {
        if (e instanceof InputFile.Refused refused) {
            return refused.refusal();
        }
        String cause = e instanceof ZipException ? "its compression is broken" : InputFile.reason(e);
        return new CheckpointException(file.path(), subject + " cannot be read: " + cause + "; get the file again", e);
    }
}
