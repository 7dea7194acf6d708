package org.stockpot.ui.trials;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.TrialListing;
import org.stockpot.session.TrialNote;
import org.stockpot.session.TrialRow;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.FileType;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;
import org.stockpot.ui.theme.ExplainedItem;

/** The room of trials: filter, table, and what is known of those that are chosen. Layout and bindings only. */
public final class TrialsView extends VBox {
    private static final Texts TEXTS = Texts.of(TrialsView.class);
    private static final double TABLE_SHARE = 0.68;
    private static final String ENDING = ".csv";

    private final TrialsModel model;
    private final FileDialogs dialogs;
    private final ComparisonModel comparison;
    private final TrialsTable table;
    private final ScrollPane side = new ScrollPane();
    private Optional<TrialDetails> details = Optional.empty();

    /** @param dialogs ask where to write */
    public TrialsView(TrialsModel model, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        this.comparison = model.comparison();
        this.table = new TrialsTable(model, this::copy);
        setId("trials-view");
        getStyleClass().addAll("panel", "trials-view");
        VBox.setVgrow(table, Priority.ALWAYS);
        var legend = new Label(TEXTS.get("legend"));
        legend.setId("trials-legend");
        legend.getStyleClass().addAll("muted", "small-text");
        legend.setWrapText(true);
        legend.setMinHeight(USE_PREF_SIZE);
        var left = new VBox(new FilterBar(model), table, legend, commands());
        left.getStyleClass().add("form");
        side.setId("trials-side");
        side.getStyleClass().add("edge-to-edge");
        side.setFitToWidth(true);
        side.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        side.setMinWidth(220);
        var split = new SplitPane(left, side);
        split.setId("trials-split");
        split.setDividerPositions(TABLE_SHARE);
        SplitPane.setResizableWithParent(side, false);
        VBox.setVgrow(split, Priority.ALWAYS);
        getChildren().add(split);
        table.sortNewestFirst();
        table.setContextMenu(menu());
        model.chosenProperty().addListener((observable, before, now) -> show(now));
        comparison
                .comparedProperty()
                .addListener(
                        (observable, before, now) -> show(model.chosenProperty().get()));
        show(model.chosenProperty().get());
    }

