package org.stockpot.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSpec;
import tools.jackson.core.JsonToken;

/**
 * The header of a safetensors file: a little-endian u64 length, a JSON object, then the data. All numbers are checked
 * here, so that readers of the data need not. The grammar has a fixed depth, so nothing in the file can make the parser
 * recurse, and the header is streamed: memory goes to what is kept, not to what is claimed.
 *
 * @param entries where each readable tensor is, in the order of the header
 * @param metadata the {@code __metadata__} object
 * @param leftOut names of tensors in types that Stockpot does not read
 * @param warnings one sentence for each of them
 */
record SafetensorsHeader(
        Map<String, Entry> entries, Map<String, String> metadata, Set<String> leftOut, List<String> warnings) {
    static final String METADATA = "__metadata__";
    static final long LARGEST_HEADER = 100_000_000;
    static final int LONGEST_NAME = StrictJson.LONGEST_TEXT;
    static final int MOST_AXES = 64;
    /** Bounds of what is kept in memory; the largest published checkpoints stay far below. */
    static final int MOST_TENSORS = 100_000;

    static final int MOST_EXTENTS = 1_000_000;
    private static final long MOST_ELEMENTS = 1L << 48;

    /** Element types of the format that Stockpot knows the size of but cannot compute with. */
    private static final Map<String, Integer> OTHER_BITS = Map.of("C64", 64, "F4", 4, "F6_E2M3", 6, "F6_E3M2", 6);

    /**
     * A tensor and its place.
     *
     * @param position of the first byte in the file
     */
    record Entry(TensorSpec spec, long position) {}

    private record Claim(String name, String dtype, Shape shape, long begin, long end) {}

    static SafetensorsHeader read(InputFile file) throws CheckpointException {
        if (file.size() < 8) {
            throw file.refusal("a safetensors file begins with 8 bytes of header length, the file has " + file.size());
        }
        long length = file.read(0, 8, "the header length").getLong();
        if (length < 2 || length > LARGEST_HEADER || length > file.size() - 8) {
            throw file.refusal("header claims " + Long.toUnsignedString(length) + " bytes, " + (file.size() - 8)
                    + " follow; the file is cut short or damaged, get it again");
        }
        if (file.read(8, 1, "the header").get() != '{') {
            throw file.refusal("the header must begin with '{'; the file is damaged or not a safetensors file");
        }
        return new Parser(file, length).parse();
    }

    /** One pass over one header. */
    private static final class Parser {
        private final InputFile file;
        private final long length;
        private final Map<String, Claim> claims = new LinkedHashMap<>();
        private @Nullable Map<String, String> metadata;
        private int extents;

        Parser(InputFile file, long length) {
            this.file = file;
            this.length = length;
        }

        SafetensorsHeader parse() throws CheckpointException {
            try (StrictJson json = StrictJson.of(file, "the header", 8, length)) {
                json.next(JsonToken.START_OBJECT, "the header");
                while (json.next() == JsonToken.PROPERTY_NAME) {
                    entry(json, json.name("a name"));
                }
                json.end();
            }
            return check();
        }

        private void entry(StrictJson json, String name) throws CheckpointException {
            if (name.equals(METADATA)) {
                if (metadata != null) {
                    throw twice(METADATA);
                }
                metadata = metadata(json);
                return;
            }
            Claim claim = claim(json, name);
            if (claims.putIfAbsent(name, claim) != null) {
                throw twice(name);
            }
            if (claims.size() > MOST_TENSORS) {
                throw file.refusal("lists more than " + MOST_TENSORS + " tensors");
            }
        }

        private Map<String, String> metadata(StrictJson json) throws CheckpointException {
            json.next(JsonToken.START_OBJECT, METADATA);
            var texts = new LinkedHashMap<String, String>();
            while (json.next() == JsonToken.PROPERTY_NAME) {
                String key = json.name(METADATA);
                json.next(JsonToken.VALUE_STRING, METADATA + " entry " + Show.text(key));
                if (texts.putIfAbsent(key, json.text(METADATA)) != null) {
                    throw twice(METADATA + " entry " + key);
                }
                if (texts.size() > MOST_TENSORS) {
                    throw file.refusal(METADATA + " has more than " + MOST_TENSORS + " entries");
                }
            }
            json.at(JsonToken.END_OBJECT, METADATA);
            return texts;
        }

        private Claim claim(StrictJson json, String name) throws CheckpointException {
            String subject = "tensor " + Show.text(name);
            json.next(JsonToken.START_OBJECT, subject);
            String dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            while (json.next() == JsonToken.PROPERTY_NAME) {
                String key = json.raw();
                boolean again = switch (key) {
                    case "dtype" -> {
                        boolean known = dtype != null;
                        json.next(JsonToken.VALUE_STRING, subject + ", dtype");
                        dtype = json.raw();
                        yield known;
                    }
                    case "shape" -> {
                        boolean known = shape != null;
                        shape = numbers(json, MOST_AXES, subject + ", shape");
                        yield known;
                    }
                    case "data_offsets" -> {
                        boolean known = offsets != null;
                        offsets = numbers(json, 2, subject + ", data_offsets");
                        yield known;
                    }
                    default ->
                        throw file.refusal(
                                subject + ": expected dtype, shape and data_offsets, found " + Show.text(key));
                };
                if (again) {
                    throw twice(subject + ", " + key);
                }
            }
            json.at(JsonToken.END_OBJECT, subject);
            if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
                throw file.refusal(subject + ": expected dtype, shape and two data_offsets, found "
                        + (dtype == null ? "no dtype" : shape == null ? "no shape" : "other data_offsets"));
            }
            return new Claim(name, dtype, new Shape(shape), offsets.get(0), offsets.get(1));
        }

        private List<Long> numbers(StrictJson json, int most, String subject) throws CheckpointException {
            json.next(JsonToken.START_ARRAY, subject);
            var numbers = new ArrayList<Long>();
            while (json.next() != JsonToken.END_ARRAY) {
                json.at(JsonToken.VALUE_NUMBER_INT, subject);
                numbers.add(number(json.raw(), subject));
                if (numbers.size() > most || ++extents > MOST_EXTENTS) {
                    throw file.refusal(subject + ": more than " + most + " numbers");
                }
            }
            return numbers;
        }

        private long number(String digits, String subject) throws CheckpointException {
            try {
                if (digits.charAt(0) != '-') {
                    return Long.parseLong(digits);
                }
            } catch (NumberFormatException e) {
                throw new CheckpointException(
                        file.path(), subject + ": expected a number below 2^63, found " + Show.text(digits), e);
            }
            throw file.refusal(subject + ": expected a number that is not negative, found " + Show.text(digits));
        }

        private CheckpointException twice(String subject) {
            return file.refusal(Show.text(subject) + " appears twice; a name may appear only once");
        }

        /** Sizes follow from dtype and shape; offsets must say the same and cover the data without hole or overlap. */
        private SafetensorsHeader check() throws CheckpointException {
            long dataStart = 8 + length;
            var entries = new LinkedHashMap<String, Entry>();
            var leftOut = new LinkedHashSet<String>();
            var warnings = new ArrayList<String>();
            for (Claim claim : claims.values()) {
                long bytes = byteCount(claim);
                if (claim.begin > claim.end || claim.end - claim.begin != bytes) {
                    throw file.refusal("tensor " + Show.text(claim.name) + ": " + claim.dtype + " " + claim.shape
                            + " needs " + bytes + " bytes, data_offsets are [" + claim.begin + ", " + claim.end + "]");
                }
                if (OTHER_BITS.containsKey(claim.dtype)) {
                    leftOut.add(claim.name);
                    warnings.add("tensor " + Show.text(claim.name) + " has type " + claim.dtype
                            + ", which Stockpot cannot mix; it was left out");
                } else {
                    entries.put(
                            claim.name,
                            new Entry(
                                    new TensorSpec(DType.valueOf(claim.dtype), claim.shape), dataStart + claim.begin));
                }
            }
            checkCover(file.size() - dataStart);
            if (claims.isEmpty()) {
                warnings.add("the file holds no tensors");
            }
            return new SafetensorsHeader(
                    entries, metadata == null ? Map.of() : metadata, leftOut, List.copyOf(warnings));
        }

        private long byteCount(Claim claim) throws CheckpointException {
            String subject = "tensor " + Show.text(claim.name) + ": ";
            Integer bits = OTHER_BITS.get(claim.dtype);
            for (DType dtype : DType.values()) {
                if (dtype.name().equals(claim.dtype)) {
                    bits = dtype.bytes() * 8;
                }
            }
            if (bits == null) {
                throw file.refusal(
                        subject + "expected a dtype of the safetensors format, found " + Show.text(claim.dtype));
            }
            try {
                long count = claim.shape.elementCount();
                if (count < MOST_ELEMENTS) {
                    long total = Math.multiplyExact(count, bits.longValue());
                    if (total % 8 != 0) {
                        throw file.refusal(subject + claim.dtype + " " + claim.shape + " does not fill whole bytes");
                    }
                    return total / 8;
                }
            } catch (ArithmeticException e) {
                throw new CheckpointException(
                        file.path(), subject + "shape " + claim.shape + " is impossibly large", e);
            }
            throw file.refusal(subject + "shape " + claim.shape + " is impossibly large");
        }

        private void checkCover(long dataSize) throws CheckpointException {
            var sorted = new ArrayList<>(claims.values());
            sorted.sort(Comparator.comparingLong(Claim::begin).thenComparingLong(Claim::end));
            long reached = 0;
            for (Claim claim : sorted) {
                if (claim.begin != reached) {
                    throw file.refusal("tensor " + Show.text(claim.name) + " begins at byte " + claim.begin
                            + " of the data, expected " + reached + "; tensors must neither overlap nor leave holes");
                }
                reached = claim.end;
            }
            if (reached != dataSize) {
                throw file.refusal("the tensors need " + reached + " bytes, " + dataSize + " follow the header; "
                        + (reached > dataSize ? "the file is cut short, get it again" : "the file has a foreign tail"));
            }
        }
    }
}
