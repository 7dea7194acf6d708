package org.stockpot.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.tensor.StockpotException;

/** Opens what a {@link DataRef} refers to. */
public final class ImageSets {
    private static final Pattern BRACES = Pattern.compile("(.*)\\{([0-9]{1,9})\\.\\.([0-9]{1,9})}(.*)");
    private static final int MAX_SHARDS = 100_000;
    private static final int START = 512;

    private ImageSets() {}

    /**
     * Opens a set by its content: a folder of class folders, of tar shards or of Parquet files; a file of IDX, NPZ, tar,
     * Parquet, or a table of paths and labels; or several tar or Parquet files named like {@code shard-{000..003}.tar}.
     * Then follow its label map (known data sets bring their own, and ObjectNet's red frames are cut off), its range, its shift and what is left out.
     *
     * @throws StockpotException if there is no such set, or if it has too few images for the range
     */
    public static ImageSet open(DataRef ref) throws StockpotException {
        ImageSet images = content(ref);
        if (KnownSets.isObjectNet(ref, images.classes())) {
            images = new UnframedImages(images);
        }
        Optional<ClassMap> map = KnownSets.classMap(ref, images.classes());
        if (map.isEmpty() && ref.map().isPresent()) {
            map = Optional.of(ClassMap.read(ref.map().get(), images.classes()));
        }
        if (map.isPresent()) {
            images = MappedImages.of(images, map.get());
        }
        if (images.size() == 0) {
            throw new StockpotException(ref.path() + ": the set holds no images");
        }
        if (ref.from() > 0 || ref.count().isPresent()) {
            int count = ref.count().orElse(images.size() - ref.from());
            if (count < 1 || (long) ref.from() + count > images.size()) {
                throw new StockpotException(ref.path() + ": the set has " + images.size() + " images, too few for "
                        + (ref.count().isPresent() ? count + " images" : "images") + " from number " + ref.from());
            }
            images = new ImageRange(ref.name(), images, ref.from(), count);
        }
        if (ref.shift().isPresent()) {
            images = new ShiftedImages(ref.name(), images, ref.shift().get());
        }
        return ref.without().isEmpty() ? images : ChosenImages.without(images, ref.without());
    }

    private static ImageSet content(DataRef ref) throws StockpotException {
        if (Files.isDirectory(ref.path())) {
            List<Path> tars = files(ref.path(), ".tar");
            List<Path> tables = files(ref.path(), ".parquet");
            if (tars.isEmpty() && tables.isEmpty()) {
                return FolderImages.open(ref.name(), ref.path(), ref.classes());
            }
            if (!tars.isEmpty() && !tables.isEmpty()) {
                throw new StockpotException(
                        ref.path() + ": holds tar and Parquet files; name those of one kind, such as "
                                + tars.get(0).getFileName());
            }
            return sharded(ref, tars.isEmpty() ? tables : tars);
        }
        return sharded(ref, shards(ref.path()));
    }

    private static ImageSet sharded(DataRef ref, List<Path> files) throws StockpotException {
        Path first = files.get(0);
        byte[] start = SourceFile.of(first).start(START);
        if (TarArchive.startsLikeTar(start)) {
            return TarImages.open(ref.name(), files, ref.classes());
        }
        if (startsWith(start, 'P', 'A', 'R', '1')) {
            return ParquetImages.open(ref.name(), files, ref.classes());
        }
        if (files.size() > 1) {
            throw new StockpotException(first + ": expected a tar or a Parquet file, found neither");
        }
        if (startsWith(start, 'P', 'K', 3, 4)) {
            return NpzImages.open(ref.name(), first, ref.classes());
        }
        boolean gzip = startsWith(start, 0x1f, 0x8b);
        String file = String.valueOf(first.getFileName()).toLowerCase(Locale.ROOT);
        if (gzip && (file.endsWith(".tgz") || file.contains(".tar"))) {
            throw new StockpotException(first + ": a compressed tar file cannot be read image by image; unpack it with"
                    + " gunzip, images hardly shrink");
        }
        boolean text = start.length > 0 && !gzip && start[0] != 0;
        return text
                ? CsvImages.open(ref.name(), first, ref.classes())
                : IdxImages.open(ref.name(), first, ref.labels(), ref.classes());
    }

    private static boolean startsWith(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** The file itself, or all that its braces stand for, with leading zeros as in the first number. */
    private static List<Path> shards(Path path) throws StockpotException {
        Matcher braces = BRACES.matcher(path.toString());
        if (!braces.matches() || Files.exists(path)) {
            return List.of(path);
        }
        int from = Integer.parseInt(braces.group(2));
        int to = Integer.parseInt(braces.group(3));
        if (to < from || to - from >= MAX_SHARDS) {
            throw new StockpotException(path + ": {" + from + ".." + to + "} names no or too many files");
        }
        int digits = braces.group(2).startsWith("0") ? braces.group(2).length() : 1;
        var paths = new ArrayList<Path>();
        for (int shard = from; shard <= to; shard++) {
            String number = Integer.toString(shard);
            paths.add(Path.of(
                    braces.group(1) + "0".repeat(Math.max(0, digits - number.length())) + number + braces.group(4)));
        }
        return paths;
    }

    /** Regular files of a folder by their ending, sorted as text. */
    private static List<Path> files(Path folder, String ending) throws StockpotException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String file = String.valueOf(entry.getFileName());
                if (!file.startsWith(".")
                        && file.toLowerCase(Locale.ROOT).endsWith(ending)
                        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new StockpotException(folder + ": the folder cannot be listed (" + e.getMessage() + ")", e);
        }
        files.sort(null);
        return files;
    }
}
