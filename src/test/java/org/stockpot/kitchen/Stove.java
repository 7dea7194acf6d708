package org.stockpot.kitchen;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.Preprocessing;
import org.stockpot.engine.ClipVitTrainer;
import org.stockpot.tensor.StockpotException;

/** Trains one model. */
final class Stove {
    private final Pixels[] images;
    private final int[] labels;
    private final int classes;
    private final Preprocessing preprocessing;
    private final Consumer<String> log;

    Stove(ImageSet training, Preprocessing preprocessing, Consumer<String> log) throws StockpotException {
        images = new Pixels[training.size()];
        labels = new int[training.size()];
        for (int i = 0; i < images.length; i++) {
            images[i] = training.image(i);
            labels[i] = training.label(i);
        }
        this.classes = training.classes().size();
        this.preprocessing = preprocessing;
        this.log = log;
    }

    /** The weights after training, starting from others. */
    Weights cook(Weights start, Cooking cooking) throws StockpotException {
        int steps = (int) (cooking.epochs() * images.length / cooking.batch());
        var schedule = new ClipVitTrainer.Schedule(cooking.peak(), Math.min(300, steps / 10), steps);
        var random = new Random(cooking.seed());
        int[] order = IntStream.range(0, images.length).toArray();
        long began = System.nanoTime();
        float smoothed = Float.NaN;
        try (var trainer = new ClipVitTrainer(start, schedule, cooking.decay())) {
            int next = order.length;
            for (int step = 1; step <= steps; step++) {
                if (next + cooking.batch() > order.length) {
                    shuffle(order, random);
                    next = 0;
                }
                int[] chosen = Arrays.copyOfRange(order, next, next + cooking.batch());
                next += cooking.batch();
                Batch batch = batch(chosen, cooking, random);
                float loss = trainer.step(batch.images(), batch.targets(), chosen.length);
                smoothed = Float.isNaN(smoothed) ? loss : 0.98f * smoothed + 0.02f * loss;
                if (step % 200 == 0 || step == steps) {
                    double seconds = (System.nanoTime() - began) / 1e9;
                    log.accept(String.format(
                            "%s: step %d of %d, loss %.3f, %.0f images/s",
                            cooking.name(), step, steps, smoothed, step * cooking.batch() / seconds));
                }
            }
            return start.with(cooking.name(), trainer.weights());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed straight to the trainer
    private record Batch(float[] images, float[] targets) {}

    private Batch batch(int[] chosen, Cooking cooking, Random random) {
        int pixels = preprocessing.size() * preprocessing.size();
        var values = new float[chosen.length * pixels];
        var targets = new float[chosen.length * classes];
        long seed = random.nextLong();
        IntStream.range(0, chosen.length).parallel().forEach(i -> {
            Pixels image = Augmentation.applyAll(
                    cooking.augmentations(), images[chosen[i]], new Random(seed + i * 0x9e3779b97f4a7c15L));
            float mean = preprocessing.mean().get(0).floatValue();
            float std = preprocessing.std().get(0).floatValue();
            for (int p = 0; p < pixels; p++) {
                values[i * pixels + p] = ((image.samples()[p] & 0xff) / 255f - mean) / std;
            }
            Arrays.fill(targets, i * classes, (i + 1) * classes, (float) (cooking.smoothing() / classes));
            targets[i * classes + labels[chosen[i]]] += (float) (1 - cooking.smoothing());
        });
        if (cooking.mixup() > 0) {
            double share = beta(cooking.mixup(), random);
            mix(values, pixels, share);
            mix(targets, classes, share);
        }
        return new Batch(values, targets);
    }

    /** Row i becomes share · row i + (1 − share) · row (n − 1 − i). */
    private static void mix(float[] values, int row, double share) {
        float[] before = values.clone();
        int rows = values.length / row;
        for (int i = 0; i < rows; i++) {
            int other = (rows - 1 - i) * row;
            for (int p = 0; p < row; p++) {
                values[i * row + p] = (float) (share * before[i * row + p] + (1 - share) * before[other + p]);
            }
        }
    }

    /** Beta(α, α) by Jöhnk's method (1964). */
    private static double beta(double alpha, Random random) {
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / alpha);
            double y = Math.pow(random.nextDouble(), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return x / (x + y);
            }
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
