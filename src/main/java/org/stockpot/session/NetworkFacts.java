package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.Hint;

/**
 * What runs a session's weights, for people.
 *
 * @param name of the network, such as {@code CLIP ViT, 12 blocks × 768, patch 32}
 * @param variant which of several networks with the same tensors, such as {@code QuickGELU}
 * @param reason why that variant, such as {@code probed: 88.1 % against 43.2 %}
 * @param head text features that take the place of a classification head
 * @param hints what can be done where the variant is only assumed
 * @param assumptions what else no tensor says
 * @param images how images are prepared, and who says so
 */
public record NetworkFacts(
        String name,
        Optional<String> variant,
        Optional<String> reason,
        List<Hint> hints,
        Optional<String> head,
        List<String> assumptions,
        String images) {
    public NetworkFacts {
        hints = List.copyOf(hints);
        assumptions = List.copyOf(assumptions);
    }

    /** Name and variant. */
    public String brief() {
        return variant.map(one -> name + "; " + one).orElse(name);
    }

    /** Name, variant, and why, such as {@code CLIP ViT, …; QuickGELU (probed: 88.1 % against 43.2 %)}. */
    public String headline() {
        return brief() + reason.map(one -> " (" + one + ")").orElse("");
    }

    /** Everything but the headline, a line each. */
    public List<String> details() {
        List<String> lines = new ArrayList<>();
        head.ifPresent(one -> lines.add("head: " + one));
        assumptions.forEach(one -> lines.add("assumed: " + one));
        lines.add("images: " + images);
        return lines;
    }

    /** Such as {@code 224 × 224, bicubic, mean 0.5, deviation 0.5}. */
    public static String text(Preprocessing images) {
        return String.format(
                Locale.ROOT,
                "%s%d × %d, %s, mean %s, deviation %s",
                images.resize() == images.size() ? "" : "shorter side to " + images.resize() + ", centre ",
                images.size(),
                images.size(),
                images.filter().name().toLowerCase(Locale.ROOT),
                numbers(images.mean()),
                numbers(images.std()));
    }

    private static String numbers(List<Double> values) {
        return values.stream().distinct().count() == 1
                ? number(values.get(0))
                : values.stream().map(NetworkFacts::number).collect(Collectors.joining("/"));
    }

    private static String number(double value) {
        return String.valueOf(Math.round(value * 1000) / 1000.0);
    }
}
