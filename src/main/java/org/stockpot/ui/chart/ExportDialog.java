package org.stockpot.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Control;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.ImageView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.stockpot.session.ChartFile;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.Explained;

/** Asks for title, size, format and look of a chart's file, beside a picture of what it will be. */
final class ExportDialog {
    private static final Texts TEXTS = Texts.of(ExportDialog.class);
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("error");
    private static final double PREVIEW_WIDTH = 400;
    private static final double PREVIEW_HEIGHT = 270;
    private static final int USUAL_SCALE = 2;

    private final ChartView chart;
    private final TextField title = new TextField();
    private final TextField width = number("chart-export-width", "export.width");
    private final TextField height = number("chart-export-height", "export.height");
    private final RadioButton png = format("chart-export-png", "export.png");
    private final RadioButton svg = format("chart-export-svg", "export.svg");
    private final RadioButton csv = format("chart-export-csv", "export.csv");
    private final ChoiceBox<Integer> scale = new ChoiceBox<>();
    private final CheckBox screen = check("chart-export-screen", "export.screen");
    private final CheckBox transparent = check("chart-export-transparent", "export.transparent");
    private final Label problem = new Label(TEXTS.get("export.why", ChartSize.LEAST, ChartSize.MOST));
    private final ImageView preview = new ImageView();
    private final Dialog<ButtonType> dialog = new Dialog<>();

    /** Shows the chart as it would be saved now. */
    ExportDialog(ChartView chart) {
        this.chart = chart;
        ChartSize size = chart.usualSize();
        title.setId("chart-export-title");
        title.setText(chart.titleProperty().get());
        title.setPromptText(TEXTS.get("export.untitled"));
        width.setText(Integer.toString((int) size.width()));
        height.setText(Integer.toString((int) size.height()));
        screen.setSelected(chart.look().asOnScreen());
        transparent.setSelected(chart.look().transparent());
        var formats = new ToggleGroup();
        List.of(png, svg, csv).forEach(one -> one.setToggleGroup(formats));
        png.setSelected(true);
        csv.setDisable(!chart.hasNumbers());
        scale.setId("chart-export-scale");
        scale.setAccessibleText(TEXTS.get("export.scale"));
        scale.getItems().setAll(1, 2, 3);
        scale.setValue(USUAL_SCALE);
        scale.setConverter(new Worded<Integer>(times -> TEXTS.get("export.times", times)));
        scale.disableProperty().bind(png.selectedProperty().not());
        for (Node pictorial : List.of(width, height, screen, transparent)) {
            pictorial.disableProperty().bind(csv.selectedProperty());
        }
        problem.setId("chart-export-problem");
        problem.getStyleClass().addAll("problem", "small-text");
        preview.setId("chart-export-preview");
        preview.setPreserveRatio(true);
        preview.setFitWidth(PREVIEW_WIDTH);
        preview.setFitHeight(PREVIEW_HEIGHT);
        List.of(title, width, height)
                .forEach(field -> field.textProperty().addListener((observable, before, now) -> draw()));
        List.of(screen, transparent)
                .forEach(box -> box.selectedProperty().addListener((observable, before, now) -> draw()));
    }

