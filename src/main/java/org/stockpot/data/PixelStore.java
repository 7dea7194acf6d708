package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where the bytes of prepared images are. Images are numbered as in their set; broken ones have no bytes. */
sealed interface PixelStore {
    /** Reads one image, all planes. */
    void read(int image, byte[] into);

    /** In memory. */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared nowhere
    record Heap(byte[][] images) implements PixelStore {
        @Override
        public void read(int image, byte[] into) {
            System.arraycopy(images[image], 0, into, 0, into.length);
        }
    }

    /**
     * In a file, read by position: fast enough (the system keeps it in memory), and unlike a mapped file neither fatal
     * when a disk fails nor undeletable while mapped. The channel is closed when the store is forgotten.
     *
     * @param start where the first image begins
     */
    record InFile(FileChannel channel, long start) implements PixelStore {
        @Override
        public void read(int image, byte[] into) {
            var buffer = ByteBuffer.wrap(into);
            long at = start + (long) image * into.length;
            try {
                while (buffer.hasRemaining()) {
                    if (channel.read(buffer, at + buffer.position()) < 0) {
                        throw new IOException("the image cache was cut");
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
