package org.stockpot.session;

import java.time.Duration;
import org.stockpot.job.Doing;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.Told;

/**
 * Says for whom a step of a longer job is done, such as {@code Evaluating: Greedy soup}.
 *
 * @param subject a name, or what is told
 */
record Phase(JobContext context, Object subject) implements JobContext {
    @Override
    public void checkpoint() {
        context.checkpoint();
    }

    @Override
    public void endIfCancelled() {
        context.endIfCancelled();
    }

    @Override
    public long workedNanos() {
        return context.workedNanos();
    }

    @Override
    public void rest(Duration most) {
        context.rest(most);
    }

    @Override
    public void progress(Progress progress) {
        context.progress(new Progress(Told.of(Doing.FOR, progress.told(), subject), progress.done(), progress.total()));
    }
}
