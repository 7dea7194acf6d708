package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Fingerprints of files. */
public final class Sha256 {
    private static final int CHUNK = 1 << 20;

    private Sha256() {}

    /**
     * Hashes a file in constant memory.
     *
     * @return 64 hexadecimal digits, lower case
     * @throws CheckpointException if the file cannot be read or changes meanwhile
     */
    public static String of(Path path, WriteProgress progress) throws CheckpointException {
        try (InputFile file = InputFile.open(path)) {
            return of(file, progress);
        }
    }

    /**
     * The hash of a checkpoint: of its one file, or, where it has several, of their hexadecimal hashes written one after
     * the other in this order.
     *
     * @return 64 hexadecimal digits, lower case
     * @throws CheckpointException if one cannot be read or changes meanwhile
     */
    public static String of(List<Path> files, WriteProgress progress) throws CheckpointException {
        if (files.size() == 1) {
            return of(files.get(0), progress);
        }
        MessageDigest all = digest();
        for (Path file : files) {
            all.update(of(file, progress).getBytes(StandardCharsets.US_ASCII));
        }
        return hex(all);
    }

    static String of(InputFile file, WriteProgress progress) throws CheckpointException {
        MessageDigest digest = digest();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, file.size()));
        for (long position = 0; position < file.size(); position += buffer.limit()) {
            buffer.clear().limit((int) Math.min(CHUNK, file.size() - position));
            file.fill(buffer, position);
            digest.update(buffer.flip());
            progress.wrote(position + buffer.limit(), file.size());
        }
        return hex(digest);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
