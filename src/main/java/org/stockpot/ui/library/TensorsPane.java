package org.stockpot.ui.library;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.stockpot.session.SourceDetails;
import org.stockpot.tensor.TensorSpec;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.theme.Columns;

/** The tensors of a checkpoint as a tree with a search field, below it the values of one. Layout and bindings only. */
final class TensorsPane extends SplitPane {
    private static final Texts TEXTS = Texts.of(TensorsPane.class);
    /** So many tensors are shown without opening branches by hand. */
    private static final int FEW = 60;
    /** How much narrower than usual columns may be made. */
    private static final double LEAST = 0.7;

    private final DetailsModel model;
    private final TreeTableView<TensorTree> tree = new TreeTableView<>();
    private Map<String, TensorSpec> shown = Map.of();
    private String searched = "";
    private boolean filling;

    TensorsPane(DetailsModel model, ValueCharts charts) {
        this.model = model;
        setId("details-split");
        setOrientation(Orientation.VERTICAL);
        setDividerPositions(0.6);
        getItems().addAll(tensors(), new ValuesPane(model, charts));
        InvalidationListener show = changed -> show();
        model.selectedProperty().addListener(show);
        model.headersProperty().addListener(show);
        model.searchProperty().addListener(show);
        show();
    }

    private Node tensors() {
        var search = new TextField();
        search.setId("details-search");
        search.getStyleClass().add("find-field");
        search.setPromptText(TEXTS.get("tensors.search"));
        search.setAccessibleText(TEXTS.get("tensors.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        tree.setId("details-tensors");
        tree.getStyleClass().addAll("dense", "details-tree");
        tree.setShowRoot(false);
        tree.setAccessibleText(TEXTS.get("details.tensors"));
        tree.setPlaceholder(new Label(TEXTS.get("tensors.none")));
        tree.getColumns().add(column("tensors.name", 260, TensorTree::label));
        tree.getColumns()
                .add(column(
                        "tensors.shape",
                        110,
                        one -> one.spec()
                                .map(spec -> spec.shape().toString())
                                .orElseGet(() -> TEXTS.get("tensors.count", one.tensors()))));
        tree.getColumns()
                .add(column(
                        "tensors.dtype",
                        56,
                        one -> one.spec().map(spec -> spec.dtype().name()).orElse("")));
        tree.getColumns().add(column("tensors.bytes", 74, one -> Sizes.bytes(one.bytes())));
        tree.setColumnResizePolicy(Columns.ofTree());
        tree.getSelectionModel().selectedItemProperty().addListener((observable, before, now) -> {
            if (now != null && !filling && now.getValue().isTensor()) {
                model.tensorProperty().set(Optional.of(now.getValue().name()));
            }
        });
        VBox.setVgrow(tree, Priority.ALWAYS);
        var box = new VBox(search, tree);
        box.getStyleClass().add("details-tensors");
        return box;
    }

    private static TreeTableColumn<TensorTree, String> column(
            String key, double width, Function<TensorTree, String> text) {
        var column = new TreeTableColumn<TensorTree, String>(TEXTS.get(key));
        column.setPrefWidth(width);
        column.setMinWidth(LEAST * width);
        column.setSortable(false);
        column.setCellValueFactory(
                row -> new ReadOnlyStringWrapper(text.apply(row.getValue().getValue())).getReadOnlyProperty());
        return column;
    }

    private void show() {
        Map<String, TensorSpec> tensors = model.selectedProperty()
                .get()
                .flatMap(model::details)
                .map(SourceDetails::tensors)
                .orElse(Map.of());
        String search = model.searchProperty().get();
        if (tensors.equals(shown) && search.equals(searched) && tree.getRoot() != null) {
            return;
        }
        shown = tensors;
        searched = search;
        TensorTree found = TensorTree.of(tensors, search);
        filling = true;
        tree.setRoot(item(found, found.tensors() <= FEW || !search.isBlank(), 0));
        model.tensorProperty().get().ifPresent(this::mark);
        filling = false;
    }

    private static TreeItem<TensorTree> item(TensorTree tree, boolean open, int depth) {
        var item = new TreeItem<>(tree);
        item.setExpanded(open || depth < 2);
        tree.children().forEach(child -> item.getChildren().add(item(child, open, depth + 1)));
        return item;
    }

    private void mark(String tensor) {
        find(tree.getRoot(), tensor).ifPresent(item -> {
            for (TreeItem<TensorTree> above = item.getParent(); above != null; above = above.getParent()) {
                above.setExpanded(true);
            }
            tree.getSelectionModel().select(item);
        });
    }

    private static Optional<TreeItem<TensorTree>> find(TreeItem<TensorTree> from, String tensor) {
        if (from.getValue().isTensor() && from.getValue().name().equals(tensor)) {
            return Optional.of(from);
        }
        return from.getChildren().stream()
                .flatMap(child -> find(child, tensor).stream())
                .findFirst();
    }
}
