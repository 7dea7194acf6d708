package org.stockpot.fuse;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/**
 * Checked access to the settings of one search plan or fusion method.
 *
 * @param subject of refusals, such as {@code Search "greedy"}
 * @param given values by name; a parameter without one has its initial value
 */
public record Settings(String subject, List<Parameter> parameters, Map<String, String> given) {
    public Settings {
        parameters = List.copyOf(parameters);
        given = Map.copyOf(given);
    }

    /**
     * Settings of which none is unknown.
     *
     * @throws StockpotException if one is; the message lists what there is
     */
    public static Settings of(String subject, List<Parameter> parameters, Map<String, String> given)
            throws StockpotException {
        for (String key : given.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(key))) {
                throw new StockpotException(subject + " has no setting \"" + key + "\"; "
                        + (parameters.isEmpty()
                                ? "it has none"
                                : "it has "
                                        + parameters.stream()
                                                .map(Parameter::toString)
                                                .collect(Collectors.joining(", "))));
            }
        }
        return new Settings(subject, parameters, given);
    }

    /**
     * One value, as text.
     *
     * @throws StockpotException if it is not allowed
     */
    public String text(String name) throws StockpotException {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value(subject, given);
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    public double real(String name) throws StockpotException {
        return Double.parseDouble(text(name));
    }

    public int whole(String name) throws StockpotException {
        return Integer.parseInt(text(name));
    }

    public boolean flag(String name) throws StockpotException {
        return Boolean.parseBoolean(text(name));
    }

    /** Numbers as {@link #numbers} reads them. */
    public static String text(List<Double> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    public List<Double> numbers(String name) throws StockpotException {
        return Arrays.stream(text(name).split(",", -1))
                .map(part -> Double.valueOf(part.strip()))
                .toList();
    }
}
