package org.stockpot.ui.mix;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mixing weights as people type them: {@code 0.3}, {@code 0,3}, {@code 30%}, {@code 1/3}. */
final class WeightText {
    private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)";
    private static final Pattern FORM = Pattern.compile("(" + NUMBER + ")\\s*(?:(%)|/\\s*(" + NUMBER + "))?");

    private WeightText() {}

    /** Empty if it is no finite number in one of the forms. */
    static OptionalDouble parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().replace(',', '.'));
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(matcher.group(1));
        if (matcher.group(2) != null) {
            value /= 100;
        } else if (matcher.group(3) != null) {
            value /= Double.parseDouble(matcher.group(3));
        }
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
