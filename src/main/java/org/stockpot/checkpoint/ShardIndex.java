package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * The index of a checkpoint in several files, as Hugging Face writes it: {@code weight_map} tells in which file beside the
 * index each tensor is.
 *
 * @param shardOf name of the file by name of the tensor, in the order of the index
 * @param metadata entries of {@code metadata} that are texts
 * @param totalSize what the index says about the size of all tensors in bytes; only to be compared
 */
record ShardIndex(Map<String, String> shardOf, Map<String, String> metadata, OptionalLong totalSize) {
    static final long LARGEST_INDEX = 64L << 20;
    static final int MOST_SHARDS = 1000;
    private static final int LONGEST_FILE_NAME = 255;
    private static final String WEIGHT_MAP = "weight_map";
    private static final String METADATA = "metadata";
    static final String ENDING = ".index.json";
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /**
     * The one index in a folder.
     *
     * @return empty if there is none
     * @throws CheckpointException if there are several, or the folder cannot be listed
     */
    static Optional<Path> in(Path folder) throws CheckpointException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            files.forEach(found::add);
        } catch (DirectoryIteratorException e) {
            throw new CheckpointException(
                    folder, "cannot be listed: " + InputFile.reason(Objects.requireNonNull(e.getCause())), e);
        } catch (IOException e) {
            throw new CheckpointException(folder, "cannot be listed: " + InputFile.reason(e), e);
        }
        if (found.size() > 1) {
            Collections.sort(found);
            throw new CheckpointException(
                    folder,
                    "expected the index of one checkpoint, found " + found.size() + " (" + Show.file(found.get(0))
                            + ", " + Show.file(found.get(1)) + (found.size() > 2 ? " …" : "")
                            + "); choose one of them");
        }
        return found.stream().findFirst();
    }

    /** Reads and validates an index; the shards are not looked at. */
    static ShardIndex read(InputFile file) throws CheckpointException {
        if (file.size() > LARGEST_INDEX) {
            throw file.refusal("is JSON text of " + file.size() + " bytes, expected the index of a sharded checkpoint"
                    + " with at most " + LARGEST_INDEX);
        }
        return new Parser(file).parse();
    }

    /** One pass over one index. */
    private static final class Parser {
        private final InputFile file;
        private final Map<String, String> shardOf = new LinkedHashMap<>();
        private final Map<String, String> shards = new HashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private OptionalLong totalSize = OptionalLong.empty();
        private int names;

        Parser(InputFile file) {
            this.file = file;
        }

        ShardIndex parse() throws CheckpointException {
            boolean mapped = false;
            try (StrictJson json = StrictJson.ofUnique(file, "the index", 0, file.size())) {
                json.next(JsonToken.START_OBJECT, "the index");
                while (json.next() == JsonToken.PROPERTY_NAME) {
                    switch (name(json)) {
                        case WEIGHT_MAP -> {
                            mapped = true;
                            weightMap(json);
                        }
                        case METADATA -> metadata(json);
                        default -> skip(json, json.next());
                    }
                }
                json.end();
            }
            if (!mapped) {
                throw file.refusal("expected the index of a sharded checkpoint, found JSON text without " + WEIGHT_MAP
                        + "; choose the checkpoint file");
            }
            if (shardOf.isEmpty()) {
                throw file.refusal(
                        WEIGHT_MAP + " is empty, expected the tensors of the checkpoint; get the index again");
            }
            return new ShardIndex(shardOf, metadata, totalSize);
        }

        private String name(StrictJson json) throws CheckpointException {
            if (++names > 2 * SafetensorsHeader.MOST_TENSORS) {
                throw file.refusal("has more than " + 2 * SafetensorsHeader.MOST_TENSORS + " entries");
            }
            return json.name("a name");
        }

        private void weightMap(StrictJson json) throws CheckpointException {
            json.next(JsonToken.START_OBJECT, WEIGHT_MAP);
            while (json.next() == JsonToken.PROPERTY_NAME) {
                String tensor = name(json);
                json.next(JsonToken.VALUE_STRING, WEIGHT_MAP + " entry " + Show.text(tensor));
                String shard = json.raw();
                shardOf.put(tensor, shards.computeIfAbsent(shard, same -> same));
                if (shardOf.size() > SafetensorsHeader.MOST_TENSORS) {
                    throw file.refusal("lists more than " + SafetensorsHeader.MOST_TENSORS + " tensors");
                }
                if (shards.size() > MOST_SHARDS) {
                    throw file.refusal("names more than " + MOST_SHARDS + " files");
                }
                checkPlain(tensor, shard);
            }
            json.at(JsonToken.END_OBJECT, WEIGHT_MAP);
        }

        /** A name without any way out of the folder, on any platform. */
        private void checkPlain(String tensor, String shard) throws CheckpointException {
            boolean plain = !shard.isEmpty()
                    && shard.length() <= LONGEST_FILE_NAME
                    && shard.codePoints().noneMatch(point -> point < ' ' || "/\\:".indexOf(point) >= 0)
                    && !shard.equals(".")
                    && !shard.equals("..");
            if (!plain) {
                throw file.refusal(WEIGHT_MAP + " entry " + Show.text(tensor)
                        + ": expected the plain name of a file beside the index, found " + Show.text(shard));
            }
        }

        private void metadata(StrictJson json) throws CheckpointException {
            JsonToken token = json.next();
            if (token != JsonToken.START_OBJECT) {
                skip(json, token);
                return;
            }
            while (json.next() == JsonToken.PROPERTY_NAME) {
                String key = name(json);
                JsonToken value = json.next();
                if (value == JsonToken.VALUE_STRING) {
                    metadata.put(key, json.text(METADATA + " entry " + Show.text(key)));
                } else if (value == JsonToken.VALUE_NUMBER_INT && key.equals("total_size")) {
                    String digits = json.raw();
                    totalSize = DIGITS.matcher(digits).matches()
                            ? OptionalLong.of(Long.parseLong(digits))
                            : OptionalLong.empty();
                } else {
                    skip(json, value);
                }
            }
            json.at(JsonToken.END_OBJECT, METADATA);
        }

        /** Passes over a value of any kind; how deep it can be is bounded. */
        private void skip(StrictJson json, @Nullable JsonToken begin) throws CheckpointException {
            int depth = 0;
            for (JsonToken token = begin; token != null; token = json.next()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    name(json);
                } else if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                }
                if (depth == 0 && token != JsonToken.PROPERTY_NAME) {
                    return;
                }
            }
        }
    }
}
