package org.stockpot.session.report;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.evaluate.Holm;
import org.stockpot.evaluate.McNemar;
import org.stockpot.evaluate.PairedComparison;

/** The mix against every other model on every set, image by image, corrected for the number of comparisons. */
final class Significance {
    private static final double LEVEL = 0.05;

    private Significance() {}

    static List<Block> chapter(ReportFacts facts) {
        Measured soup = facts.soup();
        List<PairedComparison> tests = new ArrayList<>();
        for (Measured rival : facts.rivals()) {
            for (int set = 0; set < facts.sets().size(); set++) {
                tests.add(McNemar.exact(
                        soup.evaluations().get(set).hits(),
                        rival.evaluations().get(set).hits()));
            }
        }
        if (tests.isEmpty()) {
            return List.of();
        }
        List<Double> adjusted =
                Holm.adjusted(tests.stream().map(PairedComparison::p).toList());
        boolean ood = soup.oodMean().isPresent();
        List<List<Cell>> rows = new ArrayList<>();
        int test = 0;
        for (Measured rival : facts.rivals()) {
            List<Cell> row = new ArrayList<>(List.of(ScoreChapters.name(rival)));
            for (int set = 0; set < facts.sets().size(); set++) {
                row.add(cell(tests.get(test), adjusted.get(test)));
                test++;
            }
            if (ood) {
                row.add(ScoreChapters.gain(
                        soup.oodMean().getAsDouble() - rival.oodMean().orElse(Double.NaN),
                        facts.bootstrap().gain(soup.oodHits(), rival.oodHits())));
            }
            rows.add(row);
        }
        List<String> head = new ArrayList<>(List.of("the mix against"));
        facts.sets().forEach(set -> head.add(set.name()));
        if (ood) {
            head.add("OOD mean");
        }
        return List.of(
                new Block.Heading(2, "Gains, and what of them is more than chance"),
                new Block.Words(
                        "Points that the mix is better (+) or worse (−) than each other model on the same images,"
                                + " with p of the exact two-sided McNemar test after Holm's correction over all "
                                + tests.size()
                                + " tests of this table. Bold: p < " + LEVEL
                                + "; faint: within the noise. The last column has a 95 % interval of the difference of the OOD"
                                + " means from a paired bootstrap instead, which is not corrected. On validation images the mix"
                                + " was chosen, so gains there are too good to be true."),
                new Block.Table("Gains of the mix in points, with Holm-corrected p", head, rows));
    }

    private static Cell cell(PairedComparison comparison, double p) {
        String text = Figures.points(comparison.gain()) + " (p\u00a0"
                + (p >= 1 ? "1" : unbroken(Figures.probability(p))) + ")";
        return p < LEVEL ? Cell.strong(text) : Cell.faint(text);
    }

    /** A hyphen in an exponent is where a line would break. */
    private static String unbroken(String number) {
        return number.replace('-', '\u2212');
    }
}
