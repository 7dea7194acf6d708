package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.stockpot.tensor.TensorSpec;

/**
 * A safetensors file, read lazily.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
final class SafetensorsFile implements Checkpoint {
    private final InputFile file;
    private final SafetensorsHeader header;
    private final Map<String, TensorSpec> specs;

    private SafetensorsFile(InputFile file, SafetensorsHeader header) {
        this.file = file;
        this.header = header;
        var bySpec = new LinkedHashMap<String, TensorSpec>();
        header.entries().forEach((name, entry) -> bySpec.put(name, entry.spec()));
        this.specs = Collections.unmodifiableMap(bySpec);
    }

    /** Reads and validates the header; the file belongs to the result. */
    static SafetensorsFile open(InputFile file) throws CheckpointException {
        return new SafetensorsFile(file, SafetensorsHeader.read(file));
    }

    /** Names of tensors in types that Stockpot does not read. */
    Set<String> leftOut() {
        return header.leftOut();
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public String format() {
        return Format.SAFETENSORS.title();
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(header.metadata());
    }

    @Override
    public List<String> warnings() {
        return header.warnings();
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String tensor, long first, int count) throws CheckpointException {
        long position = position(tensor, first, count);
        return file.read(position, count * spec(tensor).dtype().bytes(), "tensor " + Show.text(tensor));
    }

    @Override
    public void read(String tensor, long first, ByteBuffer to) throws CheckpointException {
        file.fill(
                to,
                position(tensor, first, to.remaining() / spec(tensor).dtype().bytes()));
    }

    /** Where a range begins in the file; the header has made sure that all of it is there. */
    private long position(String tensor, long first, int count) {
        TensorSpec spec = spec(tensor);
        Ranges.byteCount(tensor, spec, first, count);
        SafetensorsHeader.Entry entry = header.entries().get(tensor);
        if (entry == null) {
            throw new IllegalArgumentException(tensor);
        }
        return entry.position() + first * spec.dtype().bytes();
    }

    @Override
    public void close() {
        file.close();
    }
}
