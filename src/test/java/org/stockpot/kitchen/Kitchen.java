package org.stockpot.kitchen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.checkpoint.WriteProgress;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSets;
import org.stockpot.data.PreparedSet;
import org.stockpot.engine.DjlBackend;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Evaluator;
import org.stockpot.evaluate.Network;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.JobContext;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Makes {@code assets/demo}: data, base, ingredients, card and session. */
public final class Kitchen {
    private final Path target;
    private final Larder larder;
    private final DjlBackend backend = new DjlBackend();

    private Kitchen(Path source, Path target) {
        this.larder = new Larder(source);
        this.target = target;
    }

    /**
     * Cooks what is missing, then measures everything.
     *
     * @param args the folder with Fashion-MNIST's four files, the folder to write
     */
    public static void main(String[] args) throws StockpotException, IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException("expected the folder of Fashion-MNIST and the folder to write");
        }
        new Kitchen(Path.of(args[0]), Path.of(args[1])).cook();
    }

    private void cook() throws StockpotException, IOException {
        Files.createDirectories(target.resolve("ingredients"));
        List<DataRef> data = larder.stock(target.resolve("data"));
        say(backend.device());
        var stove = new Stove(larder.training(), Larder.PREPROCESSING, Kitchen::say);

        Path baseFile = target.resolve("base.safetensors");
        Weights first = Weights.random(Menu.SIZE, Menu.FIRST_WEIGHTS_SEED);
        Weights base = cookOrTake(stove, first, Menu.BASE, baseFile, "random weights");
        for (Cooking cooking : Menu.INGREDIENTS) {
            cookOrTake(stove, base, cooking, file(cooking), "base.safetensors");
        }
        write(data);
    }

    private Path file(Cooking cooking) {
        return target.resolve("ingredients").resolve(cooking.name() + ".safetensors");
    }

    private static Weights cookOrTake(Stove stove, Weights start, Cooking cooking, Path file, String from)
            throws StockpotException {
        if (!Files.exists(file)) {
            Weights cooked = stove.cook(start, cooking);
            var metadata = new LinkedHashMap<String, String>();
            metadata.put("format", "pt");
            metadata.put("model", cooking.name());
            metadata.put("made", "by Stockpot's demo kitchen from " + from + ": " + cooking);
            metadata.put("data", "Fashion-MNIST, training images 0 to 54,999");
            SafetensorsWriter.write(cooked, file, metadata, WriteProgress.NONE);
        }
        try (TensorSource written = Checkpoints.open(file)) {
            var values = new LinkedHashMap<String, float[]>();
            for (String tensor : start.specs().keySet()) {
                values.put(tensor, written.floats(tensor));
            }
            return start.with(cooking.name(), values);
        }
    }

    private void write(List<DataRef> data) throws StockpotException, IOException {
        var sets = new ArrayList<PreparedSet>();
        for (DataRef ref : data) {
            sets.add(PreparedSet.prepare(
                    ref.name(), ref.role(), ImageSets.open(ref), Larder.PREPROCESSING, JobContext.detached()));
        }
        var scores = new LinkedHashMap<Cooking, List<Evaluation>>();
        scores.put(Menu.BASE, evaluate(target.resolve("base.safetensors"), sets));
        var ingredients = new ArrayList<Source>();
        for (Cooking cooking : Menu.INGREDIENTS) {
            scores.put(cooking, evaluate(file(cooking), sets));
            ingredients.add(source(cooking.name(), file(cooking)));
        }
        report(scores);
        Files.writeString(target.resolve("CARD.md"), Card.text(scores), StandardCharsets.UTF_8);
        var recipe = new Recipe(
                new FusionMethod.WeightedAverage(),
                new Granularity.Level(2),
                MixingWeights.uniform(ingredients.size(), 1));
        var session = new Session(
                Optional.of(source("base", target.resolve("base.safetensors"))),
                ingredients,
                data,
                Optional.of(Larder.PREPROCESSING),
                NetworkChoice.NONE,
                recipe,
                List.of());
        SessionFile.write(session, target.resolve("demo" + SessionFile.ENDING));
    }

    private static Source source(String name, Path file) throws StockpotException {
        return new Source(name, file, Sha256.of(file, WriteProgress.NONE));
    }

    private List<Evaluation> evaluate(Path file, List<PreparedSet> sets) throws StockpotException {
        try (TensorSource model = Checkpoints.open(file);
                Network network = backend.load(model)) {
            return Evaluator.run(network, sets, JobContext.detached(), partial -> {});
        }
    }

    private static void report(Map<Cooking, List<Evaluation>> scores) {
        scores.forEach((cooking, evaluations) ->
                evaluations.forEach(one -> say(cooking.name() + ", " + one.set() + ": " + one)));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
