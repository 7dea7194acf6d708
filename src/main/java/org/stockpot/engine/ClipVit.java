package org.stockpot.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.evaluate.Architecture;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * CLIP's vision transformer (Radford et al. 2021, arXiv:2103.00020) with a linear classification head, as the
 * published model-soup checkpoints store it. Everything is read off the names and shapes of the tensors.
 *
 * @param names source name of each tensor the logits depend on, by its name without prefixes, such as
 *     {@code visual.conv1.weight}, {@code visual.transformer.resblocks.0.ln_1.weight}, {@code head.weight}
 * @param shapes by the same keys
 * @param width of a token
 * @param blocks of the transformer
 * @param patch side of a patch in pixels
 * @param grid patches per side
 * @param channels of the input, 1 or 3
 * @param classes number of logits
 */
record ClipVit(
        Map<String, String> names,
        Map<String, Shape> shapes,
        int width,
        int blocks,
        int patch,
        int grid,
        int channels,
        int classes) {

    /** OpenAI's towers have one attention head per 64 values; the tensors do not say it. */
    static final int HEAD_WIDTH = 64;

    private static final String HEAD_BIAS = "head.bias";
    private static final List<String> PREFIXES = List.of("", "model.", "module.", "module.model.");
    private static final String CONV = "visual.conv1.weight";

    ClipVit {
        names = Map.copyOf(names);
        shapes = Map.copyOf(shapes);
    }

    int heads() {
        return width / HEAD_WIDTH;
    }

    boolean hasHeadBias() {
        return names.containsKey(HEAD_BIAS);
    }

    Architecture architecture() {
        String name = "CLIP ViT, " + blocks + (blocks == 1 ? " block × " : " blocks × ") + width + ", patch " + patch;
        return new Architecture(
                name,
                patch * grid,
                channels,
                classes,
                Map.copyOf(names).values().stream().collect(java.util.stream.Collectors.toUnmodifiableSet()));
    }

    /**
     * Recognises the network and checks every shape.
     *
     * @param subject for messages
     * @throws StockpotException naming the first tensor that does not fit, what was expected and what was found
     */
    static ClipVit recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        String tower = prefix(tensors, CONV)
                .orElseThrow(() -> new StockpotException(subject + " is no network known here: expected a tensor "
                        + "model." + CONV + " (a CLIP vision transformer), found " + tensors.size()
                        + " tensors without it."));
        return new Recognition(subject, tensors, tower).run();
    }

    private static Optional<String> prefix(Map<String, TensorSpec> tensors, String name) {
        return PREFIXES.stream()
                .filter(prefix -> tensors.containsKey(prefix + name))
                .findFirst();
    }

    /** One recognition: collects names while it checks. */
    private static final class Recognition {
        private final String subject;
        private final Map<String, TensorSpec> tensors;
        private final String tower;
        private final Map<String, String> names = new LinkedHashMap<>();
        private final Map<String, Shape> shapes = new LinkedHashMap<>();

        Recognition(String subject, Map<String, TensorSpec> tensors, String tower) {
            this.subject = subject;
            this.tensors = tensors;
            this.tower = tower;
        }

        ClipVit run() throws StockpotException {
            Shape conv = take(CONV, tower + CONV, "[width, channels, patch, patch]", 4);
            int width = extent(conv, 0);
            int channels = extent(conv, 1);
            int patch = extent(conv, 2);
            if (width == 0 || width % HEAD_WIDTH != 0) {
                throw refusal(tower + CONV, "a width that is a multiple of " + HEAD_WIDTH, conv.toString());
            }
            if ((channels != 1 && channels != 3) || patch < 1 || conv.extent(3) != patch) {
                throw refusal(tower + CONV, "1 or 3 channels and square patches", conv.toString());
            }
            take("visual.class_embedding", Shape.of(width));
            String position = "visual.positional_embedding";
            Shape positions = take(position, tower + position, "[tokens, " + width + "]", 2);
            int grid = (int) Math.round(Math.sqrt((double) positions.extent(0) - 1));
            if (positions.extent(1) != width || grid < 1 || (long) grid * grid != positions.extent(0) - 1) {
                throw refusal(tower + position, "[n² + 1, " + width + "]", positions.toString());
            }
            takeNorm("visual.ln_pre", width);
            int blocks = 0;
            while (hasBlock(blocks)) {
                takeBlock("visual.transformer.resblocks." + blocks + ".", width);
                blocks++;
            }
            if (blocks == 0) {
                throw missing(tower + "visual.transformer.resblocks.0.ln_1.weight", Shape.of(width));
            }
            takeNorm("visual.ln_post", width);
            String projection = "visual.proj";
            Shape proj = take(projection, tower + projection, "[" + width + ", embedding]", 2);
            if (proj.extent(0) != width || proj.extent(1) < 1) {
                throw refusal(tower + projection, "[" + width + ", embedding]", proj.toString());
            }
            int classes = takeHead(extent(proj, 1));
            return new ClipVit(names, shapes, width, blocks, patch, grid, channels, classes);
        }

        private boolean hasBlock(int block) {
            String start = tower + "visual.transformer.resblocks." + block + ".";
            return tensors.keySet().stream().anyMatch(name -> name.startsWith(start));
        }

        private void takeBlock(String block, int width) throws StockpotException {
            takeNorm(block + "ln_1", width);
            take(block + "attn.in_proj_weight", Shape.of(3L * width, width));
            take(block + "attn.in_proj_bias", Shape.of(3L * width));
            take(block + "attn.out_proj.weight", Shape.of(width, width));
            take(block + "attn.out_proj.bias", Shape.of(width));
            takeNorm(block + "ln_2", width);
            String first = block + "mlp.c_fc.weight";
            Shape hidden = take(first, tower + first, "[hidden, " + width + "]", 2);
            if (hidden.extent(0) < 1 || hidden.extent(1) != width) {
                throw refusal(tower + first, "[hidden, " + width + "]", hidden.toString());
            }
            take(block + "mlp.c_fc.bias", Shape.of(hidden.extent(0)));
            take(block + "mlp.c_proj.weight", Shape.of(width, hidden.extent(0)));
            take(block + "mlp.c_proj.bias", Shape.of(width));
        }

        private void takeNorm(String norm, int width) throws StockpotException {
            take(norm + ".weight", Shape.of(width));
            take(norm + ".bias", Shape.of(width));
        }

        private int takeHead(int embedding) throws StockpotException {
            String expected = "[classes, " + embedding + "]";
            String weight = "classification_head.weight";
            String name = prefix(tensors, weight).orElse("") + weight;
            if (!tensors.containsKey(name)) {
                throw new StockpotException(subject + " has no tensor " + name + " " + expected
                        + ": without a classification head it cannot be evaluated.");
            }
            Shape head = take("head.weight", name, expected, 2);
            if (head.extent(1) != embedding || head.extent(0) < 1) {
                throw refusal(name, expected, head.toString());
            }
            String bias = name.substring(0, name.length() - "weight".length()) + "bias";
            if (tensors.containsKey(bias)) {
                Shape found = take(HEAD_BIAS, bias, "[" + head.extent(0) + "]", 1);
                if (found.extent(0) != head.extent(0)) {
                    throw refusal(bias, "[" + head.extent(0) + "]", found.toString());
                }
            }
            return extent(head, 0);
        }

        private void take(String key, Shape expected) throws StockpotException {
            String name = tower + key;
            if (!tensors.containsKey(name)) {
                throw missing(name, expected);
            }
            Shape found = take(key, name, expected.toString(), expected.rank());
            if (!found.equals(expected)) {
                throw refusal(name, expected.toString(), found.toString());
            }
        }

        private Shape take(String key, String name, String expected, int rank) throws StockpotException {
            TensorSpec spec = tensors.get(name);
            if (spec == null) {
                throw new StockpotException(subject + " has no tensor " + name + ": expected " + expected + ".");
            }
            if (!spec.dtype().isMixable()) {
                throw refusal(name, "a floating type", spec.dtype().toString());
            }
            if (spec.shape().rank() != rank) {
                throw refusal(name, expected, spec.shape().toString());
            }
            names.put(key, name);
            shapes.put(key, spec.shape());
            return spec.shape();
        }

        private StockpotException missing(String name, Shape expected) {
            return new StockpotException(subject + " has no tensor " + name + ": expected " + expected + ".");
        }

        private StockpotException refusal(String name, String expected, String found) {
            return new StockpotException(
                    subject + ": tensor " + name + ": expected " + expected + ", found " + found + ".");
        }

        private int extent(Shape shape, int axis) throws StockpotException {
            long extent = shape.extent(axis);
            if (extent > Integer.MAX_VALUE) {
                throw new StockpotException(subject + ": extent " + extent + " is too large for a network.");
            }
            return (int) extent;
        }
    }
}
