package org.stockpot.data;

/** What may still be allocated, so that a file's claim is refused with a sentence and not with an error of the JVM. */
final class Memory {
    private Memory() {}

    /** Bytes of heap not in use, a tenth of them kept back for everything else. */
    static long free() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory()) / 10 * 9;
    }
}
