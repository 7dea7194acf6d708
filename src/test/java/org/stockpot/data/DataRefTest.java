package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.tensor.StockpotException;

class DataRefTest {
    @TempDir
    Path folder;

    @Test
    void readsEveryKey() throws StockpotException {
        var ref = DataRef.parse(
                "ood:a/t-images-idx3-ubyte.gz?shift=gaussian-noise&severity=5&name=Noisy&labels=b/l&classes=c"
                        + "&from=10&count=20");
        assertThat(ref)
                .isEqualTo(new DataRef(
                        Role.OOD,
                        "Noisy",
                        Path.of("a/t-images-idx3-ubyte.gz"),
                        Optional.of(new Shift(ShiftKind.GAUSSIAN_NOISE, 5)),
                        Optional.of(Path.of("b/l")),
                        Optional.of(Path.of("c")),
                        10,
                        OptionalInt.of(20),
                        Optional.empty(),
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test:photos",
                "ood:photos?shift=sketch&severity=3",
                "validation:a/t-images-idx3-ubyte.gz?name=held out&labels=b&classes=c&from=5&count=7",
                "test:what%3F/100%25%26more?name=a%26b%3Fc%25",
                "test:ood:photos",
                "validation:photos?without=0,3-4,17"
            })
    void writesWhatItReads(String text) throws StockpotException {
        assertThat(DataRef.parse(text).format()).isEqualTo(text);
        assertThat(DataRef.parse(DataRef.parse(text).format())).isEqualTo(DataRef.parse(text));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            test:x/t10k-images-idx3-ubyte.gz, t10k
            test:x/train-images.idx3-ubyte, train
            test:x/images-idx3-ubyte, x
            ood:photos?shift=blur&severity=2, photos blur 2
            ood:photos?shift=invert, photos invert 3
            """)
    void namesASetAfterItsFileAndShift(String text, String name) throws StockpotException {
        assertThat(DataRef.parse(text).name()).isEqualTo(name);
    }

    @Test
    void withoutARoleTheCallersCounts() throws StockpotException {
        assertThat(DataRef.parse("photos").role()).isEqualTo(Role.TEST);
        assertThat(DataRef.parse("photos", Role.OOD).role()).isEqualTo(Role.OOD);
        assertThat(DataRef.parse("validation:photos", Role.OOD).role()).isEqualTo(Role.VALIDATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            test:| data 'test:' names no file or folder; write ROLE:PATH
            a?shift=frost| shift 'frost' is unknown; choose one of gaussian-noise, shot-noise, impulse-noise, blur, defocus-blur, motion-blur, zoom-blur, fog, brightness, contrast, pixelate, jpeg, elastic, sketch, invert, grayscale, posterize, rotate, shear, translate, occlusion
            a?shift=blur&severity=6| data 'a?shift=blur&severity=6': severity runs from 1 to 5, found 6
            a?severity=2| data 'a?severity=2' has a severity but no shift
            a?count=0| data 'a?count=0': count must be a whole number from 1, found '0'
            a?from=x| data 'a?from=x': from must be a whole number from 0, found 'x'
            a?colour=red| data 'a?colour=red' has the unknown key 'colour'; known are name, shift, severity, labels, classes, map, from, count, broken and without
            a?without=3-1| data 'a?without=3-1': '3-1' names no or too many images
            a?without=x| data 'a?without=x': expected numbers of images such as 3,17-20, found 'x'
            a?from=1&from=2| data 'a?from=1&from=2' has the key 'from' twice
            a?blur| data 'a?blur': expected key=value behind the ?, found 'blur'
            """)
    void refusesWhatItDoesNotUnderstand(String text, String message) {
        assertThatThrownBy(() -> DataRef.parse(text))
                .isInstanceOf(StockpotException.class)
                .hasMessage(message);
    }

    @Test
    void leavesOutImagesWithoutChangingWhatShiftsMakeOfTheOthers() throws IOException, StockpotException {
        Path images = folder.resolve("w-images-idx3-ubyte");
        Files.write(images, Fixtures.idx(new int[] {4, 1, 1}, (byte) 90, (byte) 100, (byte) 120, (byte) 130));
        Files.write(
                folder.resolve("w-labels-idx1-ubyte"),
                Fixtures.idx(new int[] {4}, (byte) 0, (byte) 1, (byte) 2, (byte) 3));
        String shifted = "ood:" + images + "?shift=gaussian-noise";
        ImageSet all = ImageSets.open(DataRef.parse(shifted));
        ImageSet some = ImageSets.open(DataRef.parse(shifted + "&without=0,2"));
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.label(1)).isEqualTo(3);
        assertThat(some.image(1).samples()).isEqualTo(all.image(3).samples());
        assertThat(some.fingerprint()).isNotEqualTo(all.fingerprint());
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(shifted + "&without=4")))
                .hasMessageEndingWith("image 4 is to be left out, but the set has only 4; correct without=");
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(shifted + "&without=0-3")))
                .hasMessageEndingWith("all images are left out; correct without=");
    }

    @Test
    void opensARangeAndShiftsIt() throws IOException, StockpotException {
        Path images = folder.resolve("t-images-idx3-ubyte");
        Files.write(images, Fixtures.idx(new int[] {4, 1, 1}, (byte) 0, (byte) 10, (byte) 20, (byte) 30));
        Files.write(
                folder.resolve("t-labels-idx1-ubyte"),
                Fixtures.idx(new int[] {4}, (byte) 0, (byte) 1, (byte) 2, (byte) 3));
        ImageSet set = ImageSets.open(DataRef.parse("ood:" + images + "?from=1&count=2&shift=invert&severity=5"));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.classes()).hasSize(4);
        assertThat(set.label(1)).isEqualTo(2);
        assertThat(set.image(1).sample(0, 0, 0)).isEqualTo(255 - 20);
        assertThatThrownBy(() -> ImageSets.open(DataRef.parse(images + "?from=3&count=2")))
                .isInstanceOf(StockpotException.class)
                .hasMessage(images + ": the set has 4 images, too few for 2 images from number 3");
    }

    @ParameterizedTest
    @CsvSource({
        "val, VALIDATION",
        "imagenet-valid.tar, VALIDATION",
        "my_validation, VALIDATION",
        "t10k-images-idx3-ubyte, TEST",
        "test, TEST",
        "imagenet-r, OOD",
        "ObjectNet-1.0, OOD",
        "sketches, OOD",
        "interval, ",
        "latest, ",
        "photos, "
    })
    void aNameMayHintAtARole(String name, Role role) {
        assertThat(Role.hinted(Path.of("folder", name))).isEqualTo(Optional.ofNullable(role));
    }
}
