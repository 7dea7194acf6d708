package org.stockpot.session;

import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;

/** Reports the measurement of one member of an ensemble as a part of the whole; all parts take the same time. */
record EnsemblePart(JobContext context, int member, int members) implements JobContext {
    @Override
    public void checkpoint() {
        context.checkpoint();
    }

    @Override
    public void endIfCancelled() {
        context.endIfCancelled();
    }

    @Override
    public void progress(Progress progress) {
        long total = progress.total();
        context.progress(new Progress(Doing.EVALUATING_ENSEMBLE, member * total + progress.done(), members * total));
    }
}
