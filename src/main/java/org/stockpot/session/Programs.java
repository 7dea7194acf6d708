package org.stockpot.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.StockpotException;

/**
 * Which TorchScript archive runs a session's mix. Any ingredient's code may do, if the user trusts it; the mix has no
 * code of its own. A file that is not trusted is run by the code of a trusted one where both hold the same code, so that
 * one answer lets all ingredients be measured. Safe to use from several threads.
 */
final class Programs {
    private final Trust trust = new Trust();
    private final Map<String, Program> seen = new ConcurrentHashMap<>();
    private volatile Optional<Source> chosen = Optional.empty();

    Trust trust() {
        return trust;
    }

    /** Runs all weights by this archive from now on, whatever they come from; without one, by the ingredients' own. */
    void choose(Optional<Source> program) {
        chosen = program;
    }

    /** The archive that was chosen, if one was. */
    Optional<Source> chosen() {
        return chosen;
    }

    /**
     * The program for a session, if it has or was given one.
     *
     * @return a {@link Runner.Script}, or a {@link Runner.Nobody} that names the file to trust; empty if there is none
     */
    Optional<Runner> runner(Session session, Pantry pantry, Preprocessing preprocessing) throws StockpotException {
        Optional<Source> given = chosen;
        List<Program> programs = new ArrayList<>();
        for (Source source : given.map(List::of).orElse(session.ingredients())) {
            Checkpoint checkpoint = pantry.open(source);
            if (checkpoint.isProgram()) {
                programs.add(program(source, checkpoint, preprocessing));
            } else if (given.isPresent()) {
                throw new StockpotException(source.path() + " is no TorchScript archive but " + checkpoint.format()
                        + ", and has no code to run: give one that torch.jit.save wrote.");
            }
        }
        for (Program program : programs) {
            if (trust.contains(program.sha256())) {
                seen.put(program.sha256(), program);
                return Optional.of(new Runner.Script(program));
            }
        }
        for (Program program : programs) {
            for (Program trusted : seen.values()) {
                if (trust.contains(trusted.sha256())
                        && trusted.tensors().equals(program.tensors())
                        && code(trusted.archive()).equals(code(program.archive()))) {
                    return Optional.of(new Runner.Script(new Program(
                            trusted.name(),
                            trusted.archive(),
                            trusted.sha256(),
                            program.inputSize(),
                            program.channels(),
                            trusted.tensors())));
                }
            }
        }
        return programs.stream()
                .findFirst()
                .map(program -> new Runner.Nobody(new UntrustedProgramException(program.archive(), program.sha256())));
    }

    private static Program program(Source source, Checkpoint checkpoint, Preprocessing preprocessing) {
        return new Program(
                checkpoint.name(),
                source.path(),
                source.sha256().orElse(""),
                preprocessing.size(),
                preprocessing.channels(),
                checkpoint.specs());
    }

    /** All code files by their names inside the archive, with their lengths and checksums. */
    private static Map<String, List<Long>> code(Path archive) throws StockpotException {
        var files = new TreeMap<String, List<Long>>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            zip.stream()
                    .filter(entry -> isCode(entry.getName()))
                    .forEach(entry -> files.put(inside(entry), List.of(entry.getSize(), entry.getCrc())));
        } catch (IOException e) {
            throw new StockpotException(archive + " cannot be read any more: " + e.getMessage(), e);
        }
        return files;
    }

    private static boolean isCode(String name) {
        return name.matches("[^/]+/(code/.*\\.py|constants\\.pkl|constants/.*)");
    }

    private static String inside(ZipEntry entry) {
        return entry.getName().substring(entry.getName().indexOf('/'));
    }
}
