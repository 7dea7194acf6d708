package org.stockpot.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Activations of one pass in front of one stage. */
sealed interface Kept {
    /** What the cache's clock showed when they were computed. */
    long clock();

    /** Bytes of memory they take. */
    long bytes();

    /**
     * The activations, for a pass.
     *
     * @param batch owns what has to be brought from elsewhere
     * @return empty if they are lost
     */
    Optional<NDArray> open(NDManager batch);

    void free();

    /** On the device. */
    record InMemory(NDArray array, long clock, long bytes) implements Kept {
        @Override
        public Optional<NDArray> open(NDManager batch) {
            array.tempAttach(batch);
            return Optional.of(array);
        }

        @Override
        public void free() {
            array.close();
        }
    }

    /** Float32 on a disk. */
    record OnDisk(SpoolFile file, SpoolFile.Piece piece, Shape shape, long clock) implements Kept {
        /** Writes an array of the CPU; empty if there is no room for it or if it is not in order. */
        static Optional<Kept> write(SpoolFile file, NDArray array, long clock) {
            return NativeMemory.of(array)
                    .flatMap(memory -> file.write(memory.duplicate()))
                    .map(piece -> new OnDisk(file, piece, array.getShape(), clock));
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public Optional<NDArray> open(NDManager batch) {
            NDArray array = batch.create(shape);
            ByteBuffer memory = array.toByteBuffer(true);
            return file.read(piece, memory) ? Optional.of(array) : Optional.empty();
        }

        @Override
        public void free() {
            file.free(piece);
        }
    }
}
