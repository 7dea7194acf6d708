package org.stockpot.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.tensor.StockpotException;

/** The text form of a {@link Goal}, for the command line, journals and metadata. */
final class GoalText {
    private static final int USUAL_SEVERITY = 3;
    private static final String NUMBER = "[0-9]*\\.?[0-9]+(?:[eE]-?[0-9]+)?";
    private static final String MEASURE = "([a-z-]+)\\s*(?:\\(([^()]*)\\))?";
    private static final Pattern TERM = Pattern.compile("(?:(" + NUMBER + ")\\s*\\*\\s*)?" + MEASURE);
    private static final Pattern FLOOR = Pattern.compile(MEASURE + "\\s*(?:>=|≥)\\s*(-?" + NUMBER + ")\\s*(%?)");
    private static final Pattern SHIFT = Pattern.compile("([a-z-]+)(?:\\s*:\\s*([1-5]))?");
    private static final String CHOICE = "give " + Measure.Accuracy.NAME + ", " + Measure.NegativeCrossEntropy.NAME + ", "
            + Measure.Shifted.NAME + "(SHIFT:SEVERITY,…), a weighted sum of these such as"
            + " 0.5*accuracy+0.5*shifted, or one with floors such as \"accuracy where shifted>=0.7\"";

    private final String text;

    GoalText(String text) {
        this.text = text;
    }

    static String of(Goal goal) {
        String sum = goal.terms().stream()
                .map(term -> (goal.terms().size() == 1 && term.weight() == 1 ? "" : plain(term.weight()) + "*")
                        + term.measure().text())
                .collect(Collectors.joining("+"));
        String floors = goal.floors().stream()
                .map(floor -> floor.measure().text() + ">=" + plain(floor.least()))
                .collect(Collectors.joining(" and "));
        return floors.isEmpty() ? sum : sum + " where " + floors;
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    Goal goal() throws StockpotException {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s+where\\s+", 2);
        List<Goal.Floor> floors = new ArrayList<>();
        if (parts.length > 1) {
            for (String floor : parts[1].split("\\s+and\\s+", -1)) {
                floors.add(floor(floor.strip()));
            }
        }
        List<Goal.Term> terms = terms(parts[0].split("\\+", -1));
        if (terms.stream().map(Goal.Term::measure).distinct().count() < terms.size()) {
            throw refusal("one measure is named twice: leave one out");
        }
        return new Goal(terms, floors);
    }

    private List<Goal.Term> terms(String[] texts) throws StockpotException {
        List<Goal.Term> terms = new ArrayList<>();
        int weighted = 0;
        for (String one : texts) {
            Matcher term = matcher(TERM, one.strip());
            String factor = term.group(1);
            double weight = factor == null ? 1.0 / texts.length : Double.parseDouble(factor);
            weighted += factor == null ? 0 : 1;
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw refusal("the weight " + factor + " is not above 0");
            }
            terms.add(new Goal.Term(weight, measure(term.group(2), term.group(3))));
        }
        if (weighted != 0 && weighted != texts.length) {
            throw refusal("some terms have a weight and some have none: weigh all of them, or none");
        }
        return terms;
    }

    private Goal.Floor floor(String one) throws StockpotException {
        Matcher floor = matcher(FLOOR, one);
        double least = Double.parseDouble(floor.group(3)) / (floor.group(4).isEmpty() ? 1 : 100);
        Measure measure = measure(floor.group(1), floor.group(2));
        if (measure.isShare() && !(least >= 0 && least <= 1)) {
            throw refusal("the floor of " + measure.text() + " is " + plain(least) + ", expected a share of 0…1");
        }
        return new Goal.Floor(measure, least);
    }

    private Matcher matcher(Pattern pattern, String part) throws StockpotException {
        Matcher matcher = pattern.matcher(part);
        if (!matcher.matches()) {
            throw refusal("\"" + part + "\" is " + (pattern.equals(TERM) ? "no term" : "no floor") + "; " + CHOICE);
        }
        return matcher;
    }

    private Measure measure(String name, String shifts) throws StockpotException {
        if (name.equals(Measure.Shifted.NAME)) {
            return new Measure.Shifted(shifts == null ? List.of() : shifts(shifts));
        }
        if (shifts == null && name.equals(Measure.Accuracy.NAME)) {
            return new Measure.Accuracy();
        }
        if (shifts == null && name.equals(Measure.NegativeCrossEntropy.NAME)) {
            return new Measure.NegativeCrossEntropy();
        }
        if (name.startsWith("test") || name.startsWith("ood")) {
            throw refusal("test and OOD sets are only reported, and no search may look at them; " + CHOICE);
        }
        throw refusal("\"" + name + (shifts == null ? "" : "(…)") + "\" is no measure; " + CHOICE);
    }

    private List<Shift> shifts(String list) throws StockpotException {
        List<Shift> shifts = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            Matcher shift = SHIFT.matcher(one.strip());
            if (!shift.matches()) {
                throw refusal("\"" + one.strip() + "\" is no shift; write its kind and a severity of 1 to 5, as in blur:3");
            }
            String severity = shift.group(2);
            var found = new Shift(
                    ShiftKind.parse(shift.group(1)), severity == null ? USUAL_SEVERITY : Integer.parseInt(severity));
            if (shifts.contains(found)) {
                throw refusal("the shift " + found + " is named twice: leave one out");
            }
            shifts.add(found);
        }
        return shifts;
    }

    private StockpotException refusal(String why) {
        return new StockpotException("Objective \"" + text.strip() + "\": " + why + ".");
    }
}
