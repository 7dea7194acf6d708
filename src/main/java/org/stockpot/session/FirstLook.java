package org.stockpot.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.fuse.WeightPass;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Parallel;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.Told;

/**
 * Hashes a file and looks at its values, at the same time where the machine has two cores, so that the second reader finds
 * in the system's cache what the first has just read.
 */
final class FirstLook {
    private static final int VALUES = 0;
    private static final int HASH = 1;

    private final String name;
    private final List<Path> files;
    private final TensorSource tensors;
    private final Optional<TensorSource> reference;
    private final JobContext context;
    private final Thread caller = Thread.currentThread();
    private volatile boolean ended;
    private volatile @Nullable String sha256;
    private volatile WeightPass.@Nullable Result found;

    FirstLook(
            String name, List<Path> files, TensorSource tensors, Optional<TensorSource> reference, JobContext context) {
        this.name = name;
        this.files = files;
        this.tensors = tensors;
        this.reference = reference;
        this.context = context;
    }

    Examination examination(Optional<Stamp> stamp) throws StockpotException {
        int threads = Runtime.getRuntime().availableProcessors();
        Parallel.run(2, threads, Told.of(Doing.READING, name), new Watched(), this::round);
        String hash = sha256;
        WeightPass.Result values = found;
        if (hash == null || values == null) {
            throw new IllegalStateException(name + " was not looked at");
        }
        return new Examination(hash, values.scan(), stamp, values.relation());
    }

    private void round(int index) throws StockpotException {
        boolean whole = false;
        try {
            switch (index) {
                case VALUES -> found = WeightPass.run(tensors, reference, new Watched());
                case HASH -> sha256 = Sha256.of(files, (done, total) -> goOn());
                default -> throw new IllegalArgumentException("round " + index);
            }
            whole = true;
        } finally {
            if (!whole) {
                ended = true;
            }
        }
    }

    /** Which thread gets which round is chance. The lane's alone may ask the lane; the other stops when that one has. */
    private void goOn() {
        if (Thread.currentThread() != caller) {
            if (ended) {
                throw new CancellationException();
            }
            return;
        }
        boolean ends = true;
        try {
            context.checkpoint();
            ends = false;
        } finally {
            if (ends) {
                ended = true;
            }
        }
    }

    /** The lane as seen from either thread. */
    private final class Watched implements JobContext {
        @Override
        public void checkpoint() {
            goOn();
        }

        @Override
        public void progress(Progress progress) {
            if (Thread.currentThread() == caller) {
                context.progress(progress);
            }
        }
    }
}
