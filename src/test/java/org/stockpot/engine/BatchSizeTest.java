package org.stockpot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Notes;
import org.stockpot.tensor.StockpotException;

class BatchSizeTest {
    /** Seconds of a pass: so much to begin, so much per image, and all the slower beyond a number of images. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # fixed, per image, slower beyond, workers: pass, batch
            0.001,  0.0001,  10000, 2, 512,  1024
            0.0001, 0.0001,  64,    2, 32,   512
            0.0001, 0.0001,  64,    3, 32,   480
            0,      0.0001,  10000, 2, 1,    512
            0.001,  0.02,    10000, 2, 4,    8
            0.001,  0.2,     10000, 2, 1,    2
            0.0001, 0.00001, 10000, 1, 512,  512
            0.0001, 0.000001,10000, 16, 1024, 16384
            """)
    void doublesUntilItStopsPaying(double fixed, double perImage, int slowerBeyond, int workers, int pass, int batch)
            throws Exception {
        BatchSize found =
                BatchSize.search(workers, images -> fixed + perImage * images * (images > slowerBeyond ? 1.5 : 1));

        assertThat(found).isEqualTo(new BatchSize(pass, batch));
    }

    /** Java code is slow before it is compiled, so the sizes that are tried last would win. */
    @Test
    void aProgramThatIsStillWarmingUpDoesNotDecide() throws Exception {
        var calls = new AtomicInteger();
        BatchSize found = BatchSize.search(1, images -> {
            double warm = 0.0002 + 0.0001 * images * (images > 64 ? 1.3 : 1);
            return warm * Math.max(1, 3 - 0.2 * calls.getAndIncrement());
        });
        assertThat(found.pass()).isEqualTo(64);
    }

    @Test
    void noPassIsLongerThanAQuarterOfASecondHoweverWellItPays() throws Exception {
        assertThat(BatchSize.search(2, images -> 0.01 + 0.02 * images)).isEqualTo(new BatchSize(8, 16));

        var tried = new ArrayList<Integer>();
        BatchSize huge = BatchSize.search(2, images -> {
            tried.add(images);
            return 0.3 * images;
        });
        assertThat(huge).isEqualTo(new BatchSize(1, 2));
        assertThat(tried).containsOnly(1);
    }

    @Test
    void stopsDoublingWhereMemoryRunsOut() throws Exception {
        assertThat(BatchSize.search(1, images -> images > 32 ? Double.POSITIVE_INFINITY : 0.01 + 1e-5 * images)
                        .pass())
                .isEqualTo(32);
    }

    @Test
    void measuresOncePerNetworkAndDeviceAndDoesNotBelieveNonsense() throws Exception {
        Map<String, String> written = new HashMap<>();
        var notes = new Notes() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(written.get(key));
            }

            @Override
            public void put(String key, String value) {
                written.put(key, value);
            }
        };
        var network = Architecture.whole("net", Preprocessing.clip(8, 3), 5, java.util.Set.of());
        var asked = new ArrayList<Integer>();
        BatchSize.Timing timing = images -> {
            asked.add(images);
            return 0.001 + 0.001 * images;
        };

        BatchSize first = new BatchSizes(notes).of(network, Device.cpu(), 2, timing);
        int questions = asked.size();
        BatchSize again = new BatchSizes(notes).of(network, Device.cpu(), 2, timing);

        assertThat(again).isEqualTo(first);
        assertThat(asked).hasSize(questions);
        new BatchSizes(notes).of(network, Device.cpu(), 1, timing);
        assertThat(asked).hasSizeGreaterThan(questions);
        for (String nonsense : List.of("", "7", "4 7", "0 0", "-4 8", "8 4", "4 99999999999")) {
            written.replaceAll((key, value) -> nonsense);
            assertThat(new BatchSizes(notes).of(network, Device.cpu(), 2, timing))
                    .isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 100, 17, 2, 1})
    void aFullDeviceGetsTheSameBatchAgainInSmallerPassesAndNothingIsCountedTwice(int room) throws Exception {
        var backOff = new BackOff(new BatchSize(256, 512));
        var spared = new ArrayList<Integer>();

        float[] logits = backOff.run(
                pass -> {
                    var counted = new BitSet();
                    for (int from = 0; from < 512; from += pass) {
                        if (pass > room) {
                            throw full();
                        }
                        counted.set(from, from + pass);
                    }
                    return new float[] {counted.cardinality()};
                },
                spared::add,
                () -> {
                    throw new AssertionError("there is room");
                });

        assertThat(logits).containsExactly(512);
        int good = Integer.highestOneBit(room);
        assertThat(backOff.size()).isEqualTo(new BatchSize(good, 512));
        assertThat(spared).hasSize(Integer.numberOfTrailingZeros(256 / good));
        backOff.run(pass -> new float[pass], spared::add, () -> false);
        assertThat(backOff.size().pass()).as("the smaller size stays").isEqualTo(good);
    }

    @Test
    void whereNotOneImageFitsTheWorkMovesElsewhereOnce() throws Exception {
        var backOff = new BackOff(new BatchSize(4, 4));
        var moved = new ArrayList<String>();
        float[] logits = backOff.run(
                pass -> {
                    if (moved.isEmpty()) {
                        throw full();
                    }
                    return new float[] {pass};
                },
                images -> {},
                () -> moved.add("cpu"));
        assertThat(logits).containsExactly(1);
        assertThat(moved).containsExactly("cpu");
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        var backOff = new BackOff(new BatchSize(4, 4));
        var tries = new ArrayList<Integer>();
        var failure = new DeviceException("A batch", new EngineException("expected scalar type Float but found Half"));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> backOff.run(
                        pass -> {
                            tries.add(pass);
                            throw failure;
                        },
                        images -> {},
                        () -> true)))
                .isSameAs(failure);
        assertThat(tries).containsExactly(4);
        assertThat(failure)
                .hasMessage("A batch does not run on the device (expected scalar type Float but found Half): close"
                        + " other programs or use smaller networks.");
    }

    @Test
    void withoutRoomAnywhereItSaysSo() {
        var backOff = new BackOff(new BatchSize(2, 2));
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> backOff.run(
                        pass -> {
                            throw full();
                        },
                        images -> {},
                        () -> false)))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("CUDA out of memory");
    }

    private static DeviceException full() {
        return new DeviceException("A batch", new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB"));
    }
}
