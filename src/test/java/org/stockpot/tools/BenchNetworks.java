package org.stockpot.tools;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.engine.DjlBackend;
import org.stockpot.engine.EngineOptions;
import org.stockpot.engine.FormulaWeights;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Notes;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** How many images a second each network runs, whole, from bytes to logits, beside PyTorch. */
final class BenchNetworks {
    private BenchNetworks() {}

    /** A network, what Python's half calls it, and the side of its images. */
    private record Candidate(String title, String peer, int size, TensorSource weights) {}

    static BenchTable run(Effort effort, Optional<BenchPython> python)
            throws StockpotException, IOException, URISyntaxException {
        int threads = Runtime.getRuntime().availableProcessors();
        var rows = new ArrayList<List<String>>();
        List<Candidate> all = candidates();
        for (Candidate candidate : all.subList(0, Math.min(all.size(), effort.networks()))) {
            double first = ours(candidate, effort);
            double theirs = python.isEmpty()
                    ? Double.NaN
                    : python.get().measure(candidate.peer(), candidate.size(), threads, effort.seconds());
            // Before and after, so that a machine that slows down in between does not decide.
            double rate = (first + ours(candidate, effort)) / 2;
            rows.add(List.of(
                    candidate.title(),
                    "" + candidate.size(),
                    number(rate),
                    python.isEmpty() ? "" : number(theirs),
                    python.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", rate / theirs)));
            candidate.weights().close();
        }
        return new BenchTable(
                "Images per second",
                "Whole networks on the CPU, from prepared bytes to logits, at the batch size that each side found best"
                        + (python.isEmpty()
                                ? "."
                                : "; " + python.get().versions()
                                        + ", which normalises bytes, too, with the settings that it has when one starts it."),
                List.of("network", "side in pixels", "Stockpot", "PyTorch eager", "ratio"),
                rows);
    }

    private static List<Candidate> candidates() throws StockpotException, URISyntaxException {
        return List.of(
                new Candidate(
                        "CLIP ViT of the demo", "demo", 28, Checkpoints.open(Path.of("assets/demo/base.safetensors"))),
                new Candidate(
                        "CLIP ViT-B/32", "clip-vit-b-32", 224, FormulaWeights.of("vit/openclip-vit-b-32.safetensors")),
                new Candidate(
                        "DeiT-tiny, distilled",
                        "deit-tiny",
                        224,
                        FormulaWeights.of("vit/timm-deit-tiny-distilled.safetensors")),
                new Candidate("ResNet-18", "resnet18", 224, FormulaWeights.of("conv/torchvision-resnet18.safetensors")),
                new Candidate("ResNet-50", "resnet50", 224, FormulaWeights.of("conv/torchvision-resnet50.safetensors")),
                new Candidate(
                        "ConvNeXt-tiny",
                        "convnext-tiny",
                        224,
                        FormulaWeights.of("conv/torchvision-convnext-tiny.safetensors")),
                new Candidate("MLP 784-512-512-10", "mlp", 28, mlp()));
    }

    private static TensorSource mlp() {
        var specs = new java.util.LinkedHashMap<String, TensorSpec>();
        long[] widths = {784, 512, 512, 10};
        for (int layer = 0; layer + 1 < widths.length; layer++) {
            specs.put(2 * layer + 1 + ".weight", new TensorSpec(DType.F32, Shape.of(widths[layer + 1], widths[layer])));
            specs.put(2 * layer + 1 + ".bias", new TensorSpec(DType.F32, Shape.of(widths[layer + 1])));
        }
        return FormulaWeights.of("mlp", specs);
    }

    private static double ours(Candidate candidate, Effort effort) throws StockpotException {
        var options =
                new EngineOptions(Runtime.getRuntime().availableProcessors(), 0, Optional.empty(), Notes.inMemory());
        try (Network network = new DjlBackend(options).load(candidate.weights(), candidate.size())) {
            int batch = network.batchSize();
            PreparedSet set = noise(network.architecture().channels(), candidate.size(), batch);
            // The first time until everything is compiled, as it is on the other side from the beginning.
            throughput(network, set, effort.seconds());
            return throughput(network, set, effort.seconds());
        }
    }

    private static double throughput(Network network, PreparedSet set, double seconds) throws StockpotException {
        long start = System.nanoTime();
        long images = 0;
        double spent = 0;
        while (spent < seconds) {
            network.logits(set, 0, set.size());
            images += set.size();
            spent = (System.nanoTime() - start) / 1e9;
        }
        return images / spent;
    }

    private static PreparedSet noise(int channels, int size, int count) throws StockpotException {
        var random = new Random(1);
        return PreparedSet.prepare(
                "noise",
                Role.TEST,
                new ImageSet() {
                    @Override
                    public String name() {
                        return "noise";
                    }

                    @Override
                    public int size() {
                        return count;
                    }

                    @Override
                    public List<String> classes() {
                        return IntStream.range(0, 10)
                                .mapToObj(Integer::toString)
                                .toList();
                    }

                    @Override
                    public int label(int index) {
                        return index % 10;
                    }

                    @Override
                    public Pixels image(int index) {
                        var samples = new byte[size * size * channels];
                        random.nextBytes(samples);
                        return new Pixels(size, size, channels, samples);
                    }
                },
                Preprocessing.clip(size, channels),
                JobContext.detached());
    }

    private static String number(double value) {
        return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%,.0f", value);
    }
}
