package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Predictions;
import org.stockpot.evaluate.TemperatureFit;
import org.stockpot.job.Doing;
import org.stockpot.session.report.Calibration;
import org.stockpot.session.report.Measured;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.Told;

/**
 * Measures one model for a report: one pass over every set, validation first, because the others are looked at with the
 * temperature that fits it.
 *
 * @param model what the report says about it
 * @param plain what it takes the images of every set for that is not for validation
 * @param cooled the same after the division by the temperature; of no images where there is none
 */
record Panel(Measured model, List<Predictions> plain, List<Predictions> cooled) {
    /** Measures the model once on some sets. */
    @FunctionalInterface
    interface Pass {
        /**
         * Measures.
         *
         * @param phase for the progress
         */
        List<Evaluation> run(List<DataRef> data, Measurements.Watching watching, Told phase) throws StockpotException;
    }

    static Panel measure(String name, Measured.Kind kind, int look, List<DataRef> data, Pass pass)
            throws StockpotException {
        List<DataRef> validation =
                data.stream().filter(ref -> ref.role() == Role.VALIDATION).toList();
        List<DataRef> rest =
                data.stream().filter(ref -> ref.role() != Role.VALIDATION).toList();
        List<TemperatureFit> fits = new ArrayList<>();
        List<Evaluation> chosen = validation.isEmpty()
                ? List.of()
                : pass.run(
                        validation,
                        (sets, classes) -> {
                            var fit = new TemperatureFit(classes);
                            fits.add(fit);
                            return fit;
                        },
                        Told.of(Doing.ON_VALIDATION, name));
        OptionalDouble temperature =
                fits.isEmpty() ? OptionalDouble.empty() : fits.get(0).temperature();
        List<Predictions> plain = new ArrayList<>();
        List<Predictions> cooled = new ArrayList<>();
        List<Evaluation> told = rest.isEmpty()
                ? List.of()
                : pass.run(
                        rest,
                        (sets, classes) -> {
                            sets.forEach(set -> {
                                plain.add(new Predictions(set, classes, 1));
                                cooled.add(new Predictions(set, classes, temperature.orElse(1)));
                            });
                            return (set, from, logits) -> {
                                plain.forEach(one -> one.accept(set, from, logits));
                                if (temperature.isPresent()) {
                                    cooled.forEach(one -> one.accept(set, from, logits));
                                }
                            };
                        },
                        Told.of(Doing.ON_REPORTED, name));
        List<Calibration> calibrations = new ArrayList<>();
        for (int set = 0; set < plain.size(); set++) {
            calibrations.add(Calibration.of(plain.get(set), cooled.get(set)));
        }
        var model = new Measured(name, kind, look, inOrder(data, chosen, told), calibrations, temperature);
        return new Panel(model, plain, cooled);
    }

    private static List<Evaluation> inOrder(List<DataRef> data, List<Evaluation> chosen, List<Evaluation> told) {
        List<Evaluation> all = new ArrayList<>();
        int nextChosen = 0;
        int nextTold = 0;
        for (DataRef ref : data) {
            all.add(ref.role() == Role.VALIDATION ? chosen.get(nextChosen++) : told.get(nextTold++));
        }
        return all;
    }
}
