package org.stockpot.ui.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.css.PseudoClass;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.search.Family;
import org.stockpot.search.Need;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** The methods to choose from, under headlines; what the chosen one does, needs and where it comes from. */
final class MethodBox extends VBox {
    private static final Texts TEXTS = Texts.of(MethodBox.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final int VISIBLE = 14;

    private final ComboBox<SearchPlan> plan = new ComboBox<>();
    private final Label about = new Label();
    private final Label needs = new Label();
    private final Hyperlink reference = new Hyperlink();
    private Function<SearchPlan, List<Need>> lacking = unknown -> List.of();

    MethodBox(Links links) {
        getStyleClass().add("form");
        plan.setId("search-method");
        plan.setMaxWidth(Double.MAX_VALUE);
        plan.setVisibleRowCount(VISIBLE);
        plan.setAccessibleText(TEXTS.get("method"));
        plan.setConverter(new Worded<>(GLOSSARY::title));
        plan.setCellFactory(list -> new MethodCell());
        plan.setButtonCell(new Chosen());
        plan.setItems(FXCollections.observableArrayList(plans()));
        HBox.setHgrow(plan, Priority.ALWAYS);
        about.setId("search-about");
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        about.getStyleClass().add("small-text");
        needs.setId("search-needs");
        needs.setWrapText(true);
        needs.setMinHeight(Region.USE_PREF_SIZE);
        needs.getStyleClass().addAll("muted", "small-text", "form-help");
        reference.setId("search-reference");
        reference.getStyleClass().add("small-text");
        reference.setWrapText(true);
        reference.setOnAction(
                event -> Links.address(plan.getValue().reference()).ifPresent(links::open));
        var label = new Label(TEXTS.get("method"));
        label.getStyleClass().add("form-title");
        label.setLabelFor(plan);
        getChildren().addAll(label, plan, about, reference, needs);
        plan.valueProperty().addListener((observable, before, now) -> describe());
        plan.setValue(plan.getItems().get(plan.getItems().size() - 1));
    }

    /** All plans with their initial settings, except those whose weights the sliders give already. */
    private static List<SearchPlan> plans() {
        List<SearchPlan> plans = new ArrayList<>();
        for (String id : SearchPlan.ids()) {
            try {
                SearchPlan plan = SearchPlan.standard(id);
                if (plan.parameters().stream()
                        .allMatch(parameter -> parameter.kind().allows(parameter.initial()))) {
                    plans.add(plan);
                }
            } catch (StockpotException e) {
                throw new IllegalStateException(e);
            }
        }
        return plans;
    }

    ComboBox<SearchPlan> box() {
        return plan;
    }

    /** What methods need and the session lacks. */
    void show(Function<SearchPlan, List<Need>> newLacking) {
        lacking = newLacking;
        describe();
    }

    /** Why the chosen method cannot run; empty if it can. */
    String why() {
        return why(plan.getValue());
    }

    private String why(SearchPlan of) {
        return lacking.apply(of).stream()
                .map(need -> TEXTS.get("lacks." + need.name().toLowerCase(Locale.ROOT)))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private void describe() {
        SearchPlan chosen = plan.getValue();
        about.setText(GLOSSARY.about(chosen));
        reference.setText(GLOSSARY.reference(chosen));
        reference.setDisable(Links.address(chosen.reference()).isEmpty());
        reference.setTooltip(Links.address(chosen.reference()).map(Tooltip::new).orElse(null));
        String why = why();
        needs.pseudoClassStateChanged(INVALID, !why.isEmpty());
        needs.setText(why.isEmpty() ? needs(chosen.needs()) : why);
    }

    private static String needs(Set<Need> all) {
        return TEXTS.get(
                "needs",
                all.stream()
                        .sorted()
                        .map(need -> TEXTS.get("need." + need.name().toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(", ")));
    }

    private static Family family(SearchPlan of) {
        try {
            return SearchPlan.family(of.id());
        } catch (StockpotException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The title alone. */
    private static final class Chosen extends ListCell<SearchPlan> {
        @Override
        protected void updateItem(SearchPlan item, boolean empty) {
            super.updateItem(item, empty);
            setText(empty || item == null ? null : GLOSSARY.title(item));
        }
    }

    /** A method with what it does, or why it cannot be chosen; the first of a family has a headline. */
    private final class MethodCell extends ListCell<SearchPlan> {
        private final Label headline = new Label();
        private final Label name = new Label();
        private final Label text = new Label();

        MethodCell() {
            headline.getStyleClass().add("method-family");
            name.getStyleClass().add("method-name");
            text.getStyleClass().addAll("muted", "small-text", "method-about");
            text.setWrapText(true);
            text.setMinHeight(Region.USE_PREF_SIZE);
            var both = new VBox(headline, name, text);
            setGraphic(both);
        }

        @Override
        protected void updateItem(SearchPlan item, boolean empty) {
            super.updateItem(item, empty);
            boolean shown = !empty && item != null;
            getGraphic().setVisible(shown);
            if (!shown) {
                return;
            }
            int index = getIndex();
            boolean first = index == 0 || family(plan.getItems().get(index - 1)) != family(item);
            headline.setText(TEXTS.get("family." + family(item).name().toLowerCase(Locale.ROOT)));
            headline.setVisible(first);
            headline.setManaged(first);
            String why = why(item);
            name.setText(GLOSSARY.title(item));
            text.setText(why.isEmpty() ? GLOSSARY.about(item) : why);
            setDisable(!why.isEmpty());
        }
    }
}