    /**
     * Asks, and remembers title and look for the next time.
     *
     * @param then receives the file; not called if the user changes their mind
     */
    void show(Consumer<ChartFile> then) {
        var save = new ButtonType(TEXTS.get("export.save"), ButtonBar.ButtonData.OK_DONE);
        dialog.setTitle(TEXTS.get("export.title"));
        dialog.getDialogPane().setId("chart-export");
        dialog.getDialogPane().getButtonTypes().setAll(save, ButtonType.CANCEL);
        dialog.getDialogPane().setContent(content());
        Node button = dialog.getDialogPane().lookupButton(save);
        button.setId("chart-export-save");
        problem.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> !csv.isSelected() && size().isEmpty(),
                        csv.selectedProperty(),
                        width.textProperty(),
                        height.textProperty()));
        button.disableProperty().bind(problem.visibleProperty());
        Scene owner = chart.getScene();
        dialog.initOwner(owner.getWindow());
        // Dialogs do not inherit what their window wears.
        dialog.getDialogPane().getScene().getStylesheets().setAll(owner.getStylesheets());
        draw();
        dialog.setOnHidden(event -> {
            if (dialog.getResult() == save) {
                chart.titleProperty().set(title.getText().strip());
                chart.setLook(look());
                then.accept(file());
            }
        });
        dialog.show();
        title.requestFocus();
    }

    private Node content() {
        var grid = new GridPane();
        grid.getStyleClass().add("chart-export");
        grid.addRow(0, label("export.chart-title", title), title);
        String range = TEXTS.get("export.range", ChartSize.LEAST, ChartSize.MOST);
        var sizes = new HBox(
                forPictures(width, range),
                new Label("×"),
                forPictures(height, range),
                new Label(TEXTS.get("export.pixels")));
        sizes.setAlignment(Pos.CENTER_LEFT);
        grid.addRow(1, label("export.size", width), new VBox(sizes, problem));
        var formats = new HBox(
                png,
                new Explained(scale, TEXTS.get("export.scale"), TEXTS.get("export.scale.why")),
                svg,
                new Explained(csv, TEXTS.get("export.csv.help"), TEXTS.get("menu.csv.why")));
        formats.setAlignment(Pos.CENTER_LEFT);
        grid.addRow(2, label("export.format", png), formats);
        grid.addRow(
                3,
                label("export.look", screen),
                new VBox(
                        forPictures(screen, TEXTS.get("export.screen.help")),
                        forPictures(transparent, TEXTS.get("export.transparent.help"))));
        List.of(sizes, formats).forEach(row -> row.getStyleClass().add("form-row"));
        var paper = new StackPane(preview);
        paper.getStyleClass().add("chart-export-paper");
        paper.setMinSize(PREVIEW_WIDTH, PREVIEW_HEIGHT);
        var all = new VBox(grid, paper);
        all.getStyleClass().addAll("form", "chart-export-form");
        return all;
    }

    /** What only pictures have. */
    private static Node forPictures(Control control, String help) {
        var explained = new Explained(control, help, TEXTS.get("export.csv.why"));
        explained.setAlignment(Pos.CENTER_LEFT);
        return explained;
    }

    private ExportLook look() {
        return new ExportLook(screen.isSelected(), transparent.isSelected());
    }

    private Optional<ChartSize> size() {
        return ChartSize.parse(width.getText(), height.getText());
    }

    private ChartFile file() {
        ChartExport export = export();
        return svg.isSelected()
                ? export.svg()
                : csv.isSelected() ? export.csv().orElseThrow() : export.png(scale.getValue());
    }

    private ChartExport export() {
        return chart.export(title.getText().strip(), look(), size().orElseGet(chart::usualSize));
    }

    private void draw() {
        width.pseudoClassStateChanged(ERROR, !ChartSize.isSide(width.getText()));
        height.pseudoClassStateChanged(ERROR, !ChartSize.isSide(height.getText()));
        preview.setImage(export().image(1));
    }

    private static Label label(String key, Node of) {
        var label = new Label(TEXTS.get(key));
        label.setLabelFor(of);
        label.getStyleClass().add("muted");
        return label;
    }

    private static TextField number(String id, String key) {
        var field = new TextField();
        field.setId(id);
        field.setPrefColumnCount(5);
        field.setAccessibleText(TEXTS.get(key));
        return field;
    }

    private static RadioButton format(String id, String key) {
        var button = new RadioButton(TEXTS.get(key));
        button.setId(id);
        return button;
    }

    private static CheckBox check(String id, String key) {
        var box = new CheckBox(TEXTS.get(key));
        box.setId(id);
        return box;
    }
}
