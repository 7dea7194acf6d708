package org.stockpot.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.engine.network.ConvReader.Window;
import org.stockpot.tensor.StockpotException;

/** Reads one block of a residual network, which is a section. */
final class ResidualReader {
    private static final List<String> SHORTCUTS = List.of("downsample", "shortcut");

    private final ConvReader reader;
    private final String at;

    /** @param at what the names of the block's tensors begin with, such as {@code layer1.0.} */
    ResidualReader(ConvReader reader, String at) {
        this.reader = reader;
        this.at = at;
    }

    /**
     * Reads the block.
     *
     * @return what it makes of an image
     */
    Plane read(Plane in, int stride) throws StockpotException {
        List<ConvNormLayer> convolutions = new ArrayList<>();
        Plane plane = in;
        if (reader.layout().has(at + "conv3.weight")) {
            plane = add(convolutions, plane, 1, reader.plain(at + "conv1", plane, Window.centred(1, 1)));
            plane = add(convolutions, plane, 2, reader.grouped(at + "conv2", plane, Window.centred(3, stride)));
            plane = add(convolutions, plane, 3, reader.plain(at + "conv3", plane, Window.centred(1, 1)));
        } else {
            plane = add(convolutions, plane, 1, reader.plain(at + "conv1", plane, Window.centred(3, stride)));
            plane = add(convolutions, plane, 2, reader.plain(at + "conv2", plane, Window.centred(3, 1)));
        }
        List<Forward> shortcut = shortcut(in, plane, stride);
        String[] words = at.split("\\.", 0);
        String layer = words[words.length - 2].substring("layer".length());
        reader.section(
                "layer " + layer + " block " + words[words.length - 1],
                plane,
                new ResidualBlock(convolutions, shortcut));
        return plane;
    }

    private Plane add(List<ConvNormLayer> convolutions, Plane in, int number, ConvLayer conv) throws StockpotException {
        convolutions.add(reader.withNorm(conv, at + "bn" + number, in));
        return conv.after(in);
    }

    private List<Forward> shortcut(Plane in, Plane out, int stride) throws StockpotException {
        Optional<String> name = SHORTCUTS.stream()
                .filter(word -> reader.layout().hasAnyUnder(at + word + "."))
                .findFirst();
        if (name.isEmpty() && in.equals(out)) {
            return List.of();
        }
        String shortcut = at + name.orElse(SHORTCUTS.get(0)) + ".";
        if (!reader.layout().has(shortcut + "2.weight")) {
            return List.of(project(shortcut, 0, in, out, stride));
        }
        if (stride == 1) {
            return List.of(project(shortcut, 1, in, out, 1));
        }
        Plane averaged = new Plane((in.side() + 1) / 2, in.channels());
        return List.of(Pooling::halved, project(shortcut, 1, averaged, out, 1));
    }

    /** A 1 × 1 convolution with its norm. */
    private Forward project(String shortcut, int number, Plane in, Plane out, int stride) throws StockpotException {
        ConvLayer conv = reader.plain(shortcut + number, in, new Window(1, stride, 0));
        if (!conv.after(in).equals(out)) {
            throw reader.layout()
                    .refusal(
                            shortcut + number + ".weight",
                            "[" + out.channels() + ", " + in.channels() + ", 1, 1]",
                            conv.kernel().shape().toString());
        }
        return reader.withNorm(conv, shortcut + (number + 1), in);
    }
}
