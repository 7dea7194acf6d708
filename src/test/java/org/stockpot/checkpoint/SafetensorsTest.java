package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.TensorSpec;

class SafetensorsTest {
    @TempDir
    Path folder;

    private Path file(String json, int dataBytes) throws IOException {
        return file(json.getBytes(StandardCharsets.UTF_8), dataBytes);
    }

    private Path file(byte[] json, int dataBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int i = 0; i < dataBytes; i++) {
            bytes.put((byte) i);
        }
        return Files.write(folder.resolve("bad.safetensors"), bytes.array());
    }

    @Test
    void readsTensorsMetadataAndRanges() throws Exception {
        Path path = file(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"b\":{\"shape\":[2,2],\"data_offsets\":[2,10],\"dtype\":\"I16\"},"
                        + "\"a\\u00e9\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[1,2]},"
                        + "\"empty\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[1,1]},"
                        + "\"first\":{\"dtype\":\"BOOL\",\"shape\":[1],\"data_offsets\":[0,1]}}  \n",
                10);
        try (Checkpoint checkpoint = Checkpoints.open(path)) {
            assertThat(checkpoint.name()).isEqualTo("bad.safetensors");
            assertThat(checkpoint.format()).isEqualTo("safetensors");
            assertThat(checkpoint.metadata()).containsExactly(Map.entry("format", "pt"));
            assertThat(checkpoint.warnings()).isEmpty();
            assertThat(checkpoint.specs())
                    .containsExactly(
                            Map.entry("b", new TensorSpec(DType.I16, Shape.of(2, 2))),
                            Map.entry("aé", new TensorSpec(DType.U8, Shape.of())),
                            Map.entry("empty", new TensorSpec(DType.F32, Shape.of(0, 3))),
                            Map.entry("first", new TensorSpec(DType.BOOL, Shape.of(1))));
            ByteBuffer middle = checkpoint.read("b", 1, 2);
            assertThat(middle.remaining()).isEqualTo(4);
            assertThat(middle.getShort()).isEqualTo((short) 0x0504);
            assertThat(checkpoint.read("empty", 0, 0).remaining()).isZero();
            assertThatThrownBy(() -> checkpoint.read("b", 3, 2)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> checkpoint.read("c", 0, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1        | {}  | header claims 18446744073709551615 bytes, 2 follow; the file is cut short or damaged, get it again
            1         | {}  | header claims 1 bytes, 2 follow; the file is cut short or damaged, get it again
            3         | {}  | header claims 3 bytes, 2 follow; the file is cut short or damaged, get it again
            100000001 | {}  | header claims 100000001 bytes, 2 follow; the file is cut short or damaged, get it again
            2         | {}x | the tensors need 0 bytes, 1 follow the header; the file has a foreign tail
            """)
    void refusesALengthThatDoesNotFit(long length, String json, String message) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(8 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(text)
                .array();
        Path path = Files.write(folder.resolve("bad.safetensors"), bytes);
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("bad.safetensors: " + message);
    }

    /** Tensor {@code a} as one JSON object after the pipe, the message's core before it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "found no dtype|{'a':{'shape':[1],'data_offsets':[0,4]}}",
                "found no shape|{'a':{'dtype':'F32','data_offsets':[0,4]}}",
                "two data_offsets|{'a':{'dtype':'F32','shape':[1]}}",
                "two data_offsets|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}}",
                "more than 2 numbers|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,4]}}",
                "found strides|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'strides':[1]}}",
                "a, dtype appears twice|{'a':{'dtype':'F32','dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "a appears twice|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},"
                        + "'\\u0061':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "entry k appears twice|{'__metadata__':{'k':'1','k':'2'},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "__metadata__ appears twice|{'__metadata__':{},'__metadata__':{},"
                        + "'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "__metadata__ entry k: expected a text|{'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "__metadata__: expected an object|{'__metadata__':null,'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "expected a dtype of the safetensors format, found f32|{'a':{'dtype':'f32','shape':[1],'data_offsets':[0,4]}}",
                "not negative, found -1|{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}",
                "fraction or exponent|{'a':{'dtype':'F32','shape':[1e0],'data_offsets':[0,4]}}",
                "fraction or exponent|{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}",
                "fraction or exponent|{'a':{'dtype':'F32','shape':[1e999999999],'data_offsets':[0,4]}}",
                "below 2^63|{'a':{'dtype':'F32','shape':[9223372036854775808],'data_offsets':[0,4]}}",
                "impossibly large|{'a':{'dtype':'F32','shape':[1099511627776,1099511627776,0],'data_offsets':[0,4]}}",
                "impossibly large|{'a':{'dtype':'U8','shape':[281474976710656],'data_offsets':[0,4]}}",
                "needs 8 bytes, data_offsets are [0, 4]|{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
                "data_offsets are [4, 0]|{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}",
                "does not fill whole bytes|{'a':{'dtype':'F4','shape':[1],'data_offsets':[0,4]}}",
                "the file is cut short|{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "foreign tail|{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}",
                "neither overlap nor leave holes|{'a':{'dtype':'U8','shape':[2],'data_offsets':[2,4]}}",
                "b begins at byte 1|{'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]},'b':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}}",
                "expected an object, found a list|{'a':[]}",
                "expected a text, found an object|{'a':{'dtype':{},'shape':[1],'data_offsets':[0,4]}}",
                "expected a whole number, found a list|{'a':{'dtype':'F32','shape':[[[[[1]]]]],'data_offsets':[0,4]}}",
                "not strict JSON|{'a':{'dtype':'F32','shape':[01],'data_offsets':[0,4]}}",
                "not strict JSON|{'a':{'dtype':'F32','shape':[NaN],'data_offsets':[0,4]}}",
                "not strict JSON|{'a':{'dtype':'F32','shape':[1,],'data_offsets':[0,4]}}",
                "not strict JSON|{/**/'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "not strict JSON|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}",
                "something follows|{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}{}",
                "Broken surrogate pair|{'\\ud800':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
                "surrogate|{'__metadata__':{'k':'\\udc00'},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}",
            })
    void refusesAHeaderThatBreaksARule(String row) throws IOException {
        int bar = row.indexOf('|');
        Path path = file(row.substring(bar + 1).replace('\'', '"'), 4);
        assertThatThrownBy(() -> Checkpoints.open(path))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("bad.safetensors: ")
                .hasMessageContaining(row.substring(0, bar));
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        byte[][] wrong = {{(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xff}};
        for (byte[] name : wrong) {
            byte[] json = "{\"#\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}"
                    .getBytes(StandardCharsets.ISO_8859_1);
            byte[] bytes = Arrays.copyOf(json, json.length + name.length - 1);
            System.arraycopy(json, 3, bytes, 2 + name.length, json.length - 3);
            System.arraycopy(name, 0, bytes, 2, name.length);
            Path path = file(bytes, 1);
            assertThatThrownBy(() -> Checkpoints.open(path))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("not valid UTF-8");
        }
    }

    @Test
    void leavesOutTypesItCannotMixWithAWarning() throws Exception {
        Path path = file(
                "{\"q\":{\"dtype\":\"C64\",\"shape\":[2],\"data_offsets\":[0,16]},"
                        + "\"w\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[16,18]}}",
                18);
        try (Checkpoint checkpoint = Checkpoints.open(path)) {
            assertThat(checkpoint.specs()).containsOnlyKeys("w");
            assertThat(checkpoint.warnings())
                    .containsExactly("tensor q has type C64, which Stockpot cannot mix; it was left out");
        }
    }

    @Test
    void refusesToReadFromAFileThatChangedMeanwhile() throws Exception {
        Path path = file("{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4);
        try (Checkpoint checkpoint = Checkpoints.open(path)) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(0));
            assertThatThrownBy(() -> checkpoint.read("w", 0, 4))
                    .hasMessage("bad.safetensors: was changed while it was open; add it again");
            Files.delete(path);
            assertThatThrownBy(() -> checkpoint.read("w", 0, 4))
                    .hasMessage("bad.safetensors: was deleted or moved while it was open; add it again");
        }
    }

    @Test
    void aFileThatShrinksIsARefusal() throws Exception {
        Path path = file("{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4);
        try (Checkpoint checkpoint = Checkpoints.open(path)) {
            byte[] whole = Files.readAllBytes(path);
            FileTime then = Files.getLastModifiedTime(path);
            Files.write(path, Arrays.copyOf(whole, whole.length - 1));
            Files.setLastModifiedTime(path, then);
            for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(4), ByteBuffer.allocateDirect(4)}) {
                assertThatThrownBy(() -> checkpoint.read("w", 0, buffer))
                        .isInstanceOf(CheckpointException.class)
                        .hasMessage("bad.safetensors: was changed while it was open; add it again");
            }
        }
    }

    @Test
    void readsIntoABufferOfTheCaller() throws Exception {
        Path path = file("{\"w\":{\"dtype\":\"I16\",\"shape\":[4],\"data_offsets\":[0,8]}}", 8);
        try (Checkpoint checkpoint = Checkpoints.open(path)) {
            for (ByteBuffer buffer : new ByteBuffer[] {ByteBuffer.allocate(6), ByteBuffer.allocateDirect(6)}) {
                checkpoint.read("w", 1, buffer.position(2));
                assertThat(buffer.hasRemaining()).isFalse();
                assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 2, 3, 4, 5}));
                assertThatThrownBy(() -> checkpoint.read("w", 2, buffer.clear()))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aCheckpointThatNobodyReadsHoldsNoHandle() throws Exception {
        assumeTrue(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean);
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Path path = file("{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4);
        var open = new ArrayList<Checkpoint>();
        try {
            open.add(Checkpoints.open(path));
            open.get(0).read("w", 0, 4);
            long before = system.getOpenFileDescriptorCount();
            for (int i = 0; i < 100; i++) {
                Checkpoint checkpoint = Checkpoints.open(path);
                open.add(checkpoint);
                assertThat(checkpoint.read("w", 0, 4).remaining()).isEqualTo(4);
            }
            assertThat(system.getOpenFileDescriptorCount()).isLessThan(before + 50);
        } finally {
            open.forEach(Checkpoint::close);
        }
        assertThatThrownBy(() -> open.get(0).read("w", 0, 4))
                .hasMessageStartingWith("bad.safetensors: cannot be read: ClosedChannelException");
    }

    @Test
    void refusesAFileCutAtAnyByte() throws Exception {
        byte[] whole = Files.readAllBytes(file("{\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4));
        for (int length = 0; length < whole.length; length++) {
            Path path = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoints.open(path))
                    .as("cut at %d", length)
                    .isInstanceOf(CheckpointException.class);
        }
    }
}
