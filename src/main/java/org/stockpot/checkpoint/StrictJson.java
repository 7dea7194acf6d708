package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON in a file, token by token: strict UTF-8, no comments, no duplicates, bounded depth, numbers and text. Callers follow
 * a grammar of their own, so nothing in the file can make them recurse, and memory goes to what they keep.
 */
final class StrictJson implements AutoCloseable {
    /** Bounds of what is kept in memory; the largest published checkpoints stay far below. */
    static final int MOST_TEXT = 32 << 20;

    static final int LONGEST_TEXT = 1 << 20;

    private static final JsonFactory LOOSE_NAMES = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNameLength(LONGEST_TEXT)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(20)
                    .build())
            .build();
    private static final JsonFactory UNIQUE_NAMES = LOOSE_NAMES
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final InputFile file;
    private final String subject;
    private final Reader reader;
    private final JsonParser json;
    private int text;

    private StrictJson(InputFile file, String subject, JsonFactory factory, long position, long length)
            throws CheckpointException {
        this.file = file;
        this.subject = subject;
        this.reader = new InputStreamReader(
                file.stream(position, length),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try {
            this.json = factory.createParser(ObjectReadContext.empty(), reader);
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** For callers that find duplicates themselves, because they keep every name. */
    static StrictJson of(InputFile file, String subject, long position, long length) throws CheckpointException {
        return new StrictJson(file, subject, LOOSE_NAMES, position, length);
    }

    /** For callers that skip parts: an object with one name twice is refused wherever it is. */
    static StrictJson ofUnique(InputFile file, String subject, long position, long length) throws CheckpointException {
        return new StrictJson(file, subject, UNIQUE_NAMES, position, length);
    }

    @Nullable
    JsonToken next() throws CheckpointException {
        try {
            return json.nextToken();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    @Nullable
    JsonToken current() {
        return json.currentToken();
    }

    /** Steps to the next token, which must be this one. */
    void next(JsonToken expected, String where) throws CheckpointException {
        expect(next(), expected, where);
    }

    /** The token where the parser stands must be this one. */
    void at(JsonToken expected, String where) throws CheckpointException {
        expect(json.currentToken(), expected, where);
    }

    /** After the outermost object nothing may follow. */
    void end() throws CheckpointException {
        at(JsonToken.END_OBJECT, subject);
        if (next() != null) {
            throw file.refusal("something follows " + subject + "'s JSON object; the file is damaged");
        }
    }

    private void expect(@Nullable JsonToken found, JsonToken expected, String where) throws CheckpointException {
        if (found != expected) {
            throw file.refusal(where + ": expected " + word(expected) + ", found " + word(found));
        }
    }

    /** The name of the current entry, which counts towards the bound of what is kept. */
    String name(String where) throws CheckpointException {
        return keep(json.currentName(), where);
    }

    /** The text of the current value, which counts towards the bound of what is kept. */
    String text(String where) throws CheckpointException {
        return keep(raw(), where);
    }

    /** Names and numbers as they are written; not for keeping. */
    String raw() throws CheckpointException {
        try {
            return json.getString();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** Counts text towards the bound and refuses half surrogate pairs, which only escapes can bring in. */
    private String keep(String value, String where) throws CheckpointException {
        text += value.length();
        if (text > MOST_TEXT) {
            throw file.refusal("names and texts of " + subject + " are longer than " + MOST_TEXT + " characters");
        }
        if (!StandardCharsets.UTF_16.newEncoder().canEncode(value)) {
            throw file.refusal(where + " holds half a surrogate pair: " + Show.text(value));
        }
        return value;
    }

    private CheckpointException broken(JacksonException e) {
        return e instanceof JacksonIOException io
                ? unreadable(Objects.requireNonNull(io.getCause()))
                : new CheckpointException(
                        file.path(), subject + " is not strict JSON: " + Show.text(e.getOriginalMessage()), e);
    }

    private CheckpointException unreadable(IOException e) {
        if (e instanceof InputFile.Refused refused) {
            return refused.refusal();
        }
        if (e instanceof CharacterCodingException) {
            return new CheckpointException(file.path(), subject + " is not valid UTF-8; the file is damaged", e);
        }
        return new CheckpointException(file.path(), "cannot be read: " + InputFile.reason(e), e);
    }

    @Override
    public void close() throws CheckpointException {
        json.close();
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String word(@Nullable JsonToken token) {
        if (token == null) {
            return "the end";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case END_OBJECT -> "the end of the object";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a whole number";
            case VALUE_NUMBER_FLOAT -> "a number with a fraction or exponent";
            default -> token.toString();
        };
    }
}
