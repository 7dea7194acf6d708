package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.stockpot.tensor.TensorSpec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The header of a safetensors file to be: length and JSON, padded with spaces so that the data begins at a multiple of 8. */
final class SafetensorsHeaderText {
    private static final JsonFactory JSON = new JsonFactory();

    private SafetensorsHeaderText() {}

    /**
     * @param tensors in the order of the data
     * @throws CheckpointException if a name cannot be stored, or the header grows over the format's limit
     */
    static byte[] of(Path target, List<Map.Entry<String, TensorSpec>> tensors, Map<String, String> metadata)
            throws CheckpointException {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectPropertyStart(SafetensorsHeader.METADATA);
                for (var entry : new TreeMap<>(metadata).entrySet()) {
                    checkText(target, entry.getKey());
                    checkText(target, entry.getValue());
                    json.writeStringProperty(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long begin = 0;
            for (var tensor : tensors) {
                checkName(target, tensor.getKey());
                long end = Math.addExact(begin, tensor.getValue().byteCount());
                write(json, tensor.getKey(), tensor.getValue(), begin, end);
                begin = end;
            }
            json.writeEndObject();
        }
        int length = Math.toIntExact((out.size() + 7L) / 8 * 8);
        if (length > SafetensorsHeader.LARGEST_HEADER) {
            throw new CheckpointException(
                    target,
                    "the header would need " + length + " bytes, the format allows "
                            + SafetensorsHeader.LARGEST_HEADER);
        }
        var bytes = new byte[8 + length];
        Arrays.fill(bytes, (byte) ' ');
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(out.toByteArray());
        return bytes;
    }

    private static void write(JsonGenerator json, String name, TensorSpec spec, long begin, long end) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("dtype", spec.dtype().name());
        json.writeArrayPropertyStart("shape");
        for (long extent : spec.shape().extents()) {
            json.writeNumber(extent);
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("data_offsets");
        json.writeNumber(begin);
        json.writeNumber(end);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void checkName(Path target, String name) throws CheckpointException {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new CheckpointException(
                    target, "a tensor is named " + name + ", which safetensors keeps for itself; rename it");
        }
        checkText(target, name);
    }

    /** Refuses half characters and endless names, which no format can hold. */
    static void checkText(Path target, String text) throws CheckpointException {
        if (text.length() > SafetensorsHeader.LONGEST_NAME
                || !StandardCharsets.UTF_16.newEncoder().canEncode(text)) {
            throw new CheckpointException(
                    target, "a name or text cannot be stored in a checkpoint: " + Show.text(text));
        }
    }
}
