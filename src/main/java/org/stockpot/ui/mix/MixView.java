package org.stockpot.ui.mix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.ShareRule;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.LayoutChoice;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.theme.WrapBar;

/**
 * The mixing desk, as a list of strips or as one table of faders; it scrolls where a small window or large text leaves too
 * little room for that. Layout and bindings only.
 */
public final class MixView extends ScrollPane {
    private static final Texts TEXTS = Texts.of(MixView.class);
    private static final double LEAST_HEIGHT = 200;

    private final MixModel model;
    private final Presets presets;
    private final Swatches swatches;
    private final ObservableValue<Theme> theme;
    private final VBox strips = new VBox();
    private final ScrollPane list = new ScrollPane(strips);
    private final DeskView table;
    private final StackPane middle = new StackPane();
    private final Label empty = new Label(TEXTS.get("empty"));
    private final List<StripView> views = new ArrayList<>();
    private final ToggleButton all = new ToggleButton(TEXTS.get("groups"));
    private final ToggleButton asList = new ToggleButton(null, new FontIcon("mdi2f-format-list-bulleted"));
    private final ToggleButton asTable = new ToggleButton(null, new FontIcon("mdi2t-tune-vertical"));
    private final ComboBox<Granularity> cut = new ComboBox<>();
    private final ComboBox<ShareRule> rule = new ComboBox<>();
    private final MethodBar methods;
    private final SnapshotBar snapshotBar;
    private final WordsBar words;
    private Desk built = Desk.EMPTY;
    private Session told = Session.EMPTY;
    private boolean listStale;
    private boolean tableStale;
    private boolean showing;

    /** @param readout what the mix is worth, shown above the sliders */
    public MixView(MixModel model, Swatches swatches, ObservableValue<Theme> theme, Node readout) {
        this.model = model;
        this.presets = new Presets(model);
        this.swatches = swatches;
        this.theme = theme;
        this.methods = new MethodBar(model);
        this.table = new DeskView(model, presets, swatches, theme);
        this.words = new WordsBar(model);
        var snapshots = new Snapshots(model);
        this.snapshotBar = new SnapshotBar(snapshots);
        setId("mix-view");
        getStyleClass().add("edge-to-edge");
        setFitToWidth(true);
        setFitToHeight(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);

        strips.getStyleClass().add("strips");
        list.setId("mix-scroll");
        list.getStyleClass().add("edge-to-edge");
        list.setFitToWidth(true);
        list.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        empty.setId("mix-empty");
        empty.getStyleClass().add("empty-state");
        empty.setMaxWidth(Double.MAX_VALUE);
        StackPane.setAlignment(empty, Pos.TOP_CENTER);
        middle.setMinHeight(LEAST_HEIGHT);
        VBox.setVgrow(middle, Priority.ALWAYS);
        methods.bar().getChildren().add(rule());
        var content = new VBox(bar(), methods.bar(), readout, hint(), snapshotBar.bar(), middle, words);
        content.getStyleClass().addAll("panel", "mix-view");
        setContent(content);
        new MixKeys(snapshots).listenWith(this);
        model.deskProperty().addListener((observable, before, now) -> show(now));
        model.session().sessionProperty().addListener((observable, before, now) -> follow(now));
        model.holds().holdsProperty().addListener((observable, before, now) -> show(model.desk()));
        model.ruleProperty().addListener((observable, before, now) -> rule.setValue(now));
        model.soughtProperty().addListener((observable, before, now) -> now.ifPresent(this::bring));
        show(model.desk());
    }

    private WrapBar bar() {
        var title = new Label(TEXTS.get("title"));
        title.getStyleClass().add("panel-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var views = new ToggleGroup();
        prepare(asList, views, "mix-as-list", TEXTS.get("as-list"));
        prepare(asTable, views, "mix-as-desk", TEXTS.get("as-desk"));
        asList.setSelected(true);
        views.selectedToggleProperty().addListener((observable, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            } else {
                show(model.desk());
            }
        });
        cut.setId("mix-granularity");
        cut.getStyleClass().add("small");
        cut.setAccessibleText(TEXTS.get("cut.help"));
        cut.setTooltip(new Tooltip(TEXTS.get("cut.help")));
        cut.setItems(FXCollections.observableArrayList(
                new Granularity.WholeModel(),
                new Granularity.Level(0),
                new Granularity.Level(1),
                new Granularity.Level(2),
                new Granularity.Level(3)));
        cut.setConverter(new Worded<>(MixView::name));
        cut.valueProperty().addListener((observable, before, now) -> {
            if (!showing && now != null) {
                model.cut(now);
            }
        });
        all.setId("mix-show-groups");
        all.getStyleClass().add("small");
        all.setTooltip(new Tooltip(TEXTS.get("groups.help")));
        all.setOnAction(event -> this.views.forEach(view -> view.setOpen(all.isSelected())));
        all.visibleProperty().bind(asList.selectedProperty());
        all.managedProperty().bind(all.visibleProperty());
        var menu = new DeskMenu(model, presets);
        return new WrapBar(title, space, new HBox(asList, asTable), all, cut, menu);
    }

