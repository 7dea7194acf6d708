package org.stockpot.ui.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Role;
import org.stockpot.session.ClassReport;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.chart.TrialPoint;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.Explained;

/** What can be chosen above a chart; other charts have other controls. Layout and bindings only. */
final class ChartControls extends FlowPane {
    private static final Texts TEXTS = Texts.of(ChartControls.class);

    private final ChartsModel model;
    private final List<Object> kept = new ArrayList<>();

    ChartControls(ChartKind kind, ChartsModel model) {
        this.model = model;
        getStyleClass().add("chart-controls");
        switch (kind) {
            case PLANE -> ensemble();
            case WEIGHTS -> weights();
            case LINES -> lines();
            case CLASSES -> perClass(false);
            case CONFUSION, RELIABILITY -> perClass(true);
            default -> {
                // The chart's own menu has all there is.
            }
        }
    }

    private void weights() {
        var axes = new ComboBox<Optional<Source>>();
        axes.setId("charts-axes");
        axes.setConverter(new Worded<>(source ->
                source.map(one -> TEXTS.get("axes.groups", one.name())).orElse(TEXTS.get("axes.ingredients"))));
        follow(model.sessionProperty().map(Session::ingredients), now -> {
            List<Optional<Source>> items = new ArrayList<>(List.of(Optional.empty()));
            now.forEach(source -> items.add(Optional.of(source)));
            Optional<Source> chosen = model.ingredientProperty().get();
            axes.getItems().setAll(items);
            axes.setValue(items.contains(chosen) ? chosen : Optional.empty());
        });
        axes.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.ingredientProperty().set(now);
            }
        });
        var colour = new ComboBox<TrialPoint.Series>();
        colour.setId("charts-colour");
        colour.setConverter(new Worded<>(TrialPoint.Series::title));
        colour.getItems().setAll(TrialPoint.Series.values());
        colour.valueProperty().bindBidirectional(model.colourProperty());
        getChildren().addAll(labelled(TEXTS.get("axes"), axes), labelled(TEXTS.get("colour"), colour));
    }

    private void ensemble() {
        MeasuringModel measuring = model.measuring();
        Button measure = measure("charts-measure-ensemble", TEXTS.get("measure.ensemble"), measuring::measureEnsemble);
        var why = new SimpleStringProperty();
        Runnable update = () -> {
            Session now = model.sessionProperty().get();
            Optional<String> missing = measuring.measuringProperty().get()
                    ? Optional.of(TEXTS.get("why.running"))
                    : now.ingredients().size() < 2
                            ? Optional.of(TEXTS.get("why.together"))
                            : has(now, Role.TEST) && has(now, Role.OOD)
                                    ? Optional.empty()
                                    : Optional.of(TEXTS.get("why.plane"));
            measure.setDisable(missing.isPresent());
            why.set(missing.orElse(
                    TEXTS.get("measure.ensemble.help", now.ingredients().size())));
        };
        follow(model.sessionProperty(), now -> update.run());
        follow(measuring.measuringProperty(), now -> update.run());
        getChildren().add(new Explained(measure, why));
    }

    private static boolean has(Session session, Role role) {
        return session.data().stream().anyMatch(ref -> ref.role() == role);
    }

    private void lines() {
        MeasuringModel measuring = model.measuring();
        ComboBox<Source> from = sources("charts-from", 0);
        ComboBox<Source> to = sources("charts-to", 1);
        Button measure = measure("charts-measure-line", TEXTS.get("measure.line"), () -> {
            if (from.getValue() != null && to.getValue() != null) {
                measuring.measureLine(from.getValue(), to.getValue());
            }
        });
        var why = new SimpleStringProperty();
        Runnable update = () -> {
            boolean data = !model.sessionProperty().get().data().isEmpty();
            boolean two = from.getValue() != null
                    && to.getValue() != null
                    && !from.getValue().equals(to.getValue());
            String reason = measuring.measuringProperty().get()
                    ? TEXTS.get("why.running")
                    : !data ? TEXTS.get("why.data") : two ? TEXTS.get("measure.line.help") : TEXTS.get("why.two");
            measure.setDisable(measuring.measuringProperty().get() || !data || !two);
            why.set(reason);
        };
        from.valueProperty().addListener((observable, before, now) -> update.run());
        to.valueProperty().addListener((observable, before, now) -> update.run());
        follow(model.sessionProperty(), now -> update.run());
        follow(measuring.measuringProperty(), now -> update.run());
        var clear = new Button(TEXTS.get("lines.clear"));
        clear.setId("charts-clear-lines");
        clear.getStyleClass().addAll("flat", "small");
        clear.disableProperty().bind(measuring.linesProperty().map(List::isEmpty));
        clear.setOnAction(event -> measuring.clearLines());
        getChildren()
                .addAll(
                        labelled(TEXTS.get("from"), from),
                        labelled(TEXTS.get("to"), to),
                        new Explained(measure, why),
                        new Explained(clear, TEXTS.get("lines.clear.help"), TEXTS.get("lines.clear.why")));
    }

    private void perClass(boolean oneModel) {
        MeasuringModel measuring = model.measuring();
        Button measure = measure("charts-measure-classes", TEXTS.get("measure.classes"), measuring::measureClasses);
        var why = new SimpleStringProperty();
        Runnable update = () -> {
            Session now = model.sessionProperty().get();
            boolean possible = !now.data().isEmpty() && !now.ingredients().isEmpty();
            measure.setDisable(measuring.measuringProperty().get() || !possible);
            why.set(
                    measuring.measuringProperty().get()
                            ? TEXTS.get("why.running")
                            : now.data().isEmpty()
                                    ? TEXTS.get("why.data")
                                    : possible ? TEXTS.get("measure.classes.help") : TEXTS.get("why.ingredients"));
        };
        follow(model.sessionProperty(), now -> update.run());
        follow(measuring.measuringProperty(), now -> update.run());
        getChildren().add(new Explained(measure, why));
        var set = new ComboBox<String>();
        set.setId("charts-set");
        var shown = new ComboBox<ClassReport.Model>();
        shown.setId("charts-model");
        shown.setConverter(new Worded<>(ClassPlots::name));
        follow(measuring.reportProperty(), report -> {
            List<ClassReport.Model> models = report.map(ClassReport::models).orElse(List.of());
            set.getItems()
                    .setAll(models.stream()
                            .limit(1)
                            .flatMap(one -> one.sets().stream())
                            .map(ClassReport.SetView::set)
                            .toList());
            shown.getItems().setAll(models);
            set.setValue(measuring.setProperty().get().orElse(null));
            shown.setValue(measuring.shown().orElse(null));
        });
        set.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                measuring.setProperty().set(Optional.of(now));
            }
        });
        shown.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                measuring.modelProperty().set(Optional.of(now.kind()));
            }
        });
        follow(measuring.setProperty(), now -> now.ifPresent(set::setValue));
        follow(measuring.modelProperty(), now -> measuring.shown().ifPresent(shown::setValue));
        set.disableProperty().bind(measuring.reportProperty().map(Optional::isEmpty));
        shown.disableProperty().bind(measuring.reportProperty().map(Optional::isEmpty));
        getChildren()
                .add(labelled(
                        TEXTS.get("set"), set, new Explained(set, TEXTS.get("set.help"), TEXTS.get("why.unmeasured"))));
        if (oneModel) {
            getChildren()
                    .add(labelled(
                            TEXTS.get("model"),
                            shown,
                            new Explained(shown, TEXTS.get("model.help"), TEXTS.get("why.unmeasured"))));
        }
        var stale = new Label(TEXTS.get("stale"));
        stale.setId("charts-stale");
        stale.getStyleClass().addAll("muted", "small-text");
        ObservableValue<Boolean> moved = measuring.staleProperty();
        stale.visibleProperty().bind(moved);
        stale.managedProperty().bind(moved);
        getChildren().add(stale);
    }

    private ComboBox<Source> sources(String id, int usual) {
        var box = new ComboBox<Source>();
        box.setId(id);
        box.setConverter(new Worded<>(Source::name));
        follow(model.sessionProperty().map(Session::sources), now -> {
            Optional<Source> before = Optional.ofNullable(box.getValue());
            if (!box.getItems().equals(now)) {
                box.getItems().setAll(now);
                box.setValue(before.filter(now::contains)
                        .orElse(now.isEmpty() ? null : now.get(Math.min(usual, now.size() - 1))));
            }
        });
        return box;
    }

    private static Button measure(String id, String text, Runnable action) {
        var button = new Button(text, new FontIcon("mdi2s-speedometer"));
        button.setId(id);
        button.getStyleClass().addAll("accent", "small");
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Node labelled(String text, ComboBox<?> box) {
        return labelled(text, box, box);
    }

    /** @param shown the box, or what is around it */
    private static Node labelled(String text, ComboBox<?> box, Node shown) {
        var label = new Label(text);
        label.setLabelFor(box);
        label.getStyleClass().addAll("muted", "small-text");
        box.getStyleClass().add("small");
        box.setAccessibleText(text);
        var row = new HBox(label, shown);
        row.getStyleClass().add("form-row");
        return row;
    }

    /** Hears now and at every change, as long as this view lives. */
    private <T> void follow(ObservableValue<T> value, Consumer<? super T> action) {
        kept.add(value);
        value.addListener((observable, before, now) -> action.accept(now));
        action.accept(value.getValue());
    }
}
