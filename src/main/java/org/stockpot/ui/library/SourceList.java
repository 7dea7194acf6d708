package org.stockpot.ui.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.InvalidationListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;
import org.stockpot.session.Source;
import org.stockpot.ui.library.SourceCard.Entry;
import org.stockpot.ui.state.Swatches;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.DragOrder;
import org.stockpot.ui.theme.Theme;

/** The base and the ingredients, one card each; Alt with an arrow key, or dragging, changes their order. */
final class SourceList extends ListView<Entry> {
    private static final Texts TEXTS = Texts.of(SourceList.class);

    private final LibraryModel library;
    private final DetailsModel details;
    private final Swatches swatches;
    private boolean filling;

    SourceList(LibraryModel library, DetailsModel details, Swatches swatches, ObservableValue<Theme> theme) {
        this.library = library;
        this.details = details;
        this.swatches = swatches;
        setId("library-sources");
        getStyleClass().add("source-list");
        setAccessibleText(TEXTS.get("room.list"));
        var order = new DragOrder("ingredient", library::move);
        setCellFactory(list -> new Cell(library, theme, order));
        getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null && !filling) {
                details.select(now.source());
            }
        });
        addEventFilter(KeyEvent.KEY_PRESSED, this::reorder);
        InvalidationListener fill = changed -> fill();
        library.shelfProperty().addListener(fill);
        details.headersProperty().addListener(fill);
        details.selectedProperty().addListener((observable, before, now) -> mark());
        fill();
    }

    private void reorder(KeyEvent event) {
        int step = event.getCode() == KeyCode.UP ? -1 : event.getCode() == KeyCode.DOWN ? 1 : 0;
        @Nullable Entry entry = getSelectionModel().getSelectedItem();
        if (event.isAltDown() && step != 0 && entry != null) {
            if (!entry.isBase()) {
                library.move(entry.ingredient(), entry.ingredient() + step);
            }
            event.consume();
        }
    }

    private void fill() {
        LibraryModel.Shelf shelf = library.shelf();
        Map<Path, DetailsModel.Header> headers = details.headersProperty().get();
        List<Entry> entries = new ArrayList<>();
        shelf.base().ifPresent(base -> entries.add(entry(base, -1, 0, headers)));
        for (int ingredient = 0; ingredient < shelf.ingredients().size(); ingredient++) {
            Source source = shelf.ingredients().get(ingredient);
            entries.add(entry(source, ingredient, swatches.of(source), headers));
        }
        filling = true;
        getItems().setAll(entries);
        filling = false;
        mark();
    }

    private static Entry entry(Source source, int place, int palette, Map<Path, DetailsModel.Header> headers) {
        return new Entry(source, place, palette, Optional.ofNullable(headers.get(source.path())));
    }

    private void mark() {
        filling = true;
        details.selectedProperty().get().ifPresent(source -> {
            for (Entry entry : getItems()) {
                if (entry.source().path().equals(source.path())) {
                    getSelectionModel().select(entry);
                }
            }
        });
        filling = false;
    }

    private static final class Cell extends ListCell<Entry> {
        private final LibraryModel library;
        private final ObservableValue<Theme> theme;

        Cell(LibraryModel library, ObservableValue<Theme> theme, DragOrder order) {
            this.library = library;
            this.theme = theme;
            // As wide as the list, however long names are.
            setPrefWidth(0);
            order.on(this, () -> {
                Entry entry = getItem();
                return entry == null || entry.isBase() ? OptionalInt.empty() : OptionalInt.of(entry.ingredient());
            });
        }

        @Override
        protected void updateItem(@Nullable Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(null);
            setGraphic(entry == null || empty ? null : new SourceCard(library, entry, theme));
            setAccessibleText(
                    entry == null
                            ? null
                            : CardView.spoken(entry.source(), library.shelf().scores()));
        }
    }
}
