package org.stockpot.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.StockpotException;

/**
 * A folder with one subfolder of image files per class. Labels follow the subfolders' names sorted as text
 * ({@code 10} before {@code 9}), or the lines of a file of class names, of which the subfolders may be a part. Images
 * of a class are sorted as text too. Links and hidden files are left out; nothing is decoded before it is asked for.
 */
public final class FolderImages extends LabelledImages {
    private final List<Path> files;

    private FolderImages(String name, List<String> classes, List<Path> files, int[] labels) {
        super(name, classes, labels);
        this.files = files;
    }

    /**
     * Lists a folder.
     *
     * @param classes a text file with one class name per line in label order; without it {@code classes.txt} in the
     *     folder if there is one
     * @throws StockpotException if the folder cannot be listed, holds no class folders or one that is no known class
     */
    public static FolderImages open(String name, Path folder, Optional<Path> classes) throws StockpotException {
        List<Path> folders = entries(folder, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS));
        if (folders.isEmpty()) {
            throw new StockpotException(
                    folder + ": expected a subfolder of images per class, found none; sort the images into folders");
        }
        List<String> names = classNames(folder, classes, folders);
        Map<String, Integer> labelOf = new HashMap<>();
        for (String className : names) {
            labelOf.put(className, labelOf.size());
        }
        var files = new ArrayList<Path>();
        var labels = new ArrayList<Integer>();
        for (Path subfolder : folders) {
            Integer label = labelOf.get(fileName(subfolder));
            if (label == null) {
                throw new StockpotException(subfolder + ": this folder is none of the " + names.size()
                        + " classes named; rename it or add it to the class names");
            }
            for (Path file : entries(subfolder, FolderImages::isCandidate)) {
                files.add(file);
                labels.add(label);
            }
        }
        return new FolderImages(
                name,
                names,
                List.copyOf(files),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public Pixels image(int index) throws StockpotException {
        return ImageFile.read(files.get(index));
    }

    @Override
    public Optional<String> fingerprint() {
        return fingerprint("folder 1", files);
    }

    /** Paths, sizes and times of image files; empty if one cannot even be looked at. */
    static Optional<String> fingerprint(String kind, List<Path> files) {
        var fingerprint = new Fingerprint(kind);
        try {
            for (Path file : files) {
                fingerprint.add(SourceFile.of(file));
            }
        } catch (StockpotException e) {
            return Optional.empty();
        }
        return Optional.of(fingerprint.hex());
    }

    private static List<String> classNames(Path folder, Optional<Path> given, List<Path> folders)
            throws StockpotException {
        if (given.isPresent()) {
            return ClassNames.read(given.get());
        }
        Path inside = folder.resolve("classes.txt");
        return Files.isRegularFile(inside, LinkOption.NOFOLLOW_LINKS)
                ? ClassNames.read(inside)
                : folders.stream().map(FolderImages::fileName).toList();
    }

    /** A regular file that says by its name or by its first bytes that it is an image. */
    private static boolean isCandidate(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return fileName(path).matches("(?i).*\\.(png|jpe?g|webp|bmp|gif)") || ImageFile.startsLikeImage(path);
    }

    private static List<Path> entries(Path folder, DirectoryStream.Filter<Path> filter) throws StockpotException {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(folder, path -> !fileName(path).startsWith(".") && filter.accept(path))) {
            stream.forEach(entries::add);
        } catch (IOException | DirectoryIteratorException e) {
            throw new StockpotException(folder + ": the folder cannot be listed (" + e.getMessage() + ")", e);
        }
        entries.sort(Comparator.comparing(FolderImages::fileName));
        return entries;
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
