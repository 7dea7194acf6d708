package org.stockpot.fuse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/**
 * One setting of a search plan, an optimiser or a fusion method, described as data so that forms and help texts can be made
 * from it.
 *
 * @param name key as in {@code key=value}
 * @param initial value where none is given
 * @param help one sentence
 */
public record Parameter(String name, Kind kind, String initial, String help) {
    /** What values are allowed. */
    public sealed interface Kind {
        /** For people, such as {@code 0.9…1}. */
        String range();

        boolean allows(String value);
    }

    /** A number within bounds, both included. */
    public record Real(double low, double high) implements Kind {
        @Override
        public String range() {
            return plain(low) + "…" + plain(high);
        }

        @Override
        public boolean allows(String value) {
            try {
                double number = Double.parseDouble(value);
                return number >= low && number <= high;
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private static String plain(double number) {
            return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
        }
    }

    /** A whole number within bounds, both included. */
    public record Whole(int low, int high) implements Kind {
        @Override
        public String range() {
            return low + "…" + high;
        }

        @Override
        public boolean allows(String value) {
            try {
                int number = Integer.parseInt(value);
                return number >= low && number <= high;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** One of some words. */
    public record Choice(List<String> words) implements Kind {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String range() {
            return String.join("|", words);
        }

        @Override
        public boolean allows(String value) {
            return words.contains(value);
        }
    }

    /** On or off. */
    public record Flag() implements Kind {
        @Override
        public String range() {
            return "true|false";
        }

        @Override
        public boolean allows(String value) {
            return value.equals("true") || value.equals("false");
        }
    }

    /** Numbers with commas between them, none negative. */
    public record Numbers() implements Kind {
        @Override
        public String range() {
            return "numbers ≥ 0 with commas between them";
        }

        @Override
        public boolean allows(String value) {
            var single = new Real(0, Double.MAX_VALUE);
            for (String part : value.split(",", -1)) {
                if (!single.allows(part.strip())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Numbers within bounds, both included, with commas between them. */
    public record Grid(double low, double high) implements Kind {
        @Override
        public String range() {
            return "numbers within " + new Real(low, high).range() + " with commas between them";
        }

        @Override
        public boolean allows(String value) {
            var single = new Real(low, high);
            for (String part : value.split(",", -1)) {
                if (!single.allows(part.strip())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Settings of something that is itself a setting, each once: {@code key=value} with commas between them, or nothing. */
    public record Pairs() implements Kind {
        @Override
        public String range() {
            return "key=value with commas between them";
        }

        @Override
        public boolean allows(String value) {
            String[] pairs = value.split(",", -1);
            boolean form = Arrays.stream(pairs).allMatch(pair -> pair.strip().matches("[^=]+=[^=]+"));
            return value.isEmpty() || (form && of(value).size() == pairs.length);
        }

        /** Takes them apart. */
        public static Map<String, String> of(String value) {
            var pairs = new LinkedHashMap<String, String>();
            for (String pair : value.isEmpty() ? new String[0] : value.split(",", -1)) {
                int sign = pair.indexOf('=');
                pairs.put(
                        pair.substring(0, sign).strip(),
                        pair.substring(sign + 1).strip());
            }
            return pairs;
        }
    }

    /** Such as {@code tau (0.9…1, default 0.998)}. */
    @Override
    public String toString() {
        return name + " (" + kind.range() + (initial.isEmpty() ? ")" : ", default " + initial + ")");
    }

    /**
     * The value given for this parameter, or the initial one.
     *
     * @param subject of a refusal, such as {@code Search "greedy"}
     * @throws StockpotException if the value is not allowed, or none is given and there is no initial one
     */
    String value(String subject, Map<String, String> settings) throws StockpotException {
        String value = settings.getOrDefault(name, initial).strip();
        if (!kind.allows(value)) {
            throw new StockpotException(subject + ": " + name + " is \"" + value + "\", expected " + kind.range());
        }
        return value;
    }
}
