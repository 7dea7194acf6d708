package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.tensor.TensorSpec;

/** Tensors in one of PyTorch's containers, read lazily. */
final class TorchCheckpoint implements Checkpoint {
    private final InputFile file;
    private final Format format;
    private final Optional<TorchArchive> archive;
    private final boolean bigEndian;
    private final Map<String, TorchTensor> tensors;
    private final Map<String, String> metadata;
    private final List<String> warnings;
    private final Map<String, TensorSpec> specs;

    /**
     * @param archive where the container is one
     * @param bigEndian byte order of the data
     * @param warnings all of them
     */
    TorchCheckpoint(
            InputFile file,
            Format format,
            Optional<TorchArchive> archive,
            boolean bigEndian,
            StateDict dict,
            Map<String, String> metadata,
            List<String> warnings) {
        this.file = file;
        this.format = format;
        this.archive = archive;
        this.bigEndian = bigEndian;
        this.tensors = Collections.unmodifiableMap(dict.tensors());
        this.metadata = metadata;
        this.warnings = List.copyOf(warnings);
        var bySpec = new LinkedHashMap<String, TensorSpec>();
        tensors.forEach((name, tensor) ->
                bySpec.put(name, new TensorSpec(tensor.element().dtype().orElseThrow(), tensor.shape())));
        this.specs = Collections.unmodifiableMap(bySpec);
    }

    /** How each tensor lies in its storage, by name. */
    Map<String, TorchTensor> tensors() {
        return tensors;
    }

    /** The archive, for formats that are one; its storages are {@link ZipStorage}s or views of them. */
    Optional<TorchArchive> archive() {
        return archive;
    }

    /** Byte order of the data. */
    ByteOrder order() {
        return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public String format() {
        return format.title();
    }

    @Override
    public boolean isProgram() {
        return format == Format.TORCHSCRIPT;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String name, long first, int count) throws CheckpointException {
        TensorSpec spec = spec(name);
        int bytes = Ranges.byteCount(name, spec, first, count);
        TorchTensor tensor = tensors.get(name);
        if (tensor == null || bytes == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer data = StridedRead.read(tensor, first, count);
        if (bigEndian) {
            swap(data, spec.dtype().bytes());
        }
        return data;
    }

    @Override
    public void read(String name, long first, ByteBuffer to) throws CheckpointException {
        int width = spec(name).dtype().bytes();
        int count = to.remaining() / width;
        TorchTensor tensor = tensors.get(name);
        if (tensor == null || bigEndian || !tensor.contiguous() || count == 0) {
            to.put(read(name, first, count));
            return;
        }
        Ranges.byteCount(name, spec(name), first, count);
        tensor.storage().read(to, (tensor.offset() + first) * width);
    }

    private static void swap(ByteBuffer bytes, int width) {
        for (int start = 0; start < bytes.limit(); start += width) {
            for (int i = start, j = start + width - 1; i < j; i++, j--) {
                byte low = bytes.get(i);
                bytes.put(i, bytes.get(j)).put(j, low);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
