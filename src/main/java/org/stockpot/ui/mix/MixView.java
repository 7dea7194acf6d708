package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.stockpot.fuse.Granularity;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.theme.Theme;

/** The mixing desk. Layout and bindings only. */
public final class MixView extends VBox {
    private final MixModel model;
    private final Swatches swatches;
    private final ObservableValue<Theme> theme;
    private final VBox strips = new VBox();
    private final List<StripView> views = new ArrayList<>();
    private final ToggleButton all = new ToggleButton("Layer groups");
    private final ComboBox<Granularity> cut = new ComboBox<>();
    private final MethodBar methods;
    private Desk built = Desk.EMPTY;
    private boolean showing;

    /** @param readout what the mix is worth, shown above the sliders */
    public MixView(MixModel model, Swatches swatches, ObservableValue<Theme> theme, Node readout) {
        this.model = model;
        this.swatches = swatches;
        this.theme = theme;
        this.methods = new MethodBar(model);
        setId("mix-view");
        getStyleClass().addAll("panel", "mix-view");

        strips.getStyleClass().add("strips");
        var scroll = new ScrollPane(strips);
        scroll.setId("mix-scroll");
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar(), methods, readout, hint(), scroll);
        model.deskProperty().addListener((observable, before, now) -> show(now));
        show(model.desk());
    }

    private HBox bar() {
        var title = new Label("Mixing desk");
        title.getStyleClass().add("panel-title");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        cut.setId("mix-granularity");
        cut.setAccessibleText("How finely layers are grouped");
        cut.getStyleClass().add("small");
        cut.setTooltip(new Tooltip("How finely layers are grouped; each group has a slider per ingredient"));
        cut.setItems(FXCollections.observableArrayList(
                new Granularity.WholeModel(),
                new Granularity.Level(0),
                new Granularity.Level(1),
                new Granularity.Level(2),
                new Granularity.Level(3)));
        cut.setConverter(new GranularityNames());
        cut.valueProperty().addListener((observable, before, now) -> {
            if (!showing && now != null) {
                model.cut(now);
            }
        });
        all.setId("mix-show-groups");
        all.getStyleClass().add("small");
        all.setTooltip(new Tooltip("Show a slider per layer group for every ingredient"));
        all.setOnAction(event -> views.forEach(view -> view.setOpen(all.isSelected())));
        var bar = new HBox(
                title,
                space,
                cut,
                all,
                button("mix-uniform", "Uniform", "Every ingredient with the same share", model::uniform),
                button("mix-normalise", "Sum to 1", "The same mix with weights that sum to 1", model::normalise));
        bar.getStyleClass().add("panel-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private Label hint() {
        var hint = new Label();
        hint.setId("mix-hint");
        hint.getStyleClass().add("problem");
        hint.setWrapText(true);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(hint.textProperty().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
        return hint;
    }

    private void show(Desk desk) {
        boolean same = desk.groups().equals(built.groups()) && sources(desk).equals(sources(built));
        if (same) {
            for (int ingredient = 0; ingredient < views.size(); ingredient++) {
                views.get(ingredient).show(desk.strips().get(ingredient));
            }
        } else {
            build(desk);
        }
        showing = true;
        cut.setValue(model.granularity());
        methods.show(model.method());
        showing = false;
        built = desk;
    }

    private void build(Desk desk) {
        Set<Source> open = new HashSet<>();
        for (int ingredient = 0; ingredient < views.size(); ingredient++) {
            if (views.get(ingredient).isOpen()) {
                open.add(built.strips().get(ingredient).source());
            }
        }
        views.clear();
        for (int ingredient = 0; ingredient < desk.strips().size(); ingredient++) {
            Source source = desk.strips().get(ingredient).source();
            var view = new StripView(model, ingredient, swatches.of(source), theme);
            view.setOpen(all.isSelected() || open.contains(source));
            views.add(view);
        }
        if (views.isEmpty()) {
            var empty =
                    new Label("The mixing desk has a strip per ingredient.\nDrop checkpoints on the window to begin.");
            empty.setId("mix-empty");
            empty.getStyleClass().add("empty-state");
            empty.setMaxWidth(Double.MAX_VALUE);
            strips.getChildren().setAll(empty);
        } else {
            strips.getChildren().setAll(views);
        }
    }

    private static List<Source> sources(Desk desk) {
        return desk.strips().stream().map(Desk.Strip::source).toList();
    }

    private static Button button(String id, String text, String help, Runnable action) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().add("small");
        button.setTooltip(new Tooltip(help));
        button.setOnAction(event -> action.run());
        return button;
    }

    /** Granularities in words. */
    private static final class GranularityNames extends StringConverter<Granularity> {
        @Override
        public String toString(Granularity granularity) {
            if (granularity instanceof Granularity.Level level) {
                return "Layers: level " + level.level();
            }
            if (granularity instanceof Granularity.PerTensor) {
                return "Layers: every tensor";
            }
            if (granularity instanceof Granularity.Rules) {
                return "Layers: own rules";
            }
            return "Layers: whole model";
        }

        @Override
        public Granularity fromString(String text) {
            throw new UnsupportedOperationException(text);
        }
    }
}
