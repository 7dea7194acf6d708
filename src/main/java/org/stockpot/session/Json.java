package org.stockpot.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.stockpot.tensor.StockpotException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as this program reads and writes it: strict in, stable order out. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final int MAX_BYTES = 256 << 20;

    private Json() {}

    /** One line of JSON from records, maps, lists, texts, numbers. */
    public static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Indented JSON, ending in a line break. */
    public static String text(Object value) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value) + "\n";
    }

    /**
     * Reads one value.
     *
     * @throws StockpotException if the text is not JSON of that form
     */
    static <T> T parse(String subject, String text, Class<T> type) throws StockpotException {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new StockpotException(subject + " is empty (JSON null).");
            }
            return value;
        } catch (JacksonException e) {
            throw new StockpotException(subject + " is not the JSON expected here: " + where(e), e);
        }
    }

    /** Whether the value in a file is an array. */
    static boolean isArray(Path file) throws StockpotException {
        return text(file).stripLeading().startsWith("[");
    }

    /** Reads a file of at most 256 MiB. */
    public static <T> T read(Path file, Class<T> type) throws StockpotException {
        return parse(file.toString(), text(file), type);
    }

    private static String text(Path file) throws StockpotException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StockpotException(file + " has " + Files.size(file) + " bytes, too many for a JSON file.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new StockpotException(file + " does not exist.", e);
        } catch (IOException e) {
            throw new StockpotException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String where(JacksonException problem) {
        var at = problem.getLocation();
        String reason = problem.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return at == null || at.getLineNr() < 1
                ? reason
                : reason + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ").";
    }
}
