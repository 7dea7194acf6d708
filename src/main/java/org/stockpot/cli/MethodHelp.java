package org.stockpot.cli;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.search.Need;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Help on methods, made from their own descriptions. */
final class MethodHelp {
    private MethodHelp() {}

    /** All ways to find weights. */
    static List<String> plans() {
        List<String> lines = new ArrayList<>(List.of("", "Methods that find weights:"));
        for (String id : SearchPlan.ids()) {
            SearchPlan plan = standard(id);
            lines.add("  " + id + ": " + plan.title() + ". " + plan.reference() + "."
                    + (plan.needs().contains(Need.BASE) ? " Needs " + Need.BASE + "." : ""));
            lines.addAll(settings(plan.parameters()));
        }
        return escaped(lines);
    }

    /** All ways to fuse by given weights. */
    static List<String> fusions() {
        List<String> lines = new ArrayList<>(List.of("", "Fusion methods, for --weights:"));
        for (FusionMethod method : FusionMethod.standard()) {
            lines.add("  " + method.id() + ": " + method.title() + ". " + method.reference() + "."
                    + (method.needsBase() ? " Needs " + Need.BASE + "." : ""));
            lines.addAll(settings(method.parameters()));
        }
        return escaped(lines);
    }

    private static List<String> settings(List<Parameter> parameters) {
        return parameters.stream()
                .map(one -> "      --set " + one + ": " + one.help())
                .toList();
    }

    /** Percent signs and at signs mean something to whoever prints this. */
    private static List<String> escaped(List<String> lines) {
        return lines.stream()
                .map(line -> line.replace("%", "%%").replace("@", "@@"))
                .toList();
    }

    private static SearchPlan standard(String id) {
        try {
            return SearchPlan.standard(id);
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
    }
}
