package org.stockpot.engine;

import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.evaluate.Program;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** TorchScript archives made by real PyTorch, and what it computed with them. */
final class Programs {
    private Programs() {}

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Programs.class.getResource("program/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
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
