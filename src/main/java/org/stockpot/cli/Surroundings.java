package org.stockpot.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.stockpot.session.Workbench;

/**
 * What the command line gets from outside.
 *
 * @param out results
 * @param err progress and problems
 * @param terminal whether somebody looks at {@code err}, so that a line may be written over
 * @param home the folder that holds {@code assets}
 * @param workbench a new one; the command closes it
 * @param window starts the window; empty where there is no display
 * @param charts draws what a session has measured and how its weights differ; needs no display
 */
public record Surroundings(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Path home,
        Supplier<Workbench> workbench,
        Optional<WindowStarter> window,
        ChartDrawing charts) {}
