package org.stockpot.ui.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Finding.Kind;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.session.FileReport;
import org.stockpot.session.SessionReport;
import org.stockpot.session.Source;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/** How many things are worth knowing about a file, and how bad the worst is; a click lists them. */
final class FindingsMark extends Button {
    private static final Texts TEXTS = Texts.of(FindingsMark.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();
    private static final String FINE = "mdi2c-check-circle-outline";
    /** Height of a line in the list, in sizes of the mark's own text. */
    private static final double LINE = 1.63;

    private static final int MOST_LINES = 18;
    private static final int LINE_LENGTH = 58;

    private final LibraryModel model;
    private final Source source;
    private final FontIcon icon = new FontIcon("mdi2p-progress-clock");
    private final String id;
    private final ChangeListener<SessionReport> listener;
    private Optional<PopOver> shown = Optional.empty();

    FindingsMark(String id, LibraryModel model, Source source) {
        this.id = id + "-findings";
        this.model = model;
        this.source = source;
        setId(this.id);
        getStyleClass().addAll("flat", "small", "findings-mark");
        setGraphic(icon);
        setMinWidth(Region.USE_PREF_SIZE);
        setOnAction(event -> toggle());
        show(model.reportProperty().get().of(source));
        listener = (observable, before, now) -> {
            if (!now.of(source).equals(before.of(source))) {
                show(now.of(source));
            }
        };
        // Cards come and go with every change of the library; the model must not keep them.
        model.reportProperty().addListener(new WeakChangeListener<>(listener));
    }

    private void show(FileReport report) {
        getStyleClass().removeAll("error", "warning", "info", "fine");
        int count = report.findings().size();
        String look = report.severity()
                .map(worst -> worst.name().toLowerCase(Locale.ROOT))
                .orElse(report.examined() ? "fine" : "info");
        getStyleClass().add(look);
        icon.setIconLiteral(
                report.severity().map(FindingsMark::icon).orElse(report.examined() ? FINE : "mdi2p-progress-clock"));
        setText(count == 0 ? "" : Integer.toString(count));
        String spoken = spoken(report);
        setAccessibleText(TEXTS.get("findings.label", source.name(), spoken));
        var tooltip = new Tooltip(spoken);
        tooltip.setWrapText(true);
        tooltip.getStyleClass().add("findings-tip");
        setTooltip(tooltip);
        shown.ifPresent(popOver -> popOver.setContentNode(list(report)));
    }

    private static String spoken(FileReport report) {
        List<String> lines = new ArrayList<>();
        report.findings().forEach(one -> lines.add(GLOSSARY.words(one.told())));
        if (!report.examined()) {
            lines.add(TEXTS.get("findings.not-examined"));
        } else if (lines.isEmpty()) {
            lines.add(TEXTS.get("findings.fine"));
        }
        return lines.stream().collect(Collectors.joining("\n"));
    }

    private void toggle() {
        if (shown.isPresent()) {
            shown.get().hide();
            return;
        }
        var popOver = new PopOver(list(model.reportProperty().get().of(source)));
        popOver.setArrowLocation(PopOver.ArrowLocation.LEFT_TOP);
        popOver.setAnimated(false);
        popOver.setDetachable(false);
        popOver.getRoot().getStylesheets().setAll(getScene().getStylesheets());
        popOver.setOnHidden(event -> shown = Optional.empty());
        shown = Optional.of(popOver);
        popOver.show(this);
    }

    private Node list(FileReport report) {
        var title = new Label(source.name());
        title.getStyleClass().add("panel-title");
        var lines = new VBox();
        lines.setId(id + "-list");
        lines.getStyleClass().add("findings-lines");
        for (Finding one : report.findings()) {
            lines.getChildren().add(line(one));
        }
        if (!report.examined() || report.findings().isEmpty()) {
            var rest = new Label(report.examined() ? TEXTS.get("findings.fine") : TEXTS.get("findings.not-examined"));
            rest.getStyleClass().add("muted");
            lines.getChildren().add(rest);
        }
        var scroll = new ScrollPane(lines);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        double line = LINE * getFont().getSize();
        scroll.setMinHeight(line * Math.min(MOST_LINES, lines(report)));
        scroll.setMaxHeight(line * MOST_LINES);
        var box = new VBox(title, scroll);
        box.getStyleClass().add("findings-box");
        remedy(report).ifPresent(box.getChildren()::add);
        return box;
    }

    /** Roughly; a pop-over asks for its size before texts know how they are wrapped. */
    private static double lines(FileReport report) {
        double all = report.examined() && !report.findings().isEmpty() ? 0 : 1;
        for (Finding one : report.findings()) {
            int lines = 1 + GLOSSARY.words(one.told()).length() / LINE_LENGTH;
            String advice = advice(one);
            lines += advice.isEmpty() ? 0 : 1 + advice.length() / LINE_LENGTH;
            all += lines + 0.5;
        }
        return all;
    }

    private static Node line(Finding one) {
        var mark = new FontIcon(icon(one.severity()));
        var text = new Label(GLOSSARY.words(one.told()));
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        var texts = new VBox(text);
        if (!advice(one).isEmpty()) {
            var advice = new Label(advice(one));
            advice.setWrapText(true);
            advice.setMinHeight(Region.USE_PREF_SIZE);
            advice.getStyleClass().add("muted");
            texts.getChildren().add(advice);
        }
        HBox.setHgrow(texts, Priority.ALWAYS);
        var line = new HBox(mark, texts);
        line.getStyleClass().addAll("finding", one.severity().name().toLowerCase(Locale.ROOT));
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }

    private static String advice(Finding one) {
        return ADVICE.of(one.advised().map(GLOSSARY::words).orElse(""), one.hints());
    }

    /** What one click can do about it. */
    private Optional<Button> remedy(FileReport report) {
        if (has(report, Kind.STRANGERS)) {
            return Optional.of(
                    button("-weights-only", TEXTS.get("findings.weights-only"), () -> model.readWeightsOnly(source)));
        }
        if (has(report, Kind.NON_FINITE)) {
            return Optional.of(button("-allow", TEXTS.get("findings.allow"), model::allowNonFinite));
        }
        return Optional.empty();
    }

    private static boolean has(FileReport report, Kind kind) {
        return report.findings().stream().anyMatch(one -> one.kind() == kind && one.severity() == Severity.ERROR);
    }

    private Button button(String suffix, String text, Runnable action) {
        var button = new Button(text);
        button.setId(id + suffix);
        button.getStyleClass().add("small");
        button.setOnAction(event -> {
            shown.ifPresent(PopOver::hide);
            action.run();
        });
        return button;
    }

    private static String icon(Severity severity) {
        return switch (severity) {
            case ERROR -> "mdi2a-alert-octagon-outline";
            case WARNING -> "mdi2a-alert-outline";
            case INFO -> "mdi2i-information-outline";
        };
    }
}
