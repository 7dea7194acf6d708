package org.stockpot.session.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.job.Job;

/**
 * How much memory the program takes, in bytes.
 *
 * @param heapUsed by Java's objects, also those that nobody needs any more
 * @param heapMost what Java may take
 * @param resident of the whole process, with the engine's weights; empty where the system does not say
 */
public record MemoryUse(long heapUsed, long heapMost, OptionalLong resident) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Whatever lies outside Java's objects: the engine's weights, the program itself, and what Java keeps in reserve. */
    public OptionalLong outsideHeap() {
        return resident.isPresent() ? OptionalLong.of(Math.max(0, resident.getAsLong() - heapUsed)) : resident;
    }

    /** As it is now. On the io lane. */
    public static Job<MemoryUse> measure() {
        return context -> {
            Runtime java = Runtime.getRuntime();
            return new MemoryUse(java.totalMemory() - java.freeMemory(), java.maxMemory(), readResident());
        };
    }

    private static OptionalLong readResident() {
        try {
            return Files.exists(STATUS) ? resident(Files.readAllLines(STATUS)) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** From the lines of Linux's {@code /proc/self/status}. */
    static OptionalLong resident(List<String> status) {
        for (String line : status) {
            Matcher found = RESIDENT.matcher(line);
            if (found.matches()) {
                return OptionalLong.of(Long.parseLong(found.group(1)) << 10);
            }
        }
        return OptionalLong.empty();
    }
}
