package org.stockpot.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/** Checked access to the settings of one plan. */
record Settings(String plan, List<Parameter> parameters, Map<String, String> given) {
    String text(String name) throws StockpotException {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return parameter.value(plan, given);
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
