package org.stockpot.architecture.planted.search;

import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** One way to start a thread in each method. */
public class MakesThreads {
    public Thread creates() {
        return new Thread(() -> {});
    }

    public ExecutorService pools() {
        return Executors.newFixedThreadPool(2);
    }

    public Timer times() {
        return new Timer();
    }

    public CompletableFuture<Void> completes() {
        return CompletableFuture.runAsync(() -> {});
    }

    public int streams() {
        return IntStream.range(0, 9).parallel().sum();
    }
}
