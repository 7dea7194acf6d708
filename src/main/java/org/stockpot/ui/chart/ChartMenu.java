package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.session.ChartFile;
import org.stockpot.session.ChartOrder;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.ExplainedItem;

/**
 * What every chart can do, in its context menu, behind its small button and by the same keys: be copied as an image and
 * become PNG, SVG or CSV, at once or after a look at title, size and colours. Items of the chart itself come first.
 */
final class ChartMenu {
    private static final Texts TEXTS = Texts.of(ChartMenu.class);
    /** What its button takes in the upper right corner of a chart, in pixels. */
    static final double ROOM = 26;

    private static final int COPY_SCALE = 2;
    private static final int KEY_SCALE = 2;

    private final ChartView chart;
    private final ContextMenu popup = new ContextMenu();
    private final Button button = new Button();
    private ExportLook look = ExportLook.PRINT;

    /** Something all charts can do. */
    private record Command(String id, String text, Optional<KeyCombination> key, Runnable run) {
        MenuItem item() {
            var item = new MenuItem(text);
            item.setId(id);
            key.ifPresent(item::setAccelerator);
            item.setOnAction(event -> run.run());
            return item;
        }
    }

    ChartMenu(ChartView chart) {
        this.chart = chart;
        button.setGraphic(new FontIcon("mdi2d-dots-vertical"));
        button.getStyleClass().addAll("flat", "small", "chart-menu-button");
        button.idProperty().bind(chart.idProperty().map(id -> id + "-menu"));
        button.setAccessibleText(TEXTS.get("menu.button"));
        button.setTooltip(new Tooltip(TEXTS.get("menu.button")));
        // No menu button: its items' keys would hold for the whole window, whichever chart has the focus.
        button.setOnAction(event -> {
            popup.getItems().setAll(items());
            popup.show(button, Side.BOTTOM, 0, 0);
        });
        chart.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    Button button() {
        return button;
    }

    ExportLook look() {
        return look;
    }

    void setLook(ExportLook newLook) {
        look = newLook;
    }

    void show(double screenX, double screenY) {
        popup.getItems().setAll(items());
        popup.show(chart, screenX, screenY);
    }

    /** At the right edge, above the chart. */
    void place(double width) {
        button.autosize();
        button.relocate(width - button.getWidth() - 1, 1);
    }

    private List<MenuItem> items() {
        List<MenuItem> items = new ArrayList<>(chart.menuItems());
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        items.add(titled().item());
        items.add(copy().item());
        var png = new Menu(TEXTS.get("menu.png"));
        png.setId("chart-png");
        for (int scale = 1; scale <= ChartOrder.LARGEST_SCALE; scale++) {
            png.getItems().add(png(scale).item());
        }
        items.add(png);
        items.add(svg().item());
        items.add(ExplainedItem.of(csv().item(), chart.hasNumbers() ? "" : TEXTS.get("menu.csv.why")));
        items.add(new SeparatorMenuItem());
        items.add(check(
                "chart-as-on-screen",
                TEXTS.get("menu.screen"),
                look.asOnScreen(),
                on -> look = new ExportLook(on, look.transparent())));
        items.add(check(
                "chart-transparent",
                TEXTS.get("menu.transparent"),
                look.transparent(),
                on -> look = new ExportLook(look.asOnScreen(), on)));
        return items;
    }

    private void key(KeyEvent event) {
        for (Command command : List.of(titled(), copy(), png(KEY_SCALE), svg(), csv())) {
            if (command.key().filter(key -> key.match(event)).isPresent()) {
                command.run().run();
                event.consume();
            }
        }
    }

    private Command titled() {
        return new Command(
                "chart-export-titled",
                TEXTS.get("menu.titled"),
                keys("F2"),
                () -> new ExportDialog(chart).show(this::save));
    }

    private Command copy() {
        return new Command("chart-copy-image", TEXTS.get("menu.copy"), keys("Shortcut+C"), () -> {
            var content = new ClipboardContent();
            content.putImage(chart.export(look).image(COPY_SCALE));
            Clipboard.getSystemClipboard().setContent(content);
        });
    }

    private Command png(int scale) {
        return new Command(
                "chart-png-" + scale,
                TEXTS.get("menu.png.scale", Integer.toString(scale)),
                scale == KEY_SCALE ? keys("Shortcut+Shift+E") : Optional.empty(),
                () -> save(chart.export(look).png(scale)));
    }

    private Command svg() {
        return new Command(
                "chart-svg",
                TEXTS.get("menu.svg"),
                keys("Shortcut+Alt+E"),
                () -> save(chart.export(look).svg()));
    }

    private Command csv() {
        return new Command(
                "chart-csv",
                TEXTS.get("menu.csv"),
                keys("Shortcut+Shift+C"),
                () -> chart.export(look).csv().ifPresent(this::save));
    }

    private void save(ChartFile file) {
        chart.fireEvent(new SaveChartEvent(file));
    }

    static CheckMenuItem check(String id, String text, boolean on, Consumer<Boolean> action) {
        var item = new CheckMenuItem(text);
        // Names of ingredients and layer groups have underscores of their own.
        item.setMnemonicParsing(false);
        item.setId(id);
        item.setSelected(on);
        item.setOnAction(event -> action.accept(item.isSelected()));
        return item;
    }

    private static Optional<KeyCombination> keys(String keys) {
        return Optional.of(KeyCombination.valueOf(keys));
    }
}
