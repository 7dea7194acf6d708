package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The free text of a PyTorch archive: a member of its own, where TorchScript keeps extra files, with one JSON object of
 * strings. PyTorch ignores it unless asked for it.
 */
final class ArchiveNotes {
    /** Name of the member, after the archive's top folder. */
    static final String MEMBER = "extra/stockpot.json";

    private static final int LARGEST = 16 << 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxNameLength(LARGEST)
                    .maxStringLength(LARGEST)
                    .build())
            .build();

    private ArchiveNotes() {}

    /**
     * The member's content, in the order of the keys.
     *
     * @throws CheckpointException if a text cannot be stored or all of it is too long
     */
    static byte[] bytes(Path target, Map<String, String> notes) throws CheckpointException {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            for (var note : new TreeMap<>(notes).entrySet()) {
                SafetensorsHeaderText.checkText(target, note.getKey());
                SafetensorsHeaderText.checkText(target, note.getValue());
                json.writeStringProperty(note.getKey(), note.getValue());
            }
            json.writeEndObject();
        }
        if (out.size() > LARGEST) {
            throw new CheckpointException(
                    target, "its metadata would take " + out.size() + " bytes, expected at most " + LARGEST);
        }
        return out.toByteArray();
    }

    /**
     * Reads the member, if there is one.
     *
     * @throws CheckpointException if it is anything but an object of strings
     */
    static Map<String, String> read(InputFile file, @Nullable ZipMember member) throws CheckpointException {
        if (member == null) {
            return Map.of();
        }
        if (member.size() > LARGEST) {
            throw file.refusal("member " + Show.text(member.name()) + " has " + member.size()
                    + " bytes, expected at most " + LARGEST);
        }
        member.verify(file);
        try (InputStream in = member.stream(file);
                Reader reader = new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT));
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), reader)) {
            return Collections.unmodifiableMap(object(file, json));
        } catch (JacksonIOException e) {
            throw member.unreadable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw member.unreadable(file, e);
        } catch (JacksonException e) {
            throw new CheckpointException(
                    file.path(), "member " + Show.text(member.name()) + " is not strict JSON; get the file again", e);
        }
    }

    private static Map<String, String> object(InputFile file, JsonParser json) throws CheckpointException {
        var notes = new LinkedHashMap<String, String>();
        boolean sound = json.nextToken() == JsonToken.START_OBJECT;
        while (sound && json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            sound = json.nextToken() == JsonToken.VALUE_STRING;
            notes.put(key, json.getString());
        }
        if (!sound || json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
            throw file.refusal("member " + MEMBER + " is not an object of texts; the file is damaged or made by hand");
        }
        return notes;
    }
}
