package org.stockpot.engine;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** TorchScript archives made by real PyTorch, and what it computed with them. */
public final class Programs {
    private Programs() {}

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Programs.class.getResource("program/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The archive that writes a file, told to write this one. */
    public static Path withEffect(Path folder, Path effect) throws IOException {
        Path target = folder.resolve("effect.pt");
        try (ZipFile archive = new ZipFile(file("effect.pt").toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : archive.stream().toArray(ZipEntry[]::new)) {
                byte[] bytes = archive.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".py")) {
                    bytes = new String(bytes, StandardCharsets.UTF_8)
                            .replace("stockpot-effect-of-running-a-program", effect.toString())
                            .getBytes(StandardCharsets.UTF_8);
                }
                var crc = new CRC32();
                crc.update(bytes);
                var stored = new ZipEntry(entry.getName());
                stored.setMethod(ZipEntry.STORED);
                stored.setSize(bytes.length);
                stored.setCrc(crc.getValue());
                out.putNextEntry(stored);
                out.write(bytes);
                out.closeEntry();
            }
        }
        return target;
    }

    static TensorSource golden(String name) throws StockpotException {
        return Checkpoints.open(file(name + ".safetensors"));
    }

    /** As the session describes a program that the user trusts. */
    static Program program(Path archive, TensorSource tensors, int channels) throws StockpotException {
        return new Program(
                archive.getFileName().toString(),
                archive,
                Sha256.of(archive, (done, total) -> {}),
                8,
                channels,
                tensors.specs());
    }

    /** The tensors whose names begin with a prefix, without it. */
    record Part(TensorSource whole, String prefix, Map<String, TensorSpec> specs) implements TensorSource {
        static Part of(TensorSource whole, String prefix) {
            var specs = new LinkedHashMap<String, TensorSpec>();
            whole.specs().forEach((name, spec) -> {
                if (name.startsWith(prefix)) {
                    specs.put(name.substring(prefix.length()), spec);
                }
            });
            return new Part(whole, prefix, specs);
        }

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public ByteBuffer read(String tensor, long first, int count) throws StockpotException {
            return whole.read(prefix + tensor, first, count);
        }

        @Override
        public void close() {}
    }
}