    /** What can be done with the chosen trials, and what was done last. */
    private Node commands() {
        var pin = button("trials-pin", "mdi2p-pin-outline", "command.pin");
        pin.setOnAction(event -> pinOrUnpin());
        var delete = button("trials-delete", "mdi2t-trash-can-outline", "command.delete");
        delete.setOnAction(event -> model.delete(chosen()));
        var copy = button("trials-copy", "mdi2c-content-copy", "command.copy");
        copy.setOnAction(event -> copy(TrialsTable.Copied.TSV));
        var markdown = button("trials-copy-markdown", "mdi2l-language-markdown-outline", "command.markdown");
        markdown.setOnAction(event -> copy(TrialsTable.Copied.MARKDOWN));
        for (Button one : List.of(pin, delete, copy, markdown)) {
            one.disableProperty().bind(model.chosenProperty().map(List::isEmpty));
        }
        var export = button("trials-export", "mdi2f-file-delimited-outline", "command.export");
        export.disableProperty()
                .bind(model.tableProperty().map(now -> now.rows().isEmpty()));
        export.setOnAction(event -> chooseAndExport());
        var undo = button("trials-undo", "mdi2u-undo", "command.undo");
        undo.disableProperty().bind(model.undoableProperty().map(Optional::isEmpty));
        undo.setOnAction(event -> model.undo());
        var said = new Label();
        said.setId("trials-said");
        said.getStyleClass().addAll("muted", "small-text");
        said.setMaxWidth(Double.MAX_VALUE);
        said.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.saidProperty().get().isEmpty()
                                ? TEXTS.get("chosen.count", chosen().size())
                                : model.saidProperty().get(),
                        model.saidProperty(),
                        model.chosenProperty()));
        HBox.setHgrow(said, Priority.ALWAYS);
        var bar = new HBox(
                forChosen(pin, "command.pin"),
                forChosen(copy, "command.copy"),
                forChosen(markdown, "command.markdown"),
                new Explained(export, TEXTS.get("command.export"), TEXTS.get("why.no-trials")),
                forChosen(delete, "command.delete"),
                new Explained(
                        undo,
                        model.undoableProperty()
                                .map(name -> name.map(step -> TEXTS.get("undo.step", step))
                                        .orElse(TEXTS.get("undo.nothing")))),
                said);
        bar.setId("trials-commands");
        bar.getStyleClass().add("form-row");
        return bar;
    }

    private static Node forChosen(Button button, String key) {
        return new Explained(button, TEXTS.get(key), TEXTS.get("why.none-chosen"));
    }

    private ContextMenu menu() {
        var restore = new MenuItem(TEXTS.get("restore"), new FontIcon("mdi2t-tune-vertical"));
        restore.setId("trials-menu-restore");
        restore.setOnAction(event -> chosen().forEach(model::restore));
        return new ContextMenu(
                ExplainedItem.of(restore, model.chosenProperty().map(rows -> why(rows, 1))),
                item("trials-menu-pin", "mdi2p-pin-outline", "menu.pin", this::pinOrUnpin),
                new SeparatorMenuItem(),
                item("trials-menu-copy", "mdi2c-content-copy", "command.copy", () -> copy(TrialsTable.Copied.TSV)),
                item(
                        "trials-menu-markdown",
                        "mdi2l-language-markdown-outline",
                        "command.markdown",
                        () -> copy(TrialsTable.Copied.MARKDOWN)),
                new SeparatorMenuItem(),
                item("trials-menu-delete", "mdi2t-trash-can-outline", "menu.delete", () -> model.delete(chosen())));
    }

    private MenuItem item(String id, String icon, String key, Runnable action) {
        var item = new MenuItem(TEXTS.get(key), new FontIcon(icon));
        item.setId(id);
        item.setOnAction(event -> action.run());
        return ExplainedItem.of(item, model.chosenProperty().map(rows -> why(rows, Integer.MAX_VALUE)));
    }

    private static String why(List<TrialRow> chosen, int most) {
        if (chosen.isEmpty()) {
            return TEXTS.get("why.none-chosen");
        }
        return chosen.size() > most ? TEXTS.get("why.one") : "";
    }

    private void pinOrUnpin() {
        model.pin(
                chosen(), chosen().stream().anyMatch(row -> !row.trial().note().pinned()));
    }

    private static Button button(String id, String icon, String key) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "small", "button-icon");
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(TEXTS.get(key));
        return button;
    }

    private List<TrialRow> chosen() {
        return model.chosenProperty().get();
    }

    private void show(List<TrialRow> rows) {
        if (rows.size() == 1 && details.filter(now -> now.takes(rows.get(0))).isPresent()) {
            return;
        }
        Optional<TrialDetails> left = details;
        details = Optional.empty();
        left.ifPresent(TrialDetails::finish);
        if (side.getContent() instanceof ComparisonView old) {
            old.leave();
        }
        if (rows.size() == 1) {
            details = Optional.of(new TrialDetails(model, comparison, rows.get(0)));
            side.setContent(details.get());
        } else {
            side.setContent(comparison
                    .comparedProperty()
                    .get()
                    .<Node>map(two -> new ComparisonView(model, two))
                    .orElseGet(() -> hint(rows)));
        }
    }

    private Node hint(List<TrialRow> rows) {
        var hint = new Label(TEXTS.get(rows.isEmpty() ? "side.none" : "side.many", rows.size()));
        hint.setId("trials-hint");
        hint.setWrapText(true);
        hint.getStyleClass().add("empty-state");
        if (rows.isEmpty()) {
            return hint;
        }
        var tags = new TextField();
        tags.setId("trials-add-tags");
        tags.setPromptText(TEXTS.get("side.tags"));
        tags.setAccessibleText(TEXTS.get("side.tags"));
        tags.setOnAction(event -> {
            List<String> typed = TrialNote.tags(tags.getText());
            tags.clear();
            model.addTags(chosen(), typed);
        });
        var all = new VBox(hint, tags);
        all.getStyleClass().add("form");
        return all;
    }

    private void copy(TrialsTable.Copied form) {
        List<TrialRow> rows = List.copyOf(table.getSelectionModel().getSelectedItems());
        if (!rows.isEmpty()) {
            var content = new ClipboardContent();
            content.putString(form == TrialsTable.Copied.TSV ? TrialListing.tsv(rows) : TrialListing.markdown(rows));
            Clipboard.getSystemClipboard().setContent(content);
            model.say(TEXTS.get(form == TrialsTable.Copied.TSV ? "said.copied" : "said.markdown", rows.size()));
        }
    }

    /** Asks for a file and writes all trials to it. */
    private void chooseAndExport() {
        dialogs.save(new FileDialogs.Target(
                        FileKind.TABLE,
                        TEXTS.get("command.export"),
                        "trials" + ENDING,
                        FileType.of(TEXTS.get("export.kind"), ENDING)))
                .ifPresent(file -> model.export(model.tableProperty().get().rows(), file));
    }
}
