package org.stockpot.session;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.job.JobContext;
import org.stockpot.session.ProvenanceForm.SourceNote;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;

/**
 * Finds the files that a recipe means, by their content: where the recipe says they lay, else anywhere in some folders. A
 * recipe may come from a stranger, so a path in it is only a hint: links are not followed, only regular files of the
 * right size are opened, and only the right SHA-256 counts.
 */
final class SourceSearch {
    private static final int DEPTH = 8;
    private static final int MOST_FILES = 100_000;
    private static final String INDEX = ".index.json";

    private final Path home;
    private final List<Path> folders;
    private final Pantry pantry;
    private final List<Candidate> candidates = new ArrayList<>();

    private record Candidate(Path file, long bytes) {}

    /**
     * @param home folder that hints are relative to
     * @param folders to look in, with their subfolders
     */
    SourceSearch(Path home, List<Path> folders, Pantry pantry) throws StockpotException {
        this.home = home;
        this.folders = List.copyOf(folders);
        this.pantry = pantry;
        for (Path folder : folders) {
            list(folder);
        }
    }

    /**
     * The file with that content.
     *
     * @throws StockpotException if there is none
     */
    Source find(SourceNote note, JobContext context) throws StockpotException {
        Optional<Source> near = hint(note);
        if (near.isPresent() && isMeant(near.get(), note, context)) {
            return near.get();
        }
        for (Candidate candidate : candidates) {
            boolean sized = note.bytes() == null || candidate.bytes() == note.bytes();
            if (sized || candidate.file().toString().endsWith(INDEX)) {
                Source source = source(note, candidate.file());
                if (isMeant(source, note, context)) {
                    return source;
                }
            }
        }
        throw new StockpotException(
                note.name() + " is needed, the checkpoint with the SHA-256 " + note.sha256() + ", but "
                        + (near.isPresent()
                                ? "what lies at " + near.get().path() + " now is another file"
                                : "it is not where it was when the file was made")
                        + (folders.isEmpty()
                                ? ""
                                : ", and it is not in "
                                        + folders.stream().map(Path::toString).collect(Collectors.joining(", ")))
                        + ": give its folder.",
                Hint.SOURCES);
    }

    private Optional<Source> hint(SourceNote note) {
        String path = note.path();
        if (path == null || path.isEmpty() || path.startsWith("/") || path.startsWith("\\")) {
            return Optional.empty();
        }
        try {
            Path told = Path.of(path);
            Path file = home.resolve(told).normalize();
            return told.isAbsolute() || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.empty()
                    : Optional.of(source(note, file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Source source(SourceNote note, Path file) {
        return new Source(note.name(), file, Optional.empty(), Boolean.TRUE.equals(note.weightsOnly()));
    }

    /** Whatever is wrong with a candidate, it is not what is looked for. */
    private boolean isMeant(Source source, SourceNote note, JobContext context) {
        try {
            return (note.bytes() == null || pantry.bytes(source) == note.bytes())
                    && pantry.examined(source, Optional.empty(), context)
                            .sha256()
                            .equals(note.sha256());
        } catch (StockpotException e) {
            return false;
        }
    }

    private void list(Path folder) throws StockpotException {
        if (!Files.isDirectory(folder)) {
            throw new StockpotException(folder + " is no folder: give the folder of the sources.");
        }
        try {
            Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        candidates.add(new Candidate(file, attributes.size()));
                    }
                    return candidates.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new StockpotException(folder + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
