package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.fuse.Soup;
import org.stockpot.job.JobContext;
import org.stockpot.job.Progress;
import org.stockpot.tensor.StockpotException;

/** Writes a mix to disk and makes sure that what lies there is the mix. */
final class Export {
    private Export() {}

    static Path checked(Session session, Path target) throws StockpotException {
        Path absolute = target.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new StockpotException(target + " cannot be written: " + folder + " is no folder that takes files.");
        }
        if (Files.isDirectory(absolute)) {
            throw new StockpotException(target + " is a folder: give the name of a file.");
        }
        for (Source source : session.sources()) {
            if (source.path().equals(absolute)) {
                throw new StockpotException(
                        target + " is one of the inputs and is not overwritten; choose another name.");
            }
        }
        return absolute;
    }

    static Exported write(Opened opened, Path target, JobContext context) throws StockpotException {
        List<Path> inputs =
                opened.session().sources().stream().map(Source::path).toList();
        Soup soup = opened.soup();
        String sha256 = SafetensorsWriter.write(
                soup,
                target,
                Provenance.metadata(opened),
                (done, total) -> {
                    context.checkpoint();
                    context.progress(new Progress("Writing " + target.getFileName(), done, total));
                },
                inputs);
        try (Checkpoint reopened = Checkpoints.open(target)) {
            if (!reopened.specs().equals(soup.specs())) {
                throw new StockpotException(target + " was written but does not hold the tensors of the soup: something"
                        + " else wrote to it; export again.");
            }
            return new Exported(
                    target.toAbsolutePath().normalize(),
                    sha256,
                    Files.size(target),
                    opened.session().recipe(),
                    opened.groups().names());
        } catch (IOException e) {
            throw new StockpotException(target + " cannot be read back: " + e.getMessage(), e);
        }
    }
}
