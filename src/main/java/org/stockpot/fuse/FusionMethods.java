package org.stockpot.fuse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.StockpotException;

/** The register of fusion methods: whoever adds one adds one line here. */
final class FusionMethods {
    /** All methods, the usual one first. */
    static final List<Kind> ALL = List.of(
            new Kind(new FusionMethod.WeightedAverage(), settings -> new FusionMethod.WeightedAverage()),
            new Kind(new FusionMethod.WeightedSum(), settings -> new FusionMethod.WeightedSum()),
            new Kind(new FusionMethod.TaskArithmetic(), settings -> new FusionMethod.TaskArithmetic()),
            new Kind(Ties.STANDARD, Ties::read),
            new Kind(Dare.STANDARD, Dare::read),
            new Kind(new Slerp(), settings -> new Slerp()));

    /** Makes a method of settings that were checked. */
    @FunctionalInterface
    interface Reader {
        FusionMethod read(Settings settings) throws StockpotException;
    }

    /**
     * One sort of method.
     *
     * @param standard with all parameters at their initial values; it describes the sort
     */
    record Kind(FusionMethod standard, Reader reader) {}

    private FusionMethods() {}

    static FusionMethod of(String id, Map<String, String> settings) throws StockpotException {
        for (Kind kind : ALL) {
            if (kind.standard().id().equals(id)) {
                return kind.reader()
                        .read(Settings.of(
                                "Fusion method \"" + id + "\"", kind.standard().parameters(), settings));
            }
        }
        throw new StockpotException("Fusion method \"" + id + "\" is unknown: give one of "
                + String.join(
                        ", ", ALL.stream().map(kind -> kind.standard().id()).toList()));
    }

    static FusionMethod parse(String text) throws StockpotException {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return of(text, Map.of());
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (String part : text.substring(colon + 1).split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0 || settings.put(part.substring(0, equals).strip(), part.substring(equals + 1)) != null) {
                throw new StockpotException("Fusion method \"" + text + "\": \"" + part
                        + "\" is no setting, expected each name=value once, with commas between them");
            }
        }
        return of(text.substring(0, colon), settings);
    }
}
