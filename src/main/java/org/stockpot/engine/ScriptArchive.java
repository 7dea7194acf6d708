package org.stockpot.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.StockpotException;

/**
 * A private copy of a program's archive, made for loading it: nobody else can change its bytes between the check of the
 * SHA-256 and the load. In the copy all tensors are parameters, see {@link ScriptCode}. It is deleted when closed, and
 * what a killed program left is deleted by the next one.
 */
final class ScriptArchive implements AutoCloseable {
    private static final String PREFIX = "stockpot-program-";
    private static final int BLOCK = 1 << 20;

    private final Path copy;

    private ScriptArchive(Path copy) {
        this.copy = copy;
    }

    Path path() {
        return copy;
    }

    /**
     * Copies a program's file.
     *
     * @throws StockpotException if its bytes are not those that are trusted
     */
    static ScriptArchive of(Program program) throws StockpotException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            Path exact = create(folder);
            try {
                String sha256 = copy(program.archive(), exact);
                if (!sha256.equals(program.sha256())) {
                    throw new StockpotException(program.archive() + " has changed: its SHA-256 begins with "
                            + sha256.substring(0, 12) + ", trusted was "
                            + program.sha256()
                                    .substring(0, Math.min(12, program.sha256().length()))
                            + "; its code is not run: remove it from the session and add it again.");
                }
                return new ScriptArchive(withAllParameters(exact, folder));
            } finally {
                Files.deleteIfExists(exact);
            }
        } catch (IOException e) {
            throw new StockpotException(
                    "The program " + program.archive() + " cannot be copied to " + folder + " (" + reason(e)
                            + "): loading it takes twice its size there for a moment; free some space or set"
                            + " java.io.tmpdir.",
                    e);
        }
    }

    /** Deletes the copies of programs that do not run any more. */
    static void sweep() {
        Leftovers.sweep(Path.of(System.getProperty("java.io.tmpdir")), PREFIX);
    }

    /** A new file that only its owner can read and write. */
    private static Path create(Path folder) throws IOException {
        FileAttribute<?>[] mine =
                folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return Files.createTempFile(folder, Leftovers.name(PREFIX), ".pt", mine);
    }

    private static String copy(Path from, Path to) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
                OutputStream out = Files.newOutputStream(to)) {
            var block = new byte[BLOCK];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                out.write(block, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Path withAllParameters(Path exact, Path folder) throws IOException {
        Path target = create(folder);
        boolean done = false;
        try (ZipFile archive = new ZipFile(exact.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = archive.getInputStream(entry)) {
                    if (ScriptCode.isCode(entry.getName())) {
                        String code = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                        byte[] changed = ScriptCode.allParameters(code).getBytes(StandardCharsets.UTF_8);
                        var crc = new CRC32();
                        crc.update(changed);
                        out.putNextEntry(stored(entry.getName(), changed.length, crc.getValue()));
                        out.write(changed);
                    } else {
                        out.putNextEntry(stored(entry.getName(), entry.getSize(), entry.getCrc()));
                        in.transferTo(out);
                    }
                }
                out.closeEntry();
            }
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(target);
            }
        }
        return target;
    }

    private static ZipEntry stored(String name, long size, long crc) {
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(size);
        entry.setCrc(crc);
        return entry;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Where the copy cannot be deleted yet, as where the engine keeps it open, it is deleted at the end or at the next start. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            copy.toFile().deleteOnExit();
        }
    }
}
