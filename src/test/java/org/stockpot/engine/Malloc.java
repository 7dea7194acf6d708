package org.stockpot.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.junit.jupiter.api.Assumptions;

/**
 * What the process has asked the C library for and not given back. Unlike the process's resident memory it knows
 * nothing of Java's heap, of its collector's tables, or of pages kept for later, so that what is left behind shows to
 * the byte. JNA comes with DJL.
 */
final class Malloc {
    private Malloc() {}

    /** Bytes in use; ends the test where the C library does not tell (it does since glibc 2.33). */
    static long inUse() {
        var all = (Info) mallinfo2().invoke(Info.class, new Object[0]);
        return all.uordblks + all.hblkhd;
    }

    /**
     * How much more is in use than before. Compiling Java code takes such memory too and gives it back, so a growth
     * above what is allowed is looked at again for some seconds; what was left behind stays.
     */
    static long growth(long before, long allowed) throws InterruptedException {
        long growth = inUse() - before;
        for (int look = 0; look < 50 && growth > allowed; look++) {
            Thread.sleep(100);
            growth = Math.min(growth, inUse() - before);
        }
        return growth;
    }

    private static Function mallinfo2() {
        try {
            return NativeLibrary.getProcess().getFunction("mallinfo2");
        } catch (UnsatisfiedLinkError e) {
            return Assumptions.abort("only glibc tells");
        }
    }

    /** {@code struct mallinfo2} of {@code malloc.h}, handed over by value. */
    @FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class Info extends Structure implements Structure.ByValue {
        public long arena;
        public long ordblks;
        public long smblks;
        public long hblks;
        public long hblkhd;
        public long usmblks;
        public long fsmblks;
        public long uordblks;
        public long fordblks;
        public long keepcost;
    }
}
