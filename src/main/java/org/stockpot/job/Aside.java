package org.stockpot.job;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** One piece of work on a thread of its own, for somebody who goes on meanwhile and asks for its end later. */
public final class Aside {
    private Aside() {}

    /** Starts the work; it is not cancelled by itself, and does not keep the program from ending. */
    public static <T> Future<T> start(String name, Callable<T> work) {
        var task = new FutureTask<>(work);
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }
}
