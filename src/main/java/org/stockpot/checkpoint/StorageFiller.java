package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/**
 * The new bytes of one storage of an archive: what its tensors view comes from a source, the rest stays. Tensors that
 * follow each other are streamed; only where they are strided or overlap is the storage put together in memory.
 */
final class StorageFiller {
    /** Largest storage that is put together in memory. */
    private static final int LARGEST = 1 << 30;

    private final ZipStorage storage;
    private final TensorSource source;
    private final List<View> views = new ArrayList<>();

    private record View(String name, TorchTensor tensor) {
        long begin() {
            return tensor.offset() * tensor.element().bytes();
        }

        long end() {
            return begin() + tensor.shape().elementCount() * tensor.element().bytes();
        }
    }

    /** @param tensors views of the storage, with the types and shapes that the source has */
    StorageFiller(ZipStorage storage, Map<String, TorchTensor> tensors, TensorSource source) {
        this.storage = storage;
        this.source = source;
        tensors.forEach((name, tensor) -> {
            if (tensor.shape().elementCount() > 0) {
                views.add(new View(name, tensor));
            }
        });
        views.sort(Comparator.comparingLong(View::begin));
    }

    /**
     * Streams the storage.
     *
     * @throws StockpotException if tensors that share memory differ in the source, or are too entangled
     */
    void writeTo(Chunks.Sink sink) throws StockpotException {
        if (inSequence()) {
            stream(sink);
        } else {
            sink.take(assembled());
        }
    }

    private boolean inSequence() {
        long reached = 0;
        for (View view : views) {
            if (!view.tensor.contiguous() || view.begin() < reached) {
                return false;
            }
            reached = view.end();
        }
        return true;
    }

    private void stream(Chunks.Sink sink) throws StockpotException {
        long reached = 0;
        for (View view : views) {
            copy(reached, view.begin(), sink);
            Chunks.of(source, view.name, sink);
            reached = view.end();
        }
        copy(reached, storage.size(), sink);
    }

    private void copy(long from, long to, Chunks.Sink sink) throws StockpotException {
        for (long at = from; at < to; at += Chunks.SIZE) {
            var piece = ByteBuffer.allocate((int) Math.min(Chunks.SIZE, to - at));
            storage.read(piece, at);
            sink.take(piece.flip());
        }
    }

    /** Every tensor is written through its strides; where two meet they have to agree. */
    private ByteBuffer assembled() throws StockpotException {
        if (storage.size() > LARGEST) {
            throw new StockpotException(views.get(0).name + " lies entangled with other tensors in a storage of "
                    + storage.size() + " bytes, Stockpot untangles at most " + LARGEST
                    + ": save the program with contiguous tensors, or export a state dict.");
        }
        var all = ByteBuffer.allocate((int) storage.size()).order(ByteOrder.LITTLE_ENDIAN);
        storage.read(all, 0);
        var written = new BitSet();
        for (View view : views) {
            var walk = new Walk(view.tensor);
            int width = view.tensor.element().bytes();
            Chunks.of(source, view.name, data -> {
                while (data.hasRemaining()) {
                    int at = (int) (walk.next() * width);
                    for (int i = 0; i < width; i++, at++) {
                        byte value = data.get();
                        if (written.get(at) && all.get(at) != value) {
                            throw conflict(view);
                        }
                        written.set(at);
                        all.put(at, value);
                    }
                }
            });
        }
        return all.rewind();
    }

    private StockpotException conflict(View view) {
        String others = String.join(
                ", ",
                views.stream()
                        .map(View::name)
                        .filter(name -> !name.equals(view.name))
                        .limit(3)
                        .toList());
        return new StockpotException(view.name + " shares its memory with " + (others.isEmpty() ? "itself" : others)
                + " in the TorchScript program, but the mix gives them different values: give their layer groups the"
                + " same mixing weights, or export a state dict.");
    }

    /** The places of a tensor's elements in its storage, in row-major order. */
    private static final class Walk {
        private final long[] shape;
        private final List<Long> strides;
        private final long[] index;
        private long place;

        Walk(TorchTensor tensor) {
            shape = tensor.shape().toArray();
            strides = tensor.strides();
            index = new long[shape.length];
            place = tensor.offset();
        }

        long next() {
            long now = place;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                index[axis]++;
                place += strides.get(axis);
                if (index[axis] < shape[axis]) {
                    return now;
                }
                place -= shape[axis] * strides.get(axis);
                index[axis] = 0;
            }
            return now;
        }
    }
}
