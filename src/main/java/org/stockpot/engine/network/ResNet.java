package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/**
 * Residual networks (He et al. 2016, arXiv:1512.03385), wide ones (Zagoruyko & Komodakis 2016, arXiv:1605.07146) and
 * ResNeXt (Xie et al. 2017, arXiv:1611.05431), as torchvision and timm store them: strides are on the 3 × 3 convolutions.
 * A stem of three convolutions and shortcuts that average before they project (He et al. 2019, arXiv:1812.01187, ResNet-C
 * and -D) are known by timm's names. A stem of one 3 × 3 convolution is that of networks for images as small as CIFAR's:
 * nothing is pooled behind it. The classifier stands on the mean of all pixels, so images may have any size.
 */
final class ResNet implements Family {
    private static final int IMAGENET = 224;
    private static final int CIFAR = 32;
    private static final String MARK = "layer1.0.conv1.weight";

    @Override
    public String mark() {
        return MARK + " (ResNet)";
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
        Optional<String> prefix = Prefixes.before(tensors, MARK);
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        boolean small = new Stem(new Layout(subject, tensors), prefix.get()).isSmall();
        return Optional.of(read(subject, tensors, prefix.get(), small ? CIFAR : IMAGENET));
    }

    @Override
    public Optional<Blueprint> recognise(String subject, Map<String, TensorSpec> tensors, int size)
            throws StockpotException {
        Optional<String> prefix = Prefixes.before(tensors, MARK);
        return prefix.isEmpty() ? Optional.empty() : Optional.of(read(subject, tensors, prefix.get(), size));
    }

    private static Blueprint read(String subject, Map<String, TensorSpec> tensors, String prefix, int size)
            throws StockpotException {
        var reader = new ConvReader(subject, tensors);
        var stem = new Stem(reader.layout(), prefix);
        Plane plane = stem.read(reader, size);
        List<Integer> blocks = new ArrayList<>();
        for (int layer = 1; reader.layout().hasAnyUnder(prefix + "layer" + layer + "."); layer++) {
            int count = 0;
            while (reader.layout().hasAnyUnder(prefix + "layer" + layer + "." + count + ".")) {
                String at = prefix + "layer" + layer + "." + count + ".";
                plane = new ResidualReader(reader, at).read(plane, layer > 1 && count == 0 ? 2 : 1);
                count++;
            }
            blocks.add(count);
        }
        int classes = reader.head(List.of("fc", "linear", "head.fc", "head", "classifier"), plane, Pooling::mean);
        for (String part : List.of("conv1.", "bn1.", "layer", "maxpool.")) {
            reader.layout().refuseOthersUnder(prefix + part, "a plain ResNet");
        }
        Preprocessing usual = stem.isSmall()
                ? Preprocessing.plain(size, stem.channels())
                : Preprocessing.imageNet(size, stem.channels());
        return new Blueprint(
                name(reader.layout(), prefix, blocks) + stem.remark(),
                usual,
                classes,
                reader.layout().sections());
    }

    /** {@code ResNet-50}, {@code ResNeXt-50 32 × 4d}, {@code Wide ResNet-50-2}. */
    private static String name(Layout layout, String prefix, List<Integer> blocks) throws StockpotException {
        boolean bottleneck = layout.has(prefix + "layer1.0.conv3.weight");
        int convolutions = bottleneck ? 3 : 2;
        int depth = convolutions * blocks.stream().mapToInt(Integer::intValue).sum() + 2;
        if (!bottleneck) {
            return "ResNet-" + depth;
        }
        Shape first = layout.look(prefix + "layer1.0.conv1.weight", "[out, in, 1, 1]", 4);
        Shape second = layout.look(prefix + "layer1.0.conv2.weight", "[out, in / groups, 3, 3]", 4);
        long groups = first.extent(0) / second.extent(1);
        long planes = layout.look(prefix + "layer1.0.conv3.weight", "[out, in, 1, 1]", 4)
                        .extent(0)
                / 4;
        if (groups > 1) {
            return "ResNeXt-" + depth + " " + groups + " × " + second.extent(1) + "d";
        }
        return first.extent(0) > planes && first.extent(0) % planes == 0
                ? "Wide ResNet-" + depth + "-" + first.extent(0) / planes
                : "ResNet-" + depth;
    }
}
