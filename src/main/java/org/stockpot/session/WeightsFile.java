package org.stockpot.session;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
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
     * @throws StockpotException if there is none in the file, or its rows differ in length
     */
    public static MixingWeights read(Path file) throws StockpotException {
        List<List<Double>> rows = Json.isArray(file)
                ? List.of(Json.read(file, Double[][].class)).stream()
                        .map(List::of)
                        .toList()
                : Json.read(file, Form.class).weights();
        if (rows == null || rows.isEmpty()) {
            throw new StockpotException(
                    file + " holds no mixing weights: expected a matrix with one row per ingredient.");
        }
        try {
            return new MixingWeights(rows);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StockpotException(file + " holds no usable mixing weights: " + e.getMessage() + ".", e);
        }
    }
}
