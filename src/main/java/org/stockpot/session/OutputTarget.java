package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.data.DataRef;
import org.stockpot.tensor.StockpotException;

/** Refuses places where a file cannot or must not go, before anybody waits for it. */
final class OutputTarget {
    private OutputTarget() {}

    /** The absolute target, which is free or taken by what it may replace. */
    static Path checked(Session session, Path target, Output output) throws StockpotException {
        Path absolute = place(target);
        requireNoInput(session, target);
        if (Files.exists(absolute) && !isAt(absolute, output)) {
            throw new StockpotException(target + " is where the " + output.title()
                    + " would go, but what lies there is something else: move it away or choose another name.");
        }
        return absolute;
    }

    private static boolean isAt(Path file, Output output) throws StockpotException {
        try {
            return Files.isRegularFile(file) && output.isAt(file);
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The absolute target, in a folder that takes files. */
    static Path place(Path target) throws StockpotException {
        Path absolute = target.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new StockpotException(target + " cannot be written: " + folder + " is no folder that takes files.");
        }
        if (Files.isDirectory(absolute)) {
            throw new StockpotException(target + " is a folder: give the name of a file.");
        }
        return absolute;
    }

    static void requireNoInput(Session session, Path target) throws StockpotException {
        Path absolute = target.toAbsolutePath().normalize();
        for (Path input : inputs(session)) {
            if (input.toAbsolutePath().normalize().equals(absolute)) {
                throw new StockpotException(
                        target + " is one of the inputs and is not overwritten; choose another name.");
            }
        }
    }

    private static List<Path> inputs(Session session) {
        List<Path> inputs = new ArrayList<>();
        session.sources().forEach(source -> inputs.add(source.path()));
        session.network().head().ifPresent(head -> inputs.add(head.path()));
        for (DataRef ref : session.data()) {
            inputs.add(ref.path());
            ref.labels().ifPresent(inputs::add);
            ref.classes().ifPresent(inputs::add);
            ref.map().ifPresent(inputs::add);
        }
        return inputs;
    }
}
