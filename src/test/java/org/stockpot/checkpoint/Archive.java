package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives as torch.save lays them out, with any content. */
final class Archive {
    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private boolean deflated;

    /** A pickle, a version, and one storage {@code 0} of eight floats. */
    static Archive of(byte[] pickle) {
        return new Archive()
                .with("archive/data.pkl", pickle)
                .with("archive/data/0", new byte[32])
                .with("archive/version", "3\n");
    }

    Archive with(String name, byte[] content) {
        members.put(name, content);
        return this;
    }

    Archive with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    Archive without(String name) {
        members.remove(name);
        return this;
    }

    Archive deflated() {
        deflated = true;
        return this;
    }

    Path write(Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var member : members.entrySet()) {
                var entry = new ZipEntry(member.getKey());
                if (!deflated) {
                    var crc = new CRC32();
                    crc.update(member.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(member.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(member.getValue());
                zip.closeEntry();
            }
        }
        return path;
    }
}
