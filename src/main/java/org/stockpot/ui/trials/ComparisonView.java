package org.stockpot.ui.trials;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.PairedComparison;
import org.stockpot.session.TrialComparison;
import org.stockpot.session.TrialComparison.SetPair;
import org.stockpot.session.TrialRow;
import org.stockpot.session.WeightShift;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;

/** Two trials side by side: scores with a verdict, weights, and images whose prediction changed. Layout only. */
final class ComparisonView extends VBox {
    private static final Texts TEXTS = Texts.of(ComparisonView.class);

    private final TrialsModel trials;
    private final ComparisonModel model;
    private final Map<SetPair, VBox> boxes = new LinkedHashMap<>();
    private final Map<SetPair, ToggleButton> looks = new LinkedHashMap<>();
    private final ChangedImages images;
    private final ChangeListener<Optional<SetPair>> follow = (observable, before, now) -> follow(now);

    ComparisonView(TrialsModel trials, ComparisonModel.Compared compared) {
        this.trials = trials;
        this.model = trials.comparison();
        this.images = new ChangedImages(model);
        setId("comparison");
        getStyleClass().add("form");
        TrialComparison comparison = compared.comparison();
        getChildren().addAll(head(compared), section("compare.scores"));
        comparison.sets().forEach(pair -> getChildren().add(set(pair)));
        getChildren().add(section("compare.weights"));
        comparison
                .weights()
                .map(WeightShift::compact)
                .ifPresentOrElse(
                        shift -> weights(shift, comparison),
                        () -> getChildren().add(words("compare-no-weights", TEXTS.get("weights.differ"))));
        model.setProperty().addListener(follow);
        follow(model.setProperty().get());
    }

    /** The images of the chosen set stand in its box. */
    private void follow(Optional<SetPair> chosen) {
        looks.forEach((pair, look) -> look.setSelected(chosen.equals(Optional.of(pair))));
        boxes.forEach((pair, box) -> {
            boolean open = chosen.equals(Optional.of(pair));
            box.getChildren().remove(images);
            if (open) {
                images.show();
                box.getChildren().add(images);
            }
        });
    }

    /** Stops following; for when other trials are compared. */
    void leave() {
        model.setProperty().removeListener(follow);
        images.leave();
    }

    private Node head(ComparisonModel.Compared compared) {
        var swap = new Button(null, new FontIcon("mdi2s-swap-vertical"));
        swap.setId("compare-swap");
        swap.getStyleClass().addAll("flat", "small", "button-icon");
        swap.setAccessibleText(TEXTS.get("compare.swap"));
        swap.setTooltip(new Tooltip(TEXTS.get("compare.swap")));
        swap.setOnAction(event -> model.swap());
        var titles = new VBox(
                trial(
                        "compare-first",
                        TEXTS.get("compare.first", TrialWords.title(compared.first())),
                        compared.first()),
                trial(
                        "compare-second",
                        TEXTS.get("compare.second", TrialWords.title(compared.second())),
                        compared.second()));
        HBox.setHgrow(titles, Priority.ALWAYS);
        var head = new HBox(titles, swap);
        head.getStyleClass().add("form-row");
        return head;
    }

    /** One of the two, with the way to the desk where there is one. */
    private Node trial(String id, String text, TrialRow row) {
        var title = new Label(text);
        title.setId(id);
        title.setWrapText(true);
        title.setMaxWidth(Double.MAX_VALUE);
        title.getStyleClass().add("panel-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        String obstacle = TrialWords.obstacle(trials.fit(row));
        String help = obstacle.isEmpty() ? TEXTS.get("restore") : obstacle;
        var restore = new Button(null, new FontIcon("mdi2t-tune-vertical"));
        restore.setId(id + "-restore");
        restore.getStyleClass().addAll("flat", "small", "button-icon");
        restore.setAccessibleText(help);
        restore.setDisable(!obstacle.isEmpty());
        restore.setOnAction(event -> trials.restore(row));
        var line = new HBox(title, restore);
        line.getStyleClass().add("form-row");
        Tooltip.install(line, new Tooltip(help));
        return line;
    }

    /** One set; pressed, its images are shown in its box. */
    private Node set(SetPair pair) {
        String id = "compare-set-" + Ids.of(pair.set());
        var look = new ToggleButton(null, new FontIcon("mdi2i-image-multiple-outline"));
        look.setId(id + "-images");
        look.getStyleClass().addAll("flat", "small", "button-icon");
        look.setAccessibleText(TEXTS.get("compare.look", pair.set()));
        look.setTooltip(new Tooltip(TEXTS.get("compare.look", pair.set())));
        look.setOnAction(event -> {
            if (look.isSelected()) {
                model.look(pair);
            } else {
                model.lookAway();
            }
        });
        looks.put(pair, look);
        var name = new Label(pair.set());
        name.setMinWidth(30);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var gain = new Label(pair.paired()
                .map(PairedComparison::gain)
                .map(TrialWords::points)
                .orElse(""));
        gain.setId(id + "-gain");
        gain.setMinWidth(USE_PREF_SIZE);
        gain.getStyleClass().add(tone(pair));
        var title = new HBox(TrialDetails.badge(pair.first().or(pair::second).orElseThrow()), name, gain, look);
        title.getStyleClass().add("form-row");
        var scores =
                words(id + "-scores", TEXTS.get("compare.accuracies", accuracy(pair.first()), accuracy(pair.second())));
        var verdict = words(id + "-verdict", TrialWords.verdict(pair));
        verdict.getStyleClass().add(tone(pair));
        var box = new VBox(title, scores, verdict);
        box.getStyleClass().add("compared-set");
        boxes.put(pair, box);
        return box;
    }

    private static String tone(SetPair pair) {
        return pair.paired()
                .filter(PairedComparison::isSignificant)
                .map(paired -> paired.gain() > 0 ? "gain-up" : "gain-down")
                .orElse("gain-noise");
    }

    private static String accuracy(Optional<Evaluation> evaluation) {
        return evaluation.map(Figures::accuracy).orElse("–");
    }

    private void weights(WeightShift shift, TrialComparison comparison) {
        if (shift.largest() == 0) {
            getChildren().add(words("compare-same-weights", TEXTS.get("weights.same")));
            return;
        }
        var map = new WeightMap(
                shift, model.ingredients(shift), model.groups(shift, comparison.first(), comparison.second()));
        var readout = words("weight-words", "");
        readout.textProperty().bind(map.wordsProperty());
        var legend = words(
                "weight-legend",
                TEXTS.get(
                        "weights.legend",
                        shift.shares() ? Figures.percentShort(shift.largest()) : Figures.weight(shift.largest())));
        getChildren().addAll(map, readout, legend);
    }

    private static Label section(String key) {
        var label = new Label(TEXTS.get(key));
        label.getStyleClass().addAll("section", "muted");
        return label;
    }

    private static Label words(String id, String text) {
        var label = new Label(text);
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().add("small-text");
        return label;
    }
}
