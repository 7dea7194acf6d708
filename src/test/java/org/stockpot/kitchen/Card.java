package org.stockpot.kitchen;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.OodMean;

/** Writes the demo's card: how each model was made and what it scores. */
final class Card {
    private Card() {}

    /** @param scores of every model, the base first, in the order of the menu */
    static String text(Map<Cooking, List<Evaluation>> scores) {
        var card = new StringBuilder(HEAD);
        card.append("\n## How each was made\n\n| model | training |\n|---|---|\n");
        scores.keySet().forEach(cooking -> row(card, List.of("`" + cooking.name() + "`", cooking.toString())));
        card.append("\n## What each scores\n\nTop-1 accuracy in percent with its 95 % Wilson interval; OOD mean is the")
                .append(
                        " unweighted mean of the six.\nMeasured on the files as they are here, by the program itself.\n\n");
        List<Evaluation> first = scores.values().iterator().next();
        card.append("| model |");
        first.forEach(set -> card.append(" ").append(set.set()).append(" |"));
        card.append(" OOD mean |\n|---|")
                .append("---|".repeat(first.size() + 1))
                .append("\n");
        scores.forEach((cooking, evaluations) -> {
            card.append("| `").append(cooking.name()).append("` |");
            evaluations.forEach(one -> card.append(" ").append(cell(one)).append(" |"));
            card.append(String.format(
                    Locale.ROOT, " %.2f |%n", 100 * OodMean.of(evaluations).orElse(Double.NaN)));
        });
        card.append("\nImages: ");
        first.forEach(
                one -> card.append(one.set()).append(" ").append(one.total()).append(", "));
        card.setLength(card.length() - 2);
        return card.append(".\n").toString();
    }

    private static String cell(Evaluation one) {
        Interval interval = one.interval();
        return String.format(
                Locale.ROOT, "%.2f [%.1f, %.1f]", 100 * one.accuracy(), 100 * interval.low(), 100 * interval.high());
    }

    private static void row(StringBuilder card, List<String> cells) {
        card.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static final String HEAD = """
            # The demo kitchen

            A small CLIP-style vision transformer (28 × 28 grey, patch 7, width 64, one head, 4 blocks, embedding 64, 209,226
            weights, stored as F16), pretrained as a broad *base* on many renderings of the images of Fashion-MNIST, and ten
            *ingredients* finetuned from it on plain images only. Everything was trained and measured on a CPU by this
            program's own network function and engine; nothing was chosen or tuned by what a soup method makes of it.

            ## Data

            Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747), MIT licence, see `data/LICENSE`. No image serves twice:

            | set | images | from |
            |---|---|---|
            | training (not shipped) | 55,000 | training file, 0 to 54,999 |
            | validation | 4,000 | training file, 55,000 to 58,999 |
            | test | 4,000 | test file, 0 to 3,999 |
            | six OOD sets | 1,000 each | test file, 4,000 to 9,999 in the order of the table below; each with its shift at severity 3 |

            The base has seen the six kinds of shift, at random severities, on *training* images; the ingredients were finetuned
            without them. Preprocessing: size 28, no resizing, mean 0.2860, standard deviation 0.3530.

            ## Remake

                mvn -Pkitchen test-compile exec:exec@kitchen -Dkitchen.data=FOLDER

            where FOLDER holds the four original gzipped files, as Debian's package `dataset-fashion-mnist` installs them. Models
            whose files exist are not trained again; delete them first. On one core it takes about a quarter of an hour. Seeds
            fix first weights, order, augmentation and mixup; sums of floating-point numbers may differ between machines.

            A report about what the demo cooks is in `report.html` and `report.md`; the same numbers come out of

                stockpot demo --report assets/demo/report.html

            Terms: *move* shifts by up to 2 pixels, *crop* enlarges 75 to 100 % of the sides, *erase* blackens a rectangle,
            *gamma* bends the mid-tones by 1/2 to 2, *rendering* applies one of the program's shifts at a random severity to two
            images of three. AdamW (β₂ = 0.98), warm-up and cosine decay, from the base's weights.
            """;
}
