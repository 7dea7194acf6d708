package org.stockpot.ui;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.ui.chart.SaveChartEvent;
import org.stockpot.ui.charts.ChartDialogs;
import org.stockpot.ui.charts.ChartsRoom;
import org.stockpot.ui.charts.MachineModel;
import org.stockpot.ui.data.DataView;
import org.stockpot.ui.difference.DifferenceCharts;
import org.stockpot.ui.difference.DifferenceView;
import org.stockpot.ui.explain.ExplainView;
import org.stockpot.ui.export.ExportView;
import org.stockpot.ui.files.FileDialogs;
import org.stockpot.ui.library.LibraryRoom;
import org.stockpot.ui.library.LibraryView;
import org.stockpot.ui.library.ValueCharts;
import org.stockpot.ui.live.LiveView;
import org.stockpot.ui.live.Reading;
import org.stockpot.ui.mix.MixView;
import org.stockpot.ui.search.SearchView;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.stockpot.ui.trials.TrialsView;

/** What the window shows: menus and tools on top, the rail of rooms left of the room one is in, tasks at the bottom. */
final class MainView extends StackPane {
    private static final Texts TEXTS = Texts.of(MainView.class);

    /** The style class of fields that search in a room. */
    private static final String FIND = "find-field";

    private final Kitchen kitchen;
    private final Actions actions;
    private final FileDialogs dialogs;
    private final ObservableValue<Theme> theme;
    private final QueueLane io;
    private final DifferenceCharts differences;
    private final ValueCharts values;
    private final RoomRail rail;
    private final Menus menus;
    private final ExportView export;
    private final StatusLine status;
    private final Overlay pages = new Overlay();
    private final Label overlay = new Label();

    /**
     * @param dialogs ask for files
     * @param recent the menu of sessions that were worked on
     * @param strip stands under the toolbar
     * @param io where memory is measured
     * @param dropped receives files that were dropped anywhere on the window
     */
    MainView(
            Kitchen kitchen,
            Appearance appearance,
            Actions actions,
            FileDialogs dialogs,
            Menu recent,
            Node strip,
            QueueLane io,
            Consumer<List<Path>> dropped) {
        this.kitchen = kitchen;
        this.actions = actions;
        this.dialogs = dialogs;
        this.theme = appearance.themeProperty();
        this.export = new ExportView(kitchen.export(), kitchen.links(), dialogs);
        this.io = io;
        this.differences = new DifferenceCharts(kitchen.differences(), theme);
        this.values = new ValueCharts(kitchen.details(), theme);
        this.rail = new RoomRail(furnished());
        setId("main-view");
        getStyleClass().add("main-view");
        actions.addRooms(rail.rooms(), room -> rail.show(room.id()));
        this.menus = new Menus(actions, recent);
        this.status = new StatusLine(kitchen.tasks(), kitchen.notices(), io, facts(), device());
        var page = new BorderPane();
        page.setTop(new VBox(menus.bar(), ToolLine.of(actions), strip, new NoticeBar(kitchen.notices())));
        page.setLeft(scrolling(rail));
        page.setCenter(rail.current());
        page.setBottom(status);
        overlay.setId("drop-overlay");
        overlay.getStyleClass().add("drop-overlay");
        overlay.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        overlay.setMouseTransparent(true);
        overlay.setVisible(false);
        overlay.setGraphic(new FontIcon("mdi2t-tray-arrow-down"));
        getChildren().addAll(page, pages, overlay);
        acceptDrops(dropped);
        kitchen.charts().saver().setAsking(file -> ChartDialogs.file(dialogs, file));
        kitchen.charts().setOnCompare((one, other) -> {
            rail.show("trials");
            kitchen.trials().compare(one, other);
        });
        addEventHandler(SaveChartEvent.SAVE, kitchen.charts().saver()::save);
    }

    /** The rail takes no more height than there is; with large text in a small window one turns the wheel over it. */
    private static ScrollPane scrolling(RoomRail rail) {
        var scroll = new ScrollPane(rail);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        return scroll;
    }

    /** Once per pulse. */
    void poll() {
        status.poll();
    }

    /** Every room, in the order of the rail. */
    List<Room> rooms() {
        return rail.rooms();
    }

    /** The menu bar, and all keys. */
    Menus menus() {
        return menus;
    }

    /** The line at the bottom. */
    StatusLine status() {
        return status;
    }

    /** Pages over the window. */
    Overlay pages() {
        return pages;
    }

    /** The id of the room one is in. */
    ReadOnlyStringProperty enteredProperty() {
        return rail.enteredProperty();
    }

    /** Whether there is such a room. */
    boolean hasRoom(String id) {
        return rooms().stream().anyMatch(room -> room.id().equals(id));
    }

