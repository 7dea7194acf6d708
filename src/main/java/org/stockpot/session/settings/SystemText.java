package org.stockpot.session.settings;

import java.util.List;
import java.util.Locale;
import org.stockpot.session.Version;

/** What somebody who helps needs to know about the machine, to be pasted into a report. */
public final class SystemText {
    private SystemText() {}

    /**
     * What people are asked for when something is wrong.
     *
     * @param device engine and device as the engine calls them; empty if it has not started
     */
    public static String of(String device) {
        Runtime java = Runtime.getRuntime();
        return String.join(
                        "\n",
                        List.of(
                                "Stockpot " + Version.text(),
                                "System: " + property("os.name") + " " + property("os.version") + ", "
                                        + property("os.arch"),
                                "Java: " + property("java.runtime.version") + ", " + property("java.vendor"),
                                "JavaFX: " + property("javafx.runtime.version"),
                                "Processors: " + java.availableProcessors(),
                                "Heap: " + (java.maxMemory() >> 20) + " MB at most",
                                "Engine: " + (device.isBlank() ? "not started yet" : device),
                                "Language: "
                                        + Locale.getDefault(Locale.Category.DISPLAY)
                                                .toLanguageTag()))
                + "\n";
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
