package org.stockpot.engine;

import ai.djl.pytorch.jni.JniUtils;

/**
 * How many threads the engine may use inside one operation on the CPU. Several passes side by side with one thread each run
 * small networks faster than one pass with several threads; what runs alone wants them all. The engine takes the number from
 * the thread that calls, and from the last call for threads that are new.
 */
final class CpuThreads {
    private CpuThreads() {}

    /** Others work beside this thread. */
    static void shared() {
        JniUtils.setNumThreads(1);
    }

    /** Nobody else works. */
    static void all() {
        JniUtils.setNumThreads(Runtime.getRuntime().availableProcessors());
    }
}
