package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.stockpot.evaluate.Reliability;

/** Whether the models know what they know. */
final class CalibrationChapter {
    private CalibrationChapter() {}

    static List<Block> of(ReportFacts facts) {
        if (facts.details().isEmpty()) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Calibration"));
        blocks.add(new Block.Words("Expected calibration error (ECE) over " + Reliability.BINS
                + " bins of equal width, in percent: how far accuracy and confidence lie apart (Guo et al. 2017). The"
                + " temperature minimises the cross-entropy on validation data; dividing all logits by it changes no"
                + " prediction. Brier score: squared error of the softmax, 0 to 2. Cross-entropy in nats."));
        blocks.add(soup(facts));
        blocks.add(models(facts));
        for (Details details : facts.details()) {
            Reliability plain = details.plain().reliability();
            blocks.add(new Block.Chart(
                    ReliabilityChart.of(plain, details.cooled().reliability()),
                    "Reliability of the mix on " + details.set()
                            + ": accuracy of images of about the same confidence, with 95 % Wilson intervals.",
                    "Reliability diagram of the mix on " + details.set() + ", ECE " + Figures.percent(plain.error())
                            + " %. " + words(plain)));
        }
        return blocks;
    }

    private static Block soup(ReportFacts facts) {
        List<List<Cell>> rows = new ArrayList<>();
        for (int set = 0; set < facts.details().size(); set++) {
            Details details = facts.details().get(set);
            Calibration one = facts.soup().calibrations().get(set);
            rows.add(List.of(
                    Cell.of(details.set()),
                    Cell.strong(Figures.percent(one.error(), details.errorInterval())),
                    Cell.of(percent(one.cooledError())),
                    Cell.of(Figures.decimals(one.brier())),
                    Cell.of(Figures.decimals(one.crossEntropy()))));
        }
        return new Block.Table(
                "The mix; ECE with a 95 % bootstrap interval, which is no test of zero: the ECE of a finite sample is"
                        + " above that of all images",
                List.of("set", "ECE %", "ECE % with temperature", "Brier score", "cross-entropy"), rows);
    }

    private static Block models(ReportFacts facts) {
        List<String> head = new ArrayList<>(List.of("model", "temperature"));
        facts.details().forEach(details -> head.add("ECE % on " + details.set()));
        List<List<Cell>> rows = new ArrayList<>();
        for (Measured model : facts.models()) {
            List<Cell> row = new ArrayList<>(List.of(
                    ScoreChapters.name(model),
                    Cell.of(
                            model.temperature().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            "%.3f",
                                            model.temperature().getAsDouble())
                                    : "–")));
            model.calibrations().forEach(one -> row.add(Cell.of(Figures.percent(one.error()))));
            rows.add(row);
        }
        return new Block.Table("All models: fitted temperature, and ECE without it", head, rows);
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? Figures.percent(share.getAsDouble()) : "–";
    }

    private static String words(Reliability reliability) {
        List<String> words = new ArrayList<>();
        for (Reliability.Bin bin : reliability.bins()) {
            if (bin.count() > 0) {
                words.add("confidence " + Figures.percent(bin.confidence()) + " %, accuracy "
                        + Figures.percent(bin.accuracy()) + " %, " + Figures.count(bin.count())
                        + (bin.count() == 1 ? " image" : " images"));
            }
        }
        return String.join("; ", words) + ".";
    }
}
