package org.stockpot.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.engine.FormulaWeights;
import org.stockpot.engine.GradientFixture;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Overlay;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * The perceptrons and the images of {@code src/test/python/make_gradient_fixtures.py}, as files: a base, three ingredients,
 * 40 grey images of 6 × 6 pixels. Layer groups are the two layers.
 */
final class FormulaKitchen {
    static final int IMAGES = 40;
    static final int INGREDIENTS = 3;

    private static final int SIDE = 6;
    private static final Map<String, TensorSpec> SPECS = specs();

    private final Path folder;

    FormulaKitchen(Path folder) {
        this.folder = folder;
    }

    private static Map<String, TensorSpec> specs() {
        var specs = new LinkedHashMap<String, TensorSpec>();
        specs.put("1.weight", new TensorSpec(DType.F32, Shape.of(8, SIDE * SIDE)));
        specs.put("1.bias", new TensorSpec(DType.F32, Shape.of(8)));
        specs.put("3.weight", new TensorSpec(DType.F32, Shape.of(GradientFixture.CLASSES, 8)));
        specs.put("3.bias", new TensorSpec(DType.F32, Shape.of(GradientFixture.CLASSES)));
        return specs;
    }

    /** @param number 0 for the base */
    Path checkpoint(int number) throws StockpotException {
        return checkpoint("model" + number, number);
    }

    Path checkpoint(String name, int number) throws StockpotException {
        var base = FormulaWeights.of("base", SPECS);
        Map<String, float[]> values = new LinkedHashMap<>();
        for (Map.Entry<String, TensorSpec> entry : SPECS.entrySet()) {
            String other = "ingredient" + number + "." + entry.getKey();
            float[] value = base.floats(entry.getKey());
            float[] change =
                    FormulaWeights.of("change", Map.of(other, entry.getValue())).floats(other);
            for (int i = 0; number > 0 && i < value.length; i++) {
                value[i] = (float) (value[i] + 0.5 * change[i]);
            }
            values.put(entry.getKey(), value);
        }
        Path file = folder.resolve(name + ".safetensors");
        SafetensorsWriter.write(new Overlay(base, values), file, Map.of(), (done, total) -> {});
        return file;
    }

    DataRef images(Role role, String name) throws IOException {
        byte[] pixels = GradientFixture.bytes(IMAGES, 1, SIDE);
        var labels = new byte[IMAGES];
        for (int image = 0; image < IMAGES; image++) {
            labels[image] = (byte) GradientFixture.label(image);
        }
        Path images = write(name + "-images-idx3-ubyte", pixels, IMAGES, SIDE, SIDE);
        write(name + "-labels-idx1-ubyte", labels, IMAGES);
        return DataRef.of(role, images);
    }

    private Path write(String name, byte[] values, int... extents) throws IOException {
        var buffer = ByteBuffer.allocate(4 + 4 * extents.length + values.length);
        buffer.put(new byte[] {0, 0, 8, (byte) extents.length});
        for (int extent : extents) {
            buffer.putInt(extent);
        }
        return Files.write(folder.resolve(name), buffer.put(values).array());
    }

    Session session(Workbench workbench) throws StockpotException, IOException {
        List<Path> files = new ArrayList<>();
        for (int number = 1; number <= INGREDIENTS; number++) {
            files.add(checkpoint(number));
        }
        return session(workbench, files);
    }

    Session session(Workbench workbench, List<Path> ingredients) throws StockpotException, IOException {
        Source base = workbench.io().call(workbench.checkpoint(checkpoint(0)));
        Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, ingredients));
        Session session = Session.EMPTY
                .withBase(base)
                .withIngredients(added.sources())
                .withData(List.of(images(Role.VALIDATION, "validation")));
        return session.withRecipe(new Recipe(
                session.recipe().method(), new Granularity.Level(0), MixingWeights.uniform(ingredients.size(), 2)));
    }
}
