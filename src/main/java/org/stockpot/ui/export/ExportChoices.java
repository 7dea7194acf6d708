package org.stockpot.ui.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.data.DataRef;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.ExportOrder;
import org.stockpot.tensor.DType;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;
import org.stockpot.ui.theme.Explained;
import org.stockpot.ui.theme.WrapBar;

/** How to write: format, element type, shards, card. Layout only. */
final class ExportChoices extends VBox {
    private static final Texts TEXTS = Texts.of(ExportChoices.class);
    private static final long GB = 1_000_000_000;

    private final ComboBox<ExportFormat> format =
            new ComboBox<>(FXCollections.observableArrayList(ExportFormat.values()));
    private final ComboBox<Optional<DType>> dtype = new ComboBox<>(FXCollections.observableArrayList(List.of(
            Optional.empty(),
            Optional.of(DType.F64),
            Optional.of(DType.F32),
            Optional.of(DType.F16),
            Optional.of(DType.BF16))));
    private final ComboBox<Long> shards = new ComboBox<>(FXCollections.observableArrayList(0L, GB, 2 * GB, 5 * GB));
    private final CheckBox card = new CheckBox(TEXTS.get("choice.card"));

    private final ComboBox<Optional<DataRef>> batchNorm = new ComboBox<>();
    private final ObservableValue<List<DataRef>> sets;
    private final BooleanSupplier hasBatchNorm;

    /**
     * @param sets on which batch-norm statistics can be measured anew
     * @param hasBatchNorm whether there are such statistics
     * @param preview what the preview button does
     * @param changed hears the format before and the format now
     * @param altered runs after every other change
     */
    ExportChoices(
            ObservableValue<List<DataRef>> sets,
            BooleanSupplier hasBatchNorm,
            Runnable preview,
            BiConsumer<ExportFormat, ExportFormat> changed,
            Runnable altered) {
        this.sets = sets;
        this.hasBatchNorm = hasBatchNorm;
        getStyleClass().add("form");
        choice(format, "export-format", TEXTS.get("choice.format.help"), ExportChoices::text, ExportFormat.SAFETENSORS);
        format.valueProperty().addListener((observable, before, now) -> changed.accept(before, now));
        choice(
                dtype,
                "export-dtype",
                TEXTS.get("choice.dtype.help"),
                type -> type.map(DType::name).orElse(TEXTS.get("choice.dtype.sources")),
                Optional.empty());
        choice(
                shards,
                "export-shards",
                TEXTS.get("choice.shards.help"),
                size -> size == 0 ? TEXTS.get("choice.shards.one") : TEXTS.get("choice.shards.most", size / GB),
                0L);
        choice(
                batchNorm,
                "export-batch-norm",
                TEXTS.get("choice.batch-norm.help"),
                set -> set.map(data -> TEXTS.get("choice.batch-norm.anew", data.name()))
                        .orElse(averaged()),
                Optional.empty());
        sets.addListener((observable, before, now) -> offer());
        offer();
        shards.disableProperty().bind(format.valueProperty().map(one -> one != ExportFormat.SAFETENSORS));
        card.setId("export-card");
        card.setSelected(true);
        card.setTooltip(new Tooltip(TEXTS.get("choice.card.help")));
        dtype.valueProperty().addListener(observable -> altered.run());
        shards.valueProperty().addListener(observable -> altered.run());
        card.selectedProperty().addListener(observable -> altered.run());
        var show = new Button(TEXTS.get("choice.preview"));
        show.setId("export-card-preview");
        show.getStyleClass().addAll("small", "flat");
        show.disableProperty().bind(card.selectedProperty().not());
        show.setOnAction(event -> preview.run());
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var cards = new WrapBar(
                card, space, new Explained(show, TEXTS.get("choice.preview.help"), TEXTS.get("choice.preview.why")));
        getChildren().addAll(grid(), cards);
    }

    /** The format chosen. */
    ExportFormat format() {
        return format.getValue();
    }

    /** What was chosen, for a file. */
    ExportOrder order(Path target) {
        boolean sharded = shards.getValue() > 0 && format.getValue() == ExportFormat.SAFETENSORS;
        return ExportOrder.to(target)
                .withFormat(format.getValue())
                .withDType(dtype.getValue())
                .withShards(sharded ? OptionalLong.of(shards.getValue()) : OptionalLong.empty())
                .withBatchNorm(batchNorm.getValue())
                .withCard(card.isSelected());
    }

    private Node grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("form-grid");
        grid.setHgap(8);
        grid.setVgap(4);
        grid.addRow(0, name(TEXTS.get("choice.format")), format);
        grid.addRow(1, name(TEXTS.get("choice.dtype")), dtype);
        grid.addRow(2, name(TEXTS.get("choice.shards")), shards);
        grid.addRow(3, name(TEXTS.get("choice.batch-norm")), batchNorm);
        for (Region box : List.of(format, dtype, shards, batchNorm)) {
            GridPane.setHgrow(box, Priority.ALWAYS);
        }
        return grid;
    }

    private static Label name(String text) {
        var label = new Label(text);
        label.getStyleClass().addAll("muted", "small-text");
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private void offer() {
        List<Optional<DataRef>> all = new ArrayList<>(List.of(Optional.empty()));
        sets.getValue().forEach(data -> all.add(Optional.of(data)));
        Optional<DataRef> chosen = batchNorm.getValue();
        batchNorm.getItems().setAll(all);
        batchNorm.setValue(all.contains(chosen) ? chosen : Optional.empty());
        batchNorm.setDisable(all.size() == 1);
    }

    /** What happens without a choice, and why there is none. */
    private String averaged() {
        if (!hasBatchNorm.getAsBoolean()) {
            return TEXTS.get("choice.batch-norm.none");
        }
        return TEXTS.get(sets.getValue().isEmpty() ? "choice.batch-norm.no-set" : "choice.batch-norm.averaged");
    }

    private static String text(ExportFormat format) {
        return switch (format) {
            case SAFETENSORS -> TEXTS.get("format.safetensors");
            case TORCH -> TEXTS.get("format.torch");
            case TORCHSCRIPT -> TEXTS.get("format.torchscript");
        };
    }

    private static <T> void choice(ComboBox<T> box, String id, String told, Function<T, String> text, T initial) {
        box.setId(id);
        box.getStyleClass().add("small");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(told);
        box.setTooltip(new Tooltip(told));
        box.setConverter(new Worded<>(text));
        box.setValue(initial);
    }
}
