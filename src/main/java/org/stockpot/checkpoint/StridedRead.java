package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Copies a range of a tensor, row-major, out of a storage where it may lie transposed, expanded or with gaps. The range
 * is cut into boxes; of each box the axes with the smallest strides are read together as long as what they span is
 * small, so that memory stays bounded and a transposed matrix is not read number by number.
 */
final class StridedRead {
    /** Bytes of storage that are read at once for tensors with gaps. */
    static final int WINDOW = 4 << 20;

    private final TorchTensor tensor;
    private final int width;
    private final int rank;
    private final ByteBuffer to;

    private record Axis(long stride, long extent, long step) {}

    private StridedRead(TorchTensor tensor, ByteBuffer to) {
        this.tensor = tensor;
        this.width = tensor.element().bytes();
        this.rank = tensor.shape().rank();
        this.to = to;
    }

    /**
     * Reads elements in the byte order of the file.
     *
     * @return position 0, limit {@code count × width}
     */
    static ByteBuffer read(TorchTensor tensor, long first, int count) throws CheckpointException {
        int width = tensor.element().bytes();
        ByteBuffer to = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
        if (tensor.contiguous()) {
            tensor.storage().read(to, (tensor.offset() + first) * width);
            return to.flip();
        }
        new StridedRead(tensor, to).boxes(first, count);
        return to.rewind();
    }

    /** Cuts the range into boxes that are whole in all axes but one. */
    private void boxes(long first, int count) throws CheckpointException {
        long done = 0;
        while (done < count) {
            long at = first + done;
            long inner = 1;
            int axis = rank - 1;
            while (axis > 0
                    && at % (inner * tensor.shape().extent(axis)) == 0
                    && inner * tensor.shape().extent(axis) <= count - done) {
                inner *= tensor.shape().extent(axis);
                axis--;
            }
            long index = at / inner % tensor.shape().extent(axis);
            long extent = Math.min(tensor.shape().extent(axis) - index, (count - done) / inner);
            box(source(at), axis, extent, inner, done);
            done += extent * inner;
        }
    }

    /** Where an element lies in the storage. */
    private long source(long element) {
        long rest = element;
        long source = tensor.offset();
        for (int axis = rank - 1; axis >= 0; axis--) {
            source += rest % tensor.shape().extent(axis) * tensor.strides().get(axis);
            rest /= tensor.shape().extent(axis);
        }
        return source;
    }

    private void box(long source, int outer, long extent, long inner, long target) throws CheckpointException {
        List<Axis> axes = new ArrayList<>();
        axes.add(new Axis(tensor.strides().get(outer), extent, inner));
        long step = inner;
        for (int axis = outer + 1; axis < rank; axis++) {
            step /= tensor.shape().extent(axis);
            axes.add(new Axis(tensor.strides().get(axis), tensor.shape().extent(axis), step));
        }
        axes.removeIf(axis -> axis.extent == 1);
        axes.sort(Comparator.comparingLong(Axis::stride));
        long span = 1;
        int together = 0;
        while (together < axes.size()) {
            Axis axis = axes.get(together);
            long wider = span + (axis.extent - 1) * axis.stride;
            if (wider > WINDOW / width) {
                break;
            }
            span = wider;
            together++;
        }
        ByteBuffer window = ByteBuffer.allocate(Math.toIntExact(span * width));
        List<Axis> within = axes.subList(0, together);
        List<Axis> around = axes.subList(together, axes.size());
        var place = new long[] {source, target};
        var indices = new long[around.size()];
        do {
            tensor.storage().read(window.clear(), place[0] * width);
            scatter(window, within, place[1]);
        } while (advance(around, indices, place));
    }

    private void scatter(ByteBuffer window, List<Axis> within, long target) {
        var place = new long[] {0, target};
        var indices = new long[within.size()];
        do {
            to.put((int) place[1] * width, window, (int) place[0] * width, width);
        } while (advance(within, indices, place));
    }

    /** Steps to the next index; {@code place} holds source and target element. False after the last. */
    private static boolean advance(List<Axis> axes, long[] indices, long[] place) {
        for (int i = 0; i < indices.length; i++) {
            Axis axis = axes.get(i);
            if (++indices[i] < axis.extent) {
                place[0] += axis.stride;
                place[1] += axis.step;
                return true;
            }
            place[0] -= (axis.extent - 1) * axis.stride;
            place[1] -= (axis.extent - 1) * axis.step;
            indices[i] = 0;
        }
        return false;
    }
}
