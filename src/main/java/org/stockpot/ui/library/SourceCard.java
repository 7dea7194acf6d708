package org.stockpot.ui.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Interval;
import org.stockpot.evaluate.OodMean;
import org.stockpot.session.Source;
import org.stockpot.session.SourceDetails;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.SwatchView;
import org.stockpot.ui.theme.Theme;

/** A base or an ingredient as the library's room shows it: marker, accuracies, what the file is, what is suspicious. */
final class SourceCard extends HBox {
    private static final Texts TEXTS = Texts.of(SourceCard.class);

    private final LibraryModel model;
    private final String id;

    /**
     * What a card is about.
     *
     * @param ingredient its place, or −1 for the base
     * @param palette its place in the palette
     * @param header what its header says; empty while that is being read
     */
    record Entry(Source source, int ingredient, int palette, Optional<DetailsModel.Header> header) {
        boolean isBase() {
            return ingredient < 0;
        }
    }

    SourceCard(LibraryModel model, Entry entry, ObservableValue<Theme> theme) {
        this.model = model;
        this.id = "source-" + Ids.of(entry.source().name());
        setId(id);
        getStyleClass().add("source-card");
        setAlignment(Pos.CENTER_LEFT);
        var name = new Label(entry.source().name());
        name.setId(id + "-name");
        name.getStyleClass().add("card-name");
        name.setTooltip(new Tooltip(entry.source().path().toString()));
        name.setMinWidth(0);
        name.setWrapText(true);
        name.setMinHeight(USE_PREF_SIZE);
        var row = new HBox(name);
        row.getStyleClass().add("card-line");
        row.setAlignment(Pos.CENTER_LEFT);
        if (entry.isBase()) {
            var badge = new Label(TEXTS.get("card.base"));
            badge.getStyleClass().add("badge");
            row.getChildren().add(badge);
        }
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var findings = new FindingsMark(id, model, entry.source());
        row.getChildren().addAll(space, findings, menu(entry));
        var text = new VBox(row, scores(entry.source()), facts(entry));
        text.getStyleClass().add("source-text");
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        getChildren().addAll(marker(entry, theme), text);
    }

    private static Node marker(Entry entry, ObservableValue<Theme> theme) {
        if (entry.isBase()) {
            var icon = new FontIcon("mdi2p-pot-steam-outline");
            icon.getStyleClass().add("base-icon");
            return icon;
        }
        return new SwatchView(theme, entry.palette());
    }

    private Node scores(Source source) {
        Optional<List<Evaluation>> known = model.shelf().scores().of(source);
        if (known.isEmpty()) {
            var none = new Label(TEXTS.get("card.not-measured"));
            none.getStyleClass().add("muted");
            return none;
        }
        var grid = new GridPane();
        grid.getStyleClass().add("source-scores");
        for (Role role : List.of(Role.VALIDATION, Role.TEST)) {
            model.shelf()
                    .scores()
                    .of(source, role)
                    .ifPresent(one -> line(
                            grid,
                            TEXTS.get("card." + role.id()),
                            role.id(),
                            one.accuracy(),
                            one.interval(),
                            Figures.accuracy(one),
                            TEXTS.get("card.measured", one.set(), Figures.accuracy(one), one.total())));
        }
        OptionalDouble ood = OodMean.of(known.get());
        if (ood.isPresent()) {
            double mean = ood.getAsDouble();
            line(
                    grid,
                    TEXTS.get("card.ood"),
                    "ood",
                    mean,
                    new Interval(mean, mean),
                    Figures.percent(mean),
                    TEXTS.get("card.ood-mean", Figures.percent(mean), oodSets(known.get())));
        }
        return grid;
    }

    private static long oodSets(List<Evaluation> all) {
        return all.stream().filter(one -> one.role() == Role.OOD).count();
    }

    private void line(
            GridPane grid, String name, String suffix, double share, Interval interval, String number, String words) {
        int row = grid.getRowCount();
        var caption = new Label(name);
        caption.getStyleClass().add("card-score");
        caption.setMinWidth(Region.USE_PREF_SIZE);
        var bar = new IntervalBar(share, interval, words);
        GridPane.setHgrow(bar, Priority.ALWAYS);
        Tooltip.install(bar, new Tooltip(words));
        var text = new Label(number);
        text.setId(id + "-" + suffix);
        text.getStyleClass().add("card-score");
        text.setTooltip(new Tooltip(words));
        grid.addRow(row, caption, bar, text);
    }

    private Node facts(Entry entry) {
        var facts = new Label(facts(entry.header()));
        facts.setId(id + "-facts");
        facts.getStyleClass().addAll("muted", "small-text");
        facts.setMinWidth(0);
        facts.setWrapText(true);
        facts.setMinHeight(USE_PREF_SIZE);
        return facts;
    }

    private static String facts(Optional<DetailsModel.Header> header) {
        if (header.isEmpty()) {
            return TEXTS.get("card.reading");
        }
        if (header.get().details().isEmpty()) {
            return header.get().problem();
        }
        SourceDetails details = header.get().details().get();
        return TEXTS.get(
                "card.facts",
                Sizes.bytes(details.bytes()),
                String.join(" + ", details.dtypes()),
                Sizes.count(details.elements()),
                details.tensors().size());
    }

    private MenuButton menu(Entry entry) {
        var menu = new MenuButton(null, new FontIcon("mdi2d-dots-vertical"));
        menu.setId(id + "-menu");
        menu.getStyleClass().addAll("flat", "small", "button-icon", "no-arrow");
        menu.setAccessibleText(TEXTS.get("card.menu", entry.source().name()));
        menu.getItems().setAll(items(entry));
        return menu;
    }

    private List<MenuItem> items(Entry entry) {
        List<MenuItem> items = new ArrayList<>();
        if (entry.isBase()) {
            items.add(item("remove", "menu.without-base", "mdi2d-delete-outline", model::removeBase));
            return items;
        }
        int place = entry.ingredient();
        items.add(item("base", "menu.make-base", "mdi2p-pot-steam-outline", () -> model.makeBase(place)));
        items.add(item("up", "menu.up", "mdi2a-arrow-up", () -> model.move(place, place - 1)));
        items.add(item("down", "menu.down", "mdi2a-arrow-down", () -> model.move(place, place + 1)));
        items.add(item("remove", "menu.remove", "mdi2d-delete-outline", () -> model.remove(place)));
        return items;
    }

    private MenuItem item(String suffix, String key, String icon, Runnable action) {
        var item = new MenuItem(TEXTS.get(key), new FontIcon(icon));
        item.setId(id + "-" + suffix);
        item.setOnAction(event -> action.run());
        return item;
    }
}
