package org.stockpot.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.tensor.Resident;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * A file whose tensors stay in memory once they were fused, as far as {@link Residency} has room: a search fuses the same
 * files hundreds of times. What does not fit is read again each time. Closing it closes the file.
 */
final class CachedSource implements TensorSource {
    private final Checkpoint file;
    private final Stamp stamp;
    private final Residency residency;
    private final Map<String, Resident> kept = new ConcurrentHashMap<>();
    private final Set<String> unfit = ConcurrentHashMap.newKeySet();

    /** @param stamp of the file as it was opened */
    CachedSource(Checkpoint file, Stamp stamp, Residency residency) {
        this.file = file;
        this.stamp = stamp;
        this.residency = residency;
    }

    Checkpoint file() {
        return file;
    }

    Stamp stamp() {
        return stamp;
    }

    /**
     * Makes sure that the file is the one that was opened.
     *
     * @throws StockpotException if it was changed or is gone
     */
    void requireUnchanged() throws StockpotException {
        if (!stamp.equals(Stamp.of(file.files()))) {
            throw new StockpotException(
                    file.path() + " has changed since it was opened: remove it from the session and add it again.");
        }
    }

    boolean isUnchanged() {
        try {
            requireUnchanged();
            return true;
        } catch (StockpotException changed) {
            return false;
        }
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return file.specs();
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
        Resident resident = kept.get(tensor);
        if (resident == null || isOutside(tensor, first, count)) {
            return file.read(tensor, first, count);
        }
        ByteBuffer bytes = ByteBuffer.allocate(
                        Math.multiplyExact(count, spec(tensor).dtype().bytes()))
                .order(ByteOrder.LITTLE_ENDIAN);
        resident.read(first, bytes);
        return bytes.flip();
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws StockpotException {
        Resident resident = kept.get(tensor);
        if (resident == null
                || isOutside(
                        tensor, first, to.remaining() / spec(tensor).dtype().bytes())) {
            file.read(tensor, first, to);
        } else {
            resident.read(first, to);
        }
    }

    private boolean isOutside(String tensor, long first, int count) {
        return first < 0 || count < 0 || first + count > spec(tensor).elementCount();
    }

    @Override
    public Optional<Resident> resident(String tensor) throws StockpotException {
        TensorSpec spec = spec(tensor);
        Resident resident = kept.get(tensor);
        if (resident != null || !Resident.holds(spec) || unfit.contains(tensor)) {
            return Optional.ofNullable(resident);
        }
        return residency.admit(this, tensor, spec.byteCount());
    }

    /** Reads a tensor into memory. What is kept was read while the file was the one that was opened. */
    Optional<Resident> load(String tensor) throws StockpotException {
        Optional<Resident> loaded = Resident.of(file, tensor);
        requireUnchanged();
        loaded.ifPresentOrElse(resident -> kept.put(tensor, resident), () -> unfit.add(tensor));
        return loaded;
    }

    Optional<Resident> kept(String tensor) {
        return Optional.ofNullable(kept.get(tensor));
    }

    /** Forgets what is in memory; who computes with it at the moment still can. */
    void drop() {
        kept.clear();
    }

    @Override
    public void close() {
        residency.leave(this);
        file.close();
    }
}
