package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A storage that is a member of a torch archive. Before the first byte is handed out, the whole block is compared with its
 * checksum: in the reader's own buffer if that takes all of it, else by reading it once in constant memory; ranges alone
 * could not be checked, and the second read comes from the system's cache.
 */
final class ZipStorage implements TorchStorage {
    /** Compressed blocks are unpacked in memory; torch.save never compresses. */
    static final long LARGEST_DEFLATED = 256L << 20;

    private final InputFile file;
    private final String key;
    private final ZipMember member;
    private boolean verified;
    private @Nullable SoftReference<byte[]> unpacked;

    ZipStorage(InputFile file, String key, ZipMember member) {
        this.file = file;
        this.key = key;
        this.member = member;
    }

    /** Where in the archive the data is. */
    ZipMember member() {
        return member;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long size() {
        return member.size();
    }

    @Override
    public TorchStorage root() {
        return this;
    }

    @Override
    public void read(ByteBuffer buffer, long position) throws CheckpointException {
        if (position == 0 && buffer.remaining() == size() && !member.deflated() && !isVerified()) {
            readWhole(buffer);
            return;
        }
        verify();
        if (member.deflated()) {
            buffer.put(unpacked(), Math.toIntExact(position), buffer.remaining());
        } else {
            file.fill(buffer, member.position() + position);
        }
    }

    /** All of it at once can be checked where it lies. */
    private void readWhole(ByteBuffer buffer) throws CheckpointException {
        ByteBuffer content = buffer.duplicate();
        file.fill(buffer, member.position());
        var checksum = new CRC32();
        checksum.update(content);
        member.compare(file, checksum);
        synchronized (this) {
            verified = true;
        }
    }

    private synchronized boolean isVerified() {
        return verified;
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
