package org.stockpot.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file or folder is for, told from its first bytes and, where these leave it open, from its name. Nothing is
 * parsed: whoever opens it says what is wrong inside.
 */
public enum DropKind {
    /** A session of the window. */
    SESSION,
    /** Weights: a file, the index of several files, or a folder of them. */
    CHECKPOINT,
    /** Labelled images: class folders, IDX, NPZ, tar, Parquet, or a table of paths and labels. */
    DATA,
    /** One image; a set needs a folder per class. */
    SINGLE_IMAGE,
    /** Nothing of these. */
    UNKNOWN;

    private static final int HEAD = 512;
    private static final int TAR_MAGIC = 257;
    private static final int ZIP_NAME = 30;
    /** Looked at in a folder before it is given up. */
    private static final int ENOUGH = 2000;

    private static final Pattern PACKED = Pattern.compile("(?i).*\\.(tar|parquet)");
    private static final Pattern IMAGE = Pattern.compile("(?i).*\\.(png|jpe?g|webp|bmp|gif)");
    private static final Pattern TABLE = Pattern.compile("(?i).*\\.(csv|tsv)");
    /** Members of the tar files in which PyTorch kept weights before 2017. */
    private static final Set<String> OLD_WEIGHTS = Set.of("sys_info", "pickle", "storages", "tensors");

    /**
     * Looks at a file or into a folder.
     *
     * @throws IOException if it cannot be read
     */
    public static DropKind of(Path path) throws IOException {
        try {
            return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static DropKind ofFolder(Path folder) throws IOException {
        List<Path> inside = list(folder);
        if (inside.stream().anyMatch(one -> CheckpointFolder.isCheckpoint(one) && Files.isRegularFile(one))) {
            return CHECKPOINT;
        }
        boolean packed = inside.stream().anyMatch(one -> matches(PACKED, one));
        boolean classes = false;
        for (Path one : inside) {
            classes = classes || (Files.isDirectory(one) && list(one).stream().anyMatch(file -> matches(IMAGE, file)));
        }
        if (packed || classes) {
            return DATA;
        }
        return CheckpointFolder.checkpoints(folder).isEmpty() ? UNKNOWN : CHECKPOINT;
    }

    private static DropKind ofFile(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (begins(head, 'P', 'K', 3, 4)) {
            return zipped(head) ? DATA : CHECKPOINT;
        }
        if (text(head, TAR_MAGIC, 5).equals("ustar")) {
            return OLD_WEIGHTS.contains(text(head, 0, 100)) ? CHECKPOINT : DATA;
        }
        if (begins(head, '{') && head.length > 1 && head[1] != 0) {
            return CheckpointFolder.isCheckpoint(file) ? CHECKPOINT : SESSION;
        }
        if (begins(head, 'P', 'A', 'R', '1') || isIdx(file, head) || matches(TABLE, file)) {
            return DATA;
        }
        if (head.length > 8 && head[8] == '{') {
            return CHECKPOINT;
        }
        if (begins(head, 0x89, 'P', 'N', 'G') || begins(head, 0xff, 0xd8, 0xff) || matches(IMAGE, file)) {
            return SINGLE_IMAGE;
        }
        return CheckpointFolder.isCheckpoint(file) || begins(head, 0x80) ? CHECKPOINT : UNKNOWN;
    }

    /** Whether the first member of a zip is an array, as in NPZ; PyTorch begins with pickled data in a folder. */
    private static boolean zipped(byte[] head) {
        int length = head.length > 27 ? (head[26] & 0xff) | (head[27] & 0xff) << 8 : 0;
        return text(head, ZIP_NAME, length).endsWith(".npy");
    }

    /** Magic number of IDX: two zeros, a type, a number of dimensions; packed by gzip only its name tells. */
    private static boolean isIdx(Path file, byte[] head) {
        if (begins(head, 0x1f, 0x8b)) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            return name.contains("idx") || name.contains("ubyte");
        }
        return begins(head, 0, 0) && head.length > 4 && head[2] >= 8 && head[2] <= 14 && head[3] >= 1 && head[3] <= 4;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.limit(ENOUGH).toList();
        }
    }

    private static boolean matches(Pattern pattern, Path path) {
        return pattern.matcher(String.valueOf(path.getFileName())).matches();
    }

    /** Characters from a place to the first zero, at most so many. */
    private static String text(byte[] head, int from, int most) {
        int end = from;
        while (end < head.length && end < from + most && head[end] != 0) {
            end++;
        }
        return from >= head.length ? "" : new String(head, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean begins(byte[] bytes, int... magic) {
        boolean same = bytes.length >= magic.length;
        for (int i = 0; same && i < magic.length; i++) {
            same = (bytes[i] & 0xff) == magic[i];
        }
        return same;
    }
}
