package org.stockpot.job;

import org.stockpot.tensor.StockpotException;

/** Hears how a job ended, exactly once, on the executor its lane delivers to. */
public interface JobListener<T> {
    void succeeded(T result);

    /** The world was not as the job needed it; the message is ready to be shown. */
    void failed(StockpotException problem);

    /** The job was cancelled or superseded. */
    default void cancelled() {}

    /** The program is wrong. The default hands it to the thread's handler, which shows and logs it once. */
    default void crashed(Throwable error) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    }
}
