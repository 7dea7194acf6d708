package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.stockpot.checkpoint.Trouble.Operation;

/** An open file of {@link TroubledFiles}. A write that fails has written half of its bytes. */
final class TroubledChannel extends FileChannel {
    private final FileChannel real;
    private final Path path;
    private final Trouble trouble;

    TroubledChannel(FileChannel real, Path path, Trouble trouble) {
        this.real = real;
        this.path = path;
        this.trouble = trouble;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        try {
            trouble.before(Operation.WRITE, path);
        } catch (IOException e) {
            real.write(from.slice(from.position(), from.remaining() / 2));
            throw e;
        }
        return real.write(from);
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        trouble.before(Operation.READ, path);
        return real.read(to);
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
        trouble.before(Operation.READ, path);
        return real.read(to, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        trouble.before(Operation.FORCE, path);
        trouble.after(Operation.FORCE, path, path);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        trouble.before(Operation.LOCK, path);
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
        trouble.before(Operation.CLOSE, path);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer from, long position) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
