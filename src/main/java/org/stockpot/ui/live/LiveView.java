package org.stockpot.ui.live;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.ui.state.Figures;

/** The accuracies of the mix, right above its sliders. Layout and bindings only. */
public final class LiveView extends HBox {
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");

    private final Readout validation = new Readout("validation", "Validation");
    private final Readout test = new Readout("test", "Test");
    private final Readout ood = new Readout("ood", "OOD mean");

    public LiveView(LiveModel model) {
        setId("live-view");
        getStyleClass().add("live-view");
        getChildren().addAll(validation, test, ood);
        model.readingProperty().addListener((observable, before, now) -> show(now));
        show(model.readingProperty().get());
    }

    private void show(Reading reading) {
        validation.show(reading.of(Role.VALIDATION));
        test.show(reading.of(Role.TEST));
        ood.show(reading.oodMean(), reading.all(Role.OOD));
        pseudoClassStateChanged(STALE, reading.state() == Reading.State.STALE);
    }

    /** One accuracy with its interval; the tooltip says on how many images. */
    private static final class Readout extends HBox {
        private final Label accuracy = new Label("–");
        private final Label detail = new Label();
        private final Tooltip tooltip = new Tooltip();

        Readout(String id, String title) {
            getStyleClass().add("readout");
            setAlignment(Pos.BASELINE_LEFT);
            setMinWidth(0);
            var caption = new Label(title);
            caption.getStyleClass().addAll("muted", "small-text");
            accuracy.setId("mix-accuracy-" + id);
            accuracy.getStyleClass().add("readout-number");
            accuracy.setMinWidth(USE_PREF_SIZE);
            detail.setId("mix-interval-" + id);
            detail.getStyleClass().addAll("muted", "small-text");
            Tooltip.install(this, tooltip);
            getChildren().addAll(caption, accuracy, detail);
            caption.setMinWidth(USE_PREF_SIZE);
        }

        void show(Optional<Evaluation> evaluation) {
            Optional<Evaluation> seen = evaluation.filter(one -> one.total() > 0);
            accuracy.setText(seen.map(one -> Figures.percent(one.accuracy())).orElse("–"));
            detail.setText(seen.map(one -> Figures.interval(one.interval())).orElse(""));
            tooltip.setText(seen.map(one -> one.set() + ": " + one + "\n95 % Wilson interval")
                    .orElse("Add a data set with this role to see it here"));
        }

        void show(OptionalDouble mean, List<Evaluation> sets) {
            accuracy.setText(mean.isPresent() ? Figures.percent(mean.getAsDouble()) : "–");
            tooltip.setText(
                    sets.isEmpty()
                            ? "Add OOD sets to see their mean here"
                            : String.join(
                                    "\n",
                                    sets.stream()
                                            .map(one -> one.set() + ": " + one)
                                            .toList()));
        }
    }
}
