package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

/** A storage of 12 bytes, 0 to 11, and tensors that view it. */
class StorageFillerTest {
    @TempDir
    Path folder;

    private InputFile file;
    private ZipStorage storage;
    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Weights source = new Weights();

    @BeforeEach
    void archive() throws Exception {
        Path path = folder.resolve("a.zip");
        try (var zip = new RawZip(path)) {
            zip.add("top/data/0", new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
                    .finish();
        }
        file = InputFile.open(path);
        storage = new ZipStorage(
                file, "0", ZipDirectory.read(file).values().iterator().next());
    }

    private StorageFillerTest view(String name, int offset, List<Long> shape, List<Long> strides, int... bytes) {
        tensors.put(name, new TorchTensor(storage, ElementType.INT8, offset, new Shape(shape), strides));
        var data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        source.with(name, DType.I8, data, new Shape(shape).toArray());
        return this;
    }

    private byte[] filled() throws StockpotException {
        var out = new ByteArrayOutputStream();
        new StorageFiller(storage, tensors, source).writeTo(data -> {
            while (data.hasRemaining()) {
                out.write(data.get());
            }
        });
        file.close();
        return out.toByteArray();
    }

    @Test
    void keepsWhatNoTensorSees() throws Exception {
        view("late", 8, List.of(2L), List.of(1L), 50, 51).view("early", 2, List.of(3L), List.of(1L), 60, 61, 62);
        assertThat(filled()).containsExactly(0, 1, 60, 61, 62, 5, 6, 7, 50, 51, 10, 11);
    }

    @Test
    void writesThroughTransposedAndSpreadViews() throws Exception {
        view("transposed", 0, List.of(2L, 3L), List.of(1L, 2L), 20, 21, 22, 23, 24, 25)
                .view("spread", 7, List.of(2L), List.of(3L), 30, 31);
        assertThat(filled()).containsExactly(20, 23, 21, 24, 22, 25, 6, 30, 8, 9, 31, 11);
    }

    @Test
    void tiedTensorsThatAgreeAreWrittenOnce() throws Exception {
        view("embed", 0, List.of(2L, 2L), List.of(2L, 1L), 1, 2, 3, 4)
                .view("head", 0, List.of(2L, 2L), List.of(1L, 2L), 1, 3, 2, 4)
                .view("repeated", 11, List.of(3L), List.of(0L), 9, 9, 9);
        assertThat(filled()).containsExactly(1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 9);
    }

    @Test
    void tiedTensorsThatDifferAreRefusedWithTheirNames() {
        view("embed", 0, List.of(4L), List.of(1L), 1, 2, 3, 4).view("head", 0, List.of(4L), List.of(1L), 1, 2, 3, 5);
        assertThatThrownBy(this::filled)
                .isInstanceOf(StockpotException.class)
                .hasMessage("head shares its memory with embed in the TorchScript program, but the mix gives them"
                        + " different values: give their layer groups the same mixing weights, or export a state"
                        + " dict.");
    }

    @Test
    void aScalarAndAnEmptyTensorAreFine() throws Exception {
        view("scalar", 5, List.of(), List.of(), 77).view("empty", 12, List.of(0L), List.of(1L));
        assertThat(filled()).containsExactly(0, 1, 2, 3, 4, 77, 6, 7, 8, 9, 10, 11);
    }
}