    private static void prepare(ToggleButton button, ToggleGroup group, String id, String help) {
        button.setId(id);
        LayoutChoice.keep(button);
        button.setToggleGroup(group);
        button.getStyleClass().add("small");
        button.setAccessibleText(help);
        button.setTooltip(new Tooltip(help));
    }

    private ComboBox<ShareRule> rule() {
        rule.setId("mix-rule");
        rule.getStyleClass().add("small");
        rule.setAccessibleText(TEXTS.get("rule.help"));
        rule.setTooltip(new Tooltip(TEXTS.get("rule.help")));
        rule.setItems(FXCollections.observableArrayList(ShareRule.values()));
        rule.setConverter(new Worded<>(RuleTexts::name));
        rule.setMinWidth(Region.USE_PREF_SIZE);
        rule.setValue(model.ruleProperty().get());
        rule.valueProperty().addListener((observable, before, now) -> {
            if (now != null) {
                model.shareBy(now);
            }
        });
        return rule;
    }

    private Label hint() {
        var hint = new Label();
        hint.setId("mix-hint");
        hint.getStyleClass().add("problem");
        hint.setWrapText(true);
        hint.setMinHeight(Region.USE_PREF_SIZE);
        hint.textProperty().bind(model.hintProperty());
        hint.visibleProperty().bind(hint.textProperty().isNotEmpty());
        hint.managedProperty().bind(hint.visibleProperty());
        return hint;
    }

    private void show(Desk desk) {
        boolean same = desk.groups().equals(built.groups()) && sources(desk).equals(sources(built));
        if (!same) {
            listStale = true;
            tableStale = true;
        }
        if (desk.strips().isEmpty()) {
            views.clear();
            middle.getChildren().setAll(empty);
        } else if (asTable.isSelected()) {
            showTable(desk);
        } else {
            showList(desk);
        }
        built = desk;
        showRecipe();
    }

    /** What can be another one while all sliders stay as they are. */
    private void showRecipe() {
        showing = true;
        cut.setValue(model.granularity());
        methods.show(model.method());
        showing = false;
        snapshotBar.show();
        words.show();
        told = model.session().session();
    }

    private void follow(Session now) {
        if (!now.recipe().equals(told.recipe())
                || now.base().isPresent() != told.base().isPresent()) {
            showRecipe();
        }
    }

    /** What is not on the screen is brought up to date when it comes there. */
    private void showTable(Desk desk) {
        if (tableStale) {
            tableStale = false;
            table.build(desk);
        } else {
            table.show(desk);
        }
        show(table);
    }

    private void showList(Desk desk) {
        if (listStale) {
            listStale = false;
            build(desk);
        } else {
            for (int ingredient = 0; ingredient < views.size(); ingredient++) {
                views.get(ingredient).show(desk.strips().get(ingredient));
            }
        }
        show(list);
    }

    private void show(Node content) {
        if (!middle.getChildren().equals(List.of(content))) {
            middle.getChildren().setAll(content);
        }
    }

    private void build(Desk desk) {
        Set<Source> open = new HashSet<>();
        views.stream().filter(StripView::isOpen).map(StripView::source).forEach(open::add);
        views.clear();
        for (int ingredient = 0; ingredient < desk.strips().size(); ingredient++) {
            Source source = desk.strips().get(ingredient).source();
            var view = new StripView(model, presets, ingredient, swatches.of(source), theme);
            view.setOpen(all.isSelected() || open.contains(source));
            views.add(view);
        }
        strips.getChildren().setAll(views);
    }

    /** Opens the ingredient's sliders and goes to one of them. */
    private void bring(Slot slot) {
        asList.setSelected(true);
        if (slot.ingredient() < views.size()) {
            StripView strip = views.get(slot.ingredient());
            strip.setOpen(true);
            strip.focus(slot.group());
            Platform.runLater(() -> {
                layout();
                double beyond = strips.getHeight() - list.getViewportBounds().getHeight();
                list.setVvalue(
                        beyond <= 0 ? 0 : Math.min(1, strip.getBoundsInParent().getMinY() / beyond));
            });
        }
    }

    private static List<Source> sources(Desk desk) {
        return desk.strips().stream().map(Desk.Strip::source).toList();
    }

    private static String name(Granularity granularity) {
        if (granularity instanceof Granularity.Level level) {
            return TEXTS.get("cut.level", level.level());
        }
        if (granularity instanceof Granularity.PerTensor) {
            return TEXTS.get("cut.tensor");
        }
        return granularity instanceof Granularity.Rules ? TEXTS.get("cut.rules") : TEXTS.get("cut.whole");
    }
}
