package org.stockpot.ui.difference;

import java.util.List;
import org.stockpot.fuse.WeightDifferences;
import org.stockpot.session.chart.Axis;
import org.stockpot.ui.chart.HeatMapData.Scale;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ColourMap;

/** What the colours of the heat map show. */
public enum Measure {
    DISTANCE("distance") {
        @Override
        double of(WeightDifferences.Cell cell) {
            return cell.relativeL2();
        }

        /** From the smallest positive number to the largest; what never moved has the colour of the low end. */
        @Override
        Scale scale(List<Double> values) {
            double low = values.stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(value -> value > 0 && Double.isFinite(value))
                    .min()
                    .orElse(0.001);
            double high = values.stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(1);
            return scaled(Axis.logarithmic(low, Math.max(low, high), Axis.Unit.PLAIN), ColourMap.SEQUENTIAL);
        }

        @Override
        Scale fixed(List<Double> finest) {
            return scale(finest);
        }
    },
    COSINE("cosine") {
        @Override
        double of(WeightDifferences.Cell cell) {
            return cell.cosine();
        }

        /** As far to both sides of 0, which is white. */
        @Override
        Scale scale(List<Double> values) {
            double most = values.stream()
                    .mapToDouble(Math::abs)
                    .filter(Double::isFinite)
                    .max()
                    .orElse(1);
            return scaled(
                    Axis.linear(-Math.max(0.01, most), Math.max(0.01, most), Axis.Unit.PLAIN), ColourMap.DIVERGING);
        }

        @Override
        Scale fixed(List<Double> finest) {
            return scaled(Axis.linear(-1, 1, Axis.Unit.PLAIN), ColourMap.DIVERGING);
        }
    },
    CONFLICT("conflict") {
        @Override
        double of(WeightDifferences.Cell cell) {
            return cell.conflict();
        }
    },
    UNCHANGED("unchanged") {
        @Override
        double of(WeightDifferences.Cell cell) {
            return cell.unchanged();
        }
    };

    private static final Texts TEXTS = Texts.of(Measure.class);

    private final String id;

    Measure(String id) {
        this.id = id;
    }

    /** Last part of the keys of its texts. */
    String id() {
        return id;
    }

    final Scale scaled(Axis axis, ColourMap colours) {
        return new Scale(axis, colours, TEXTS.get("unit." + id));
    }

    abstract double of(WeightDifferences.Cell cell);

    /** Colours that tell the values apart. */
    Scale scale(List<Double> values) {
        double low = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double high = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return high > low ? scaled(Axis.linear(low, high, Axis.Unit.PERCENT), ColourMap.SEQUENTIAL) : fixed(values);
    }

    /**
     * Colours that mean the same whatever is shown.
     *
     * @param finest the values of all single tensors; those of layer groups lie between them
     */
    Scale fixed(List<Double> finest) {
        return scaled(Axis.linear(0, 1, Axis.Unit.PERCENT), ColourMap.SEQUENTIAL);
    }
}
