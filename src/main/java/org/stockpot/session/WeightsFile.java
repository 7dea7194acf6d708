package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.tensor.StockpotException;

/** Mixing weights in JSON: what {@code --json} prints under {@code weights}. */
public final class WeightsFile {
    private WeightsFile() {}

    /** The object around the matrix; whatever else it has is not looked at. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Form(@Nullable List<List<Double>> weights) {}

    /**
     * Reads a matrix, ingredient × group, that stands alone or in an object under {@code weights}.
     *
     * @throws StockpotException if there is none in the file, its rows differ in length, or a number is missing or not finite
     */
    public static MixingWeights read(Path file) throws StockpotException {
        try {
            var weights = new MixingWeights(rows(file));
            if (weights.groups() > 0) {
                return weights;
            }
        } catch (NullPointerException e) {
            throw new StockpotException(file + " holds no usable mixing weights: a value is missing (JSON null).", e);
        } catch (IllegalArgumentException e) {
            throw new StockpotException(file + " holds no usable mixing weights: " + e.getMessage() + ".", e);
        }
        throw new StockpotException(file + " holds no mixing weights: expected a matrix with one row per ingredient.");
    }

    private static List<List<Double>> rows(Path file) throws StockpotException {
        if (Json.isArray(file)) {
            return Arrays.stream(Json.read(file, Double[][].class))
                    .map(Arrays::asList)
                    .toList();
        }
        List<List<Double>> rows = Json.read(file, Form.class).weights();
        return rows == null ? List.of() : rows;
    }
}
