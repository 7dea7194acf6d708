package org.stockpot.ui.live;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.session.Trial;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** The accuracies of the mix, right above its sliders. Layout and bindings only. */
public final class LiveView extends FlowPane {
    private static final Texts TEXTS = Texts.of(LiveView.class);
    private static final PseudoClass STALE = PseudoClass.getPseudoClass("stale");
    private static final PseudoClass BETTER = PseudoClass.getPseudoClass("better");
    private static final PseudoClass WORSE = PseudoClass.getPseudoClass("worse");

    private static final double ASIDE = 16;

    private final ObservableValue<List<Trial>> trials;
    private final LiveModel model;
    private final Readout validation = new Readout("validation", TEXTS.get("validation"));
    private final Readout test = new Readout("test", TEXTS.get("test"));
    private final Readout ood = new Readout("ood", TEXTS.get("ood"));
    private final Label state = new Label();

    public LiveView(LiveModel model) {
        this.model = model;
        this.trials = model.trialsProperty();
        setId("live-view");
        getStyleClass().add("live-view");
        state.setId("mix-reading-state");
        state.getStyleClass().addAll("muted", "small-text");
        // A line of its own, always there: sliders below must not jump while they are dragged.
        state.prefWidthProperty().bind(widthProperty().subtract(ASIDE));
        setMinWidth(0);
        getChildren().addAll(validation, test, ood, state);
        model.readingProperty().addListener((observable, before, now) -> show(now));
        trials.addListener(
                (observable, before, now) -> show(model.readingProperty().get()));
        show(model.readingProperty().get());
    }

    private void show(Reading reading) {
        validation.show(reading.of(Role.VALIDATION), model.gain(Role.VALIDATION));
        test.show(reading.of(Role.TEST), model.gain(Role.TEST));
        ood.show(reading.oodMean(), reading.all(Role.OOD), model.gain(Role.OOD));
        pseudoClassStateChanged(STALE, reading.state() == Reading.State.STALE);
        state.setText(words(reading));
    }

    /** Whose numbers these are, and from how many images. */
    private static String words(Reading reading) {
        List<Evaluation> seen =
                reading.evaluations().stream().filter(one -> one.total() > 0).toList();
        String images = String.format(
                Locale.ROOT, "%,d", seen.stream().mapToInt(Evaluation::total).sum());
        return switch (reading.state()) {
            case IDLE -> TEXTS.get("state.idle");
            case FAILED -> TEXTS.get("state.failed");
            case STALE -> seen.isEmpty() ? TEXTS.get("state.first") : TEXTS.get("state.stale");
            case PARTIAL -> TEXTS.get("state.partial", images);
            case COMPLETE -> TEXTS.get("state.complete", images, seen.size());
        };
    }

    /** One accuracy with its interval and what it gains; the tooltip says how all that was measured. */
    private static final class Readout extends VBox {
        private final Label accuracy = new Label("–");
        private final Label detail = new Label();
        private final Label gain = new Label();
        private final Tooltip tooltip = new Tooltip();

        Readout(String id, String title) {
            getStyleClass().add("readout");
            var caption = new Label(title);
            caption.getStyleClass().addAll("muted", "small-text");
            caption.setMinWidth(USE_PREF_SIZE);
            accuracy.setId("mix-accuracy-" + id);
            accuracy.getStyleClass().add("readout-number");
            accuracy.setMinWidth(USE_PREF_SIZE);
            detail.setId("mix-interval-" + id);
            detail.getStyleClass().addAll("muted", "small-text");
            gain.setId("mix-gain-" + id);
            gain.getStyleClass().addAll("small-text", "readout-gain");
            gain.setMinWidth(USE_PREF_SIZE);
            Tooltip.install(this, tooltip);
            getChildren().addAll(line(caption, accuracy), line(detail, gain));
        }

        void show(Optional<Evaluation> evaluation, Optional<GainOverBest> gained) {
            Optional<Evaluation> seen = evaluation.filter(one -> one.total() > 0);
            accuracy.setText(seen.map(one -> Figures.percent(one.accuracy())).orElse("–"));
            detail.setText(seen.map(one -> Figures.interval(one.interval())).orElse(""));
            String how = seen.map(Readout::how).orElse(TEXTS.get("no-set"));
            show(gained, how);
        }

        void show(OptionalDouble mean, List<Evaluation> sets, Optional<GainOverBest> gained) {
            accuracy.setText(mean.isPresent() ? Figures.percent(mean.getAsDouble()) : "–");
            String how = sets.isEmpty()
                    ? TEXTS.get("no-ood")
                    : sets.stream().map(Readout::how).collect(Collectors.joining("\n"));
            show(gained, how);
        }

        /** What chance explains is neither green nor red. */
        private void show(Optional<GainOverBest> gained, String how) {
            gain.setText(gained.map(Readout::brief).orElse(""));
            gain.pseudoClassStateChanged(
                    BETTER,
                    gained.filter(one -> one.significant() && one.gain() > 0).isPresent());
            gain.pseudoClassStateChanged(
                    WORSE,
                    gained.filter(one -> one.significant() && one.gain() < 0).isPresent());
            String more = gained.map(Readout::words).orElse("");
            tooltip.setText(more.isEmpty() ? how : how + "\n" + more);
            gain.setAccessibleText(more);
        }

        private static String how(Evaluation one) {
            return TEXTS.get(
                    "how",
                    one.set(),
                    Figures.percent(one.accuracy()),
                    Figures.interval(one.interval()),
                    String.format(Locale.ROOT, "%,d", one.total()));
        }

        private static String brief(GainOverBest one) {
            return one.significant()
                    ? TEXTS.get(one.gain() > 0 ? "gain.better" : "gain.worse", points(one))
                    : TEXTS.get("gain.noise", points(one));
        }

        private static String words(GainOverBest one) {
            String images = String.format(Locale.ROOT, "%,d", one.images());
            return one.significant()
                    ? TEXTS.get("gain.words", points(one), one.over(), images)
                    : TEXTS.get("gain.noise-words", points(one), one.over(), images);
        }

        private static String points(GainOverBest one) {
            return String.format(Locale.ROOT, "%+.2f", 100 * one.gain());
        }

        private static HBox line(Label... labels) {
            var line = new HBox(labels);
            line.getStyleClass().add("readout-line");
            line.setAlignment(Pos.BASELINE_LEFT);
            return line;
        }
    }
}
