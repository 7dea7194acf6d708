package org.stockpot.checkpoint;

import java.nio.ByteBuffer;

/** A storage that is a plain range of the file, without a checksum, as in PyTorch's formats before 1.6. */
final class FileStorage implements TorchStorage {
    private final InputFile file;
    private final String key;
    private final long size;
    private long position;

    /**
     * @param size in bytes
     */
    FileStorage(InputFile file, String key, long size) {
        this.file = file;
        this.key = key;
        this.size = size;
    }

    /** Says where the data begins; tensors are described before that is known. Before anybody reads. */
    void place(long start) {
        this.position = start;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public TorchStorage root() {
        return this;
    }

    @Override
    public void read(ByteBuffer buffer, long from) throws CheckpointException {
        file.fill(buffer, position + from);
    }
}
