package org.stockpot.ui.export;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.data.DataRef;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.ExportOutlook;
import org.stockpot.session.settings.Settings.FileKind;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.files.FileType;
import org.stockpot.ui.state.Links;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Explained;

/** The export room: at the left what to write and where to, at the right proof of what was written. Layout and bindings only. */
public final class ExportView extends SplitPane {
    private static final Texts TEXTS = Texts.of(ExportView.class);
    private static final PseudoClass INVALID = PseudoClass.getPseudoClass("invalid");
    private static final int CARD_ROWS = 14;
    private static final double FORM = 430;

    private final ExportModel model;
    private final FileDialogs dialogs;
    private final TextField target = new TextField();
    /** Kept here, for a binding that nobody holds is forgotten. */
    private final ObservableValue<List<DataRef>> sets;

    private final ExportChoices choices;
    private final Label outlook = new Label();
    private final TextArea card = new TextArea();

    /** @param dialogs ask for files */
    public ExportView(ExportModel model, Links links, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        this.sets = model.batchNormProperty();
        this.choices = new ExportChoices(sets, model::hasBatchNorm, this::preview, this::renamed, this::foresee);
        setId("export-view");
        getStyleClass().add("export-view");
        var text = new Label(TEXTS.get("intro"));
        text.setWrapText(true);
        text.getStyleClass().addAll("muted", "small-text");
        text.setMinHeight(Region.USE_PREF_SIZE);
        var form = new VBox(
                title("title.export"),
                text,
                choices,
                target(),
                outlook(),
                new OverwriteQuestion(model, this::another),
                button(),
                title("title.report"),
                report(links),
                title("title.rebuild"),
                new RebuildBox(model, dialogs));
        form.getStyleClass().add("export-form");
        var left = new ScrollPane(form);
        left.setId("export-scroll");
        left.setFitToWidth(true);
        left.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        left.getStyleClass().addAll("edge-to-edge", "panel");
        left.setMinWidth(320);
        left.setPrefWidth(FORM);
        var page = new VBox(new ExportResult(model), card());
        page.getStyleClass().add("export-form");
        var right = new ScrollPane(page);
        right.setId("export-result-scroll");
        right.setFitToWidth(true);
        right.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        right.getStyleClass().addAll("edge-to-edge", "panel");
        getItems().addAll(left, right);
        setDividerPositions(0.38);
        SplitPane.setResizableWithParent(left, false);
        target.textProperty().addListener(observable -> foresee());
        model.sessionProperty().addListener((observable, before, now) -> {
            if (!now.ingredients().equals(before.ingredients())
                    || !now.recipe().method().equals(before.recipe().method())) {
                foresee();
            }
        });
        model.outlookProperty().addListener((observable, before, now) -> show(now));
        model.runningProperty().addListener((observable, before, now) -> {
            if (!now) {
                foresee();
            }
        });
        foresee();
    }

    private static Node title(String key) {
        var label = new Label(TEXTS.get(key));
        label.getStyleClass().add("panel-title");
        return label;
    }

    private Node outlook() {
        outlook.setId("export-outlook");
        outlook.setWrapText(true);
        outlook.setMinHeight(Region.USE_PREF_SIZE);
        outlook.getStyleClass().addAll("muted", "small-text", "form-help");
        outlook.visibleProperty().bind(outlook.textProperty().isNotEmpty());
        outlook.managedProperty().bind(outlook.visibleProperty());
        return outlook;
    }

    private void show(Optional<ExportOutlook> now) {
        outlook.pseudoClassStateChanged(
                INVALID,
                now.filter(one -> one.refusal().isPresent() || one.isTooLarge()).isPresent());
        outlook.setText(now.map(OutlookWords::of).orElse(""));
    }

    /** Asks how large the file would be; a name that was not given yet is its usual one. */
    private void foresee() {
        path(target.getText().isBlank() ? target.getPromptText() : target.getText())
                .ifPresent(file -> model.foresee(choices.order(file)));
    }