    /** Goes to a room. */
    void show(String room) {
        rail.show(room);
    }

    /** Goes to the search field of the room; false if it has none. */
    boolean find() {
        for (Node field : rail.current().lookupAll("." + FIND)) {
            if (isSeen(field)) {
                pages.hide();
                field.requestFocus();
                return true;
            }
        }
        return false;
    }

    private static boolean isSeen(Node node) {
        return node.isVisible() && (node.getParent() == null || isSeen(node.getParent()));
    }

    /** Goes to the export room and asks for a file. */
    void showExport() {
        rail.show("export");
        export.chooseAndExport();
    }

    /** Goes to the export room and asks where a report goes. */
    void showReport() {
        rail.show("export");
        export.chooseAndReport();
    }

    /** One line per room. */
    private List<Room> furnished() {
        return List.of(
                room("mix", "mdi2t-tune-vertical", this::mixRoom),
                room("library", "mdi2b-bookshelf", this::libraryRoom),
                room("differences", "mdi2g-grid", this::differenceRoom),
                room("charts", "mdi2c-chart-scatter-plot", this::chartsRoom),
                room(
                        "search",
                        "mdi2a-auto-fix",
                        () -> new SearchView(kitchen.search(), kitchen.cook(), kitchen.links(), dialogs, theme)),
                room("trials", "mdi2f-format-list-numbered", () -> new TrialsView(kitchen.trials(), dialogs)),
                room("data", "mdi2i-image-multiple-outline", this::dataRoom),
                room("explain", "mdi2s-stethoscope", () -> new ExplainView(kitchen.explain(), theme)),
                room("export", "mdi2e-export", () -> export));
    }

    private static Room room(String id, String icon, Supplier<Node> content) {
        return new Room(id, TEXTS.get("room." + id), icon, content);
    }

    private Node mixRoom() {
        var library = new LibraryView(kitchen.library(), kitchen.swatches(), theme, libraryCommands());
        var mix = new MixView(kitchen.mix(), kitchen.swatches(), theme, new LiveView(kitchen.live()));
        var all = new SplitPane(library, mix, new ChartsPanel(kitchen.charts(), theme));
        all.setId("split-main");
        all.setDividerPositions(0.23, 0.7);
        SplitPane.setResizableWithParent(library, false);
        return all;
    }

    private LibraryView.Commands libraryCommands() {
        return new LibraryView.Commands(
                actions.doing()::addCheckpoints,
                actions.doing()::addBase,
                actions.doing()::openDemo,
                actions.doing()::measureSolo);
    }

    private Node libraryRoom() {
        return new LibraryRoom(
                kitchen.library(), kitchen.details(), kitchen.swatches(), values, theme, libraryCommands());
    }

    /** A cell's slider is in the room where mixes are made. */
    private Node differenceRoom() {
        kitchen.differences().setOnSlider(cell -> {
            rail.show("mix");
            kitchen.mix().seek(cell.ingredient(), cell.group());
        });
        return new DifferenceView(kitchen.differences(), differences);
    }

    private Node chartsRoom() {
        var room = new ChartsRoom(
                kitchen.charts(),
                new MachineModel(kitchen.tasks(), kitchen.live(), io),
                theme,
                differences.and(values));
        room.setAskingForFolder(() -> ChartDialogs.folder(dialogs));
        return room;
    }

    private Node dataRoom() {
        return new DataView(kitchen.data(), kitchen.gallery(), kitchen.opened().openedProperty(), dialogs);
    }

    private ObservableValue<String> facts() {
        return Bindings.createStringBinding(
                () -> {
                    Session now = kitchen.session().session();
                    String network = kitchen.opened()
                            .openedProperty()
                            .get()
                            .map(opened -> opened.network().brief())
                            .or(() -> kitchen.opened().problemProperty().get())
                            .orElse("");
                    String count =
                            TEXTS.get("status.ingredients", now.ingredients().size());
                    return network.isEmpty() ? count : count + " · " + network;
                },
                kitchen.session().sessionProperty(),
                kitchen.opened().openedProperty(),
                kitchen.opened().problemProperty());
    }

    private ObservableValue<String> device() {
        return kitchen.live().readingProperty().map(Reading::device);
    }

    private void acceptDrops(Consumer<List<Path>> dropped) {
        setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
                overlay.setText(DropWords.of(event.getDragboard().getFiles()));
                overlay.setVisible(true);
            }
        });
        setOnDragExited(event -> overlay.setVisible(false));
        setOnDragDropped(event -> {
            overlay.setVisible(false);
            if (event.getDragboard().hasFiles()) {
                dropped.accept(event.getDragboard().getFiles().stream()
                        .map(File::toPath)
                        .toList());
                event.setDropCompleted(true);
            }
        });
        setAlignment(overlay, Pos.CENTER);
    }
}
