package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.data.Preprocessing;
import org.stockpot.engine.network.ConvReader.Window;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * ConvNeXt (Liu et al. 2022, arXiv:2201.03545) as torchvision, timm and the paper's own repository store it. The classifier
 * stands on the mean of all pixels, so images may have any size from that of one last pixel on. Images are usually prepared
 * with a crop of 0.875: bilinear as torchvision does, bicubic as the others.
 */
final class ConvNeXt implements Family {
    private static final int USUAL_SIZE = 224;

    @Override
    public String mark() {
        return ConvNeXtNames.ALL.stream().map(ConvNeXtNames::mark).collect(Collectors.joining(" or ")) + " (ConvNeXt)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        return recognise(subject, tensors, USUAL_SIZE);
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors, int size)
            throws StockpotException {
        for (ConvNeXtNames names : ConvNeXtNames.ALL) {
            Optional<String> prefix = Prefixes.before(tensors, names.mark());
            if (prefix.isPresent()) {
                return Optional.of(new Reading(subject, tensors, names, prefix.get()).read(size));
            }
        }
        return Optional.empty();
    }

    /** One network while it is read. */
    private static final class Reading {
        private final ConvReader reader;
        private final Layout layout;
        private final ConvNeXtNames names;
        private final String prefix;
        private final List<Integer> blocks = new ArrayList<>();

        Reading(String subject, Map<String, TensorSpec> tensors, ConvNeXtNames names, String prefix) {
            this.reader = new ConvReader(subject, tensors);
            this.layout = reader.layout();
            this.names = names;
            this.prefix = prefix;
        }

        Blueprint read(int size) throws StockpotException {
            String first = prefix + names.patches() + ".weight";
            String expected = "[width, 1 or 3, patch, patch]";
            Shape kernel = layout.look(first, expected, 4);
            int channels = (int) kernel.extent(1);
            if (channels != 1 && channels != 3) {
                throw layout.refusal(first, expected, kernel.toString());
            }
            Plane plane = stem(new Plane(size, channels), (int) kernel.extent(2));
            long width = plane.channels();
            for (int stage = 0; layout.hasAnyUnder(prefix + names.stages().at(stage) + "0."); stage++) {
                if (stage > 0) {
                    plane = downsample(stage, plane);
                }
                int count = 0;
                while (layout.hasAnyUnder(prefix + names.stages().at(stage) + count + ".")) {
                    block(stage, count, plane);
                    count++;
                }
                blocks.add(count);
            }
            NormLayer norm = NormLayer.read(layout, prefix + names.headNorm(), plane.channels(), names.headEpsilon());
            int classes = reader.head(
                    List.of(names.head()),
                    plane,
                    (ops, weights, input) -> norm.apply(ops, weights, Pooling.mean(ops, weights, input)));
            for (String part : names.trunk()) {
                layout.refuseOthersUnder(prefix + part, "a plain ConvNeXt");
            }
            Preprocessing usual = names.equals(ConvNeXtNames.TORCHVISION)
                    ? Preprocessing.imageNet(size, channels)
                    : Preprocessing.timm(size, channels, 0.875, false);
            return new Blueprint(name(width), usual, classes, layout.sections());
        }

        private Plane stem(Plane images, int patch) throws StockpotException {
            checkSide(images, patch);
            ConvLayer conv = reader.biased(prefix + names.patches(), images, Window.patch(patch));
            Plane plane = conv.after(images);
            NormLayer norm =
                    NormLayer.read(layout, prefix + names.patchNorm(), plane.channels(), ConvNeXtNames.EPSILON);
            reader.section("stem", plane, (ops, weights, input) -> {
                var pixels = ops.scoped((o, w, x) -> ConvLayer.ofImages(x), weights, input);
                return ops.next(norm, weights, ops.next(conv, weights, pixels));
            });
            return plane;
        }

        private Plane downsample(int stage, Plane in) throws StockpotException {
            checkSide(in, 2);
            String at = prefix + names.downsample().at(stage);
            NormLayer norm = NormLayer.read(layout, at + "0", in.channels(), ConvNeXtNames.EPSILON);
            ConvLayer conv = reader.biased(at + "1", in, Window.patch(2));
            Plane plane = conv.after(in);
            reader.section(
                    "downsampling " + stage,
                    plane,
                    (ops, weights, input) -> ops.next(conv, weights, ops.scoped(norm, weights, input)));
            return plane;
        }

        private void checkSide(Plane plane, int patch) throws StockpotException {
            if (plane.side() < patch) {
                throw layout.refusal(" halves its images until less than one pixel is left: prepare larger ones.");
            }
        }

        private void block(int stage, int number, Plane plane) throws StockpotException {
            long width = plane.channels();
            String at = prefix + names.stages().at(stage) + number + ".";
            ConvNeXtNames.Layers layers = names.layers();
            ConvLayer depthwise = reader.depthwise(at + layers.depthwise(), plane, Window.centred(7, 1));
            NormLayer norm = NormLayer.read(layout, at + layers.norm(), width, ConvNeXtNames.EPSILON);
            String first = at + layers.expand() + ".weight";
            String expected = "[hidden, " + width + "]";
            Shape matrix = layout.look(first, expected, 2);
            if (matrix.extent(1) != width) {
                throw layout.refusal(first, expected, matrix.toString());
            }
            long hidden = matrix.extent(0);
            LinearLayer expand = LinearLayer.read(layout, at + layers.expand(), width, hidden);
            LinearLayer shrink = LinearLayer.read(layout, at + layers.shrink(), hidden, width);
            reader.count(2 * plane.values() * hidden, new Plane(plane.side(), hidden));
            reader.section(
                    "stage " + (stage + 1) + " block " + number,
                    plane,
                    new ConvNeXtBlock(List.of(depthwise, norm, expand, ConvNeXtBlock.GELU, shrink), gamma(at, width)));
        }

        private Optional<Slot> gamma(String at, long width) throws StockpotException {
            String name = at + names.layers().gamma();
            if (!layout.has(name)) {
                return Optional.empty();
            }
            return Optional.of(
                    names.equals(ConvNeXtNames.TORCHVISION)
                            ? layout.take(name, width, 1, 1)
                            : layout.take(name, width));
        }

        /** By the paper's letters, where it has one. */
        private String name(long width) {
            String depths = blocks.stream().map(String::valueOf).collect(Collectors.joining("-"));
            return switch (depths + " " + width) {
                case "3-3-9-3 96" -> "ConvNeXt-T";
                case "3-3-27-3 96" -> "ConvNeXt-S";
                case "3-3-27-3 128" -> "ConvNeXt-B";
                case "3-3-27-3 192" -> "ConvNeXt-L";
                case "3-3-27-3 256" -> "ConvNeXt-XL";
                default -> "ConvNeXt, " + depths + " blocks × " + width;
            };
        }
    }
}
