package org.stockpot.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.StockpotException;

/**
 * The text form of preprocessing: {@code size=28,resize=28,filter=bicubic,mean=0.286,std=0.353}; for colour images
 * {@code mean=0.48/0.46/0.41}. Keys that are left out keep their value.
 */
final class PreprocessText {
    static final String HELP = "How images are prepared, such as size=28,resize=28,filter=bicubic,mean=0.286,std=0.353"
            + " (three values for colour: mean=0.48/0.46/0.41); what is left out is taken from the file if it was"
            + " written by Stockpot, else what is usual for such a network.";

    private PreprocessText() {}

    static Preprocessing parse(String text, Preprocessing defaults) throws StockpotException {
        int size = defaults.size();
        int resize = -1;
        Preprocessing.Filter filter = defaults.filter();
        List<Double> mean = defaults.mean();
        List<Double> std = defaults.std();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            try {
                switch (key) {
                    case "size" -> size = Integer.parseInt(value);
                    case "resize" -> resize = Integer.parseInt(value);
                    case "filter" -> filter = Preprocessing.Filter.valueOf(value.toUpperCase(Locale.ROOT));
                    case "mean" -> mean = numbers(value);
                    case "std" -> std = numbers(value);
                    default ->
                        throw new StockpotException(
                                "--preprocess has no key \"" + key + "\": give size, resize, filter, mean, std.");
                }
            } catch (IllegalArgumentException e) {
                throw new StockpotException(
                        "--preprocess " + key + " is \"" + value + "\", expected "
                                + (key.equals("filter") ? "bicubic or bilinear." : "a number."),
                        e);
            }
        }
        try {
            return new Preprocessing(size, resize < 0 ? Math.max(size, defaults.resize()) : resize, filter, mean, std);
        } catch (IllegalArgumentException e) {
            throw new StockpotException(
                    "--preprocess " + text + " is impossible (" + e.getMessage()
                            + "): resize is at least size, and mean and std have one or three values each.",
                    e);
        }
    }

    private static List<Double> numbers(String value) {
        return Arrays.stream(value.split("/", -1)).map(Double::valueOf).toList();
    }
}