    private static Optional<Path> path(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name.strip()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Takes a name that is not in use, instead of replacing a file. */
    private void another(Path free) {
        target.setText(free.toString());
        export();
    }

    /** Asks for a file, then exports to it. */
    public void chooseAndExport() {
        if (choose()) {
            export();
        }
    }

    /** Asks for a file, then writes a report to it. */
    public void chooseAndReport() {
        dialogs.save(new FileDialogs.Target(
                        FileKind.REPORT, TEXTS.get("report.title"), "report.html", FileType.of("HTML", ".html")))
                .ifPresent(model::report);
    }

    private Node target() {
        target.setId("export-target");
        target.getStyleClass().add("small");
        target.setPromptText("soup" + choices.format().ending());
        target.setAccessibleText(TEXTS.get("target"));
        target.setOnAction(event -> export());
        HBox.setHgrow(target, Priority.ALWAYS);
        var browse = new Button(null, new FontIcon("mdi2f-folder-outline"));
        browse.setId("export-browse");
        browse.getStyleClass().addAll("small", "button-icon");
        browse.setAccessibleText(TEXTS.get("browse"));
        browse.setTooltip(new Tooltip(TEXTS.get("browse")));
        browse.setOnAction(event -> choose());
        var row = new HBox(target, browse);
        row.getStyleClass().add("form-row");
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node report(Links links) {
        var report = new Button(TEXTS.get("report"), new FontIcon("mdi2f-file-document-outline"));
        report.setId("export-report");
        report.getStyleClass().add("small");
        report.setMaxWidth(Double.MAX_VALUE);
        report.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.runningProperty().get()
                                || model.emptyProperty().getValue(),
                        model.runningProperty(),
                        model.sessionProperty()));
        report.setOnAction(event -> chooseAndReport());
        var open = new Hyperlink();
        open.setId("export-report-open");
        open.setWrapText(true);
        open.visibleProperty().bind(model.reportFileProperty().map(Optional::isPresent));
        open.managedProperty().bind(open.visibleProperty());
        open.textProperty()
                .bind(model.reportFileProperty()
                        .map(file -> file.map(one -> TEXTS.get("report.open", one.toString()))
                                .orElse("")));
        open.setOnAction(event -> model.reportFileProperty()
                .get()
                .ifPresent(file -> links.open(file.toUri().toString())));
        var explained = new Explained(
                report,
                Bindings.createStringBinding(
                        () -> TEXTS.get(
                                model.runningProperty().get()
                                        ? "why.running"
                                        : model.emptyProperty().getValue() ? "why.empty" : "report.help"),
                        model.runningProperty(),
                        model.sessionProperty()));
        var box = new VBox(explained, open);
        box.getStyleClass().add("form");
        return box;
    }

    private Node card() {
        card.setId("export-card-text");
        card.setEditable(false);
        card.setPrefRowCount(CARD_ROWS);
        card.setMinHeight(Region.USE_PREF_SIZE);
        card.getStyleClass().addAll("small-text", "code");
        card.setAccessibleText(TEXTS.get("card"));
        card.textProperty().bind(model.cardProperty());
        card.visibleProperty().bind(card.textProperty().isNotEmpty());
        card.managedProperty().bind(card.visibleProperty());
        return card;
    }

    private Node button() {
        var export = new Button(TEXTS.get("export"), new FontIcon("mdi2e-export"));
        export.setId("export-start");
        export.getStyleClass().addAll("accent", "small");
        export.setMaxWidth(Double.MAX_VALUE);
        StringBinding why = Bindings.createStringBinding(
                this::why, model.runningProperty(), target.textProperty(), model.sessionProperty());
        export.disableProperty().bind(why.isNotEmpty());
        export.setOnAction(event -> export());
        var reason = new Label();
        reason.setId("export-why");
        reason.getStyleClass().addAll("muted", "small-text");
        reason.textProperty().bind(why);
        reason.visibleProperty().bind(why.isNotEmpty());
        reason.managedProperty().bind(reason.visibleProperty());
        var both = new VBox(export, reason);
        both.getStyleClass().add("form");
        return both;
    }

    /** Why nothing can be exported now; empty if it can. */
    private String why() {
        if (model.runningProperty().get()) {
            return TEXTS.get("why.running");
        }
        if (model.emptyProperty().getValue()) {
            return TEXTS.get("why.empty");
        }
        return path(target.getText()).isEmpty() ? TEXTS.get("why.no-name") : "";
    }

    /** Whether a file was chosen. */
    private boolean choose() {
        String ending = choices.format().ending();
        Optional<Path> chosen = dialogs.name(new FileDialogs.Target(
                FileKind.EXPORT,
                TEXTS.get("title.export"),
                "soup" + ending,
                new FileType(choices.format().id(), choices.format().endings())));
        chosen.ifPresent(file -> target.setText(file.toString()));
        return chosen.isPresent();
    }

    /** A name that was typed follows the format. */
    private void renamed(ExportFormat before, ExportFormat now) {
        target.setPromptText("soup" + now.ending());
        String name = target.getText();
        if (name.endsWith(before.ending())) {
            target.setText(name.substring(0, name.length() - before.ending().length()) + now.ending());
        }
        foresee();
    }

    private void export() {
        path(target.getText()).ifPresent(file -> model.export(choices.order(file)));
    }

    private void preview() {
        String name = target.getText().isBlank()
                ? target.getPromptText()
                : target.getText().strip();
        path(name).ifPresent(file -> model.preview(choices.order(file)));
    }
}
