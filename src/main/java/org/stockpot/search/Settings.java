package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.stockpot.tensor.StockpotException;

/**
 * Checked access to the settings of one plan or optimiser.
 *
 * @param subject whose settings they are, for messages, such as {@code Search "greedy"}
 */
record Settings(String subject, List<Parameter> parameters, Map<String, String> given) {
    /**
     * Settings that are all known by name.
     *
     * @throws StockpotException if one is not; the message lists those that are
     */
    static Settings checked(String subject, List<Parameter> parameters, Map<String, String> given)
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

    String text(String name) throws StockpotException {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value(subject, given);
            }
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    double real(String name) throws StockpotException {
        return Double.parseDouble(text(name));
    }

    int whole(String name) throws StockpotException {
        return Integer.parseInt(text(name));
    }

    boolean flag(String name) throws StockpotException {
        return Boolean.parseBoolean(text(name));
    }

    List<Double> numbers(String name) throws StockpotException {
        return Arrays.stream(text(name).split(",", -1))
                .map(part -> Double.valueOf(part.strip()))
                .toList();
    }
}
