package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One flat block of data in a torch archive; tied tensors share one. Before the first byte is handed out, the whole
 * block is read once in constant memory and compared with its checksum: ranges alone could not be checked, and the
 * second read comes from the system's cache.
 */
final class TorchStorage {
    /** Compressed blocks are unpacked in memory; torch.save never compresses. */
    static final long LARGEST_DEFLATED = 256L << 20;

    private final InputFile file;
    private final String key;
    private final ZipMember member;
    private boolean verified;
    private @Nullable SoftReference<byte[]> unpacked;

    TorchStorage(InputFile file, String key, ZipMember member) {
        this.file = file;
        this.key = key;
        this.member = member;
    }

    String key() {
        return key;
    }

    /** Size in bytes. */
    long size() {
        return member.size();
    }

    /** Fills the rest of the buffer with bytes from the position on. */
    void read(ByteBuffer buffer, long position) throws CheckpointException {
        verify();
        if (member.deflated()) {
            buffer.put(unpacked(), Math.toIntExact(position), buffer.remaining());
        } else {
            file.fill(buffer, member.position() + position);
        }
    }

    private synchronized void verify() throws CheckpointException {
        if (!verified) {
            member.verify(file);
            verified = true;
        }
    }

    private synchronized byte[] unpacked() throws CheckpointException {
        byte[] kept = unpacked == null ? null : unpacked.get();
        if (kept != null) {
            return kept;
        }
        if (size() > LARGEST_DEFLATED) {
            throw file.refusal("member " + Show.text(member.name()) + " is compressed and holds " + size()
                    + " bytes, Stockpot unpacks at most " + LARGEST_DEFLATED
                    + "; save the checkpoint again with torch.save, which does not compress");
        }
        try (InputStream in = member.stream(file)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(size()));
            if (bytes.length < size()) {
                throw file.refusal("member " + Show.text(member.name()) + " ends too early; get the file again");
            }
            unpacked = new SoftReference<>(bytes);
            return bytes;
        } catch (IOException e) {
            throw member.unreadable(file, e);
        }
    }
}
