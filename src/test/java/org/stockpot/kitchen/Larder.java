package org.stockpot.kitchen;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.tensor.StockpotException;

/**
 * Fashion-MNIST, cut so that no image serves twice: the first 55,000 of the training file train, 4,000 of its last
 * 5,000 validate; of the test file the first 4,000 test and each shift has 1,000 of its own.
 *
 * @param folder with the four original files
 */
record Larder(Path folder) {
    static final Preprocessing PREPROCESSING =
            new Preprocessing(28, 28, Preprocessing.Filter.BILINEAR, List.of(0.2860), List.of(0.3530));

    private static final int SEVERITY = 3;
    private static final int TRAINING = 55_000;
    private static final int VALIDATION = 4_000;
    private static final int TEST = 4_000;
    private static final int PER_SHIFT = 1_000;
    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final String NOTICE = """
            The images and labels in this folder are part of Fashion-MNIST
            (https://github.com/zalandoresearch/fashion-mnist), under the MIT licence:

            Copyright (c) 2017 Zalando SE, https://tech.zalando.com

            Permission is hereby granted, free of charge, to any person obtaining a copy
            of this software and associated documentation files (the "Software"), to deal
            in the Software without restriction, including without limitation the rights
            to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
            copies of the Software, and to permit persons to whom the Software is
            furnished to do so, subject to the following conditions:

            The above copyright notice and this permission notice shall be included in all
            copies or substantial portions of the Software.

            THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
            IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
            FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
            AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
            LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
            OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
            SOFTWARE.
            """;

    ImageSet training() throws StockpotException {
        return ImageSets.open(range(Role.VALIDATION, "training", file("train", "images-idx3"), 0, TRAINING));
    }

    /** Writes what the demo needs: the validation images, and the original test files. */
    List<DataRef> stock(Path target) throws StockpotException, IOException {
        Files.createDirectories(target);
        ImageSet held = ImageSets.open(
                range(Role.VALIDATION, "validation", file("train", "images-idx3"), TRAINING, VALIDATION));
        Path validation = target.resolve("validation-images-idx3-ubyte.gz");
        writeImages(held, validation);
        writeLabels(held, target.resolve("validation-labels-idx1-ubyte.gz"));
        Path test = target.resolve("t10k-images-idx3-ubyte.gz");
        Files.copy(file("t10k", "images-idx3"), test, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                file("t10k", "labels-idx1"),
                target.resolve("t10k-labels-idx1-ubyte.gz"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(target.resolve("classes.txt"), String.join("\n", CLASSES) + "\n", StandardCharsets.UTF_8);
        Files.writeString(target.resolve("LICENSE"), NOTICE, StandardCharsets.UTF_8);

        var refs = new ArrayList<DataRef>();
        refs.add(DataRef.of(Role.VALIDATION, validation).withName("validation"));
        refs.add(range(Role.TEST, "test", test, 0, TEST));
        int first = TEST;
        for (ShiftKind kind : Augmentation.KINDS) {
            refs.add(range(Role.OOD, kind.id().toLowerCase(Locale.ROOT), test, first, PER_SHIFT)
                    .withShift(Optional.of(new Shift(kind, SEVERITY))));
            first += PER_SHIFT;
        }
        return refs;
    }

    private Path file(String part, String kind) {
        return folder.resolve(part + "-" + kind + "-ubyte.gz");
    }

    private static DataRef range(Role role, String name, Path path, int from, int count) {
        return new DataRef(
                role,
                name,
                path,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                from,
                OptionalInt.of(count),
                Optional.empty(),
                false);
    }

    private static void writeImages(ImageSet set, Path target) throws StockpotException, IOException {
        int width = set.image(0).width();
        int height = set.image(0).height();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            out.write(header(0x803, set.size(), height, width));
            for (int i = 0; i < set.size(); i++) {
                out.write(set.image(i).samples());
            }
        }
    }

    private static void writeLabels(ImageSet set, Path target) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(target))) {
            out.write(header(0x801, set.size()));
            for (int i = 0; i < set.size(); i++) {
                out.write(set.label(i));
            }
        }
    }

    /** IDX: type and number of sizes, then the sizes, big endian. */
    private static byte[] header(int magic, int... sizes) {
        var header = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(magic);
        for (int size : sizes) {
            header.putInt(size);
        }
        return header.array();
    }
}
