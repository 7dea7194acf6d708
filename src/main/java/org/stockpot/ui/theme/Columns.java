package org.stockpot.ui.theme;

import javafx.scene.control.ResizeFeaturesBase;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TreeTableView;
import javafx.util.Callback;

/**
 * Columns that fill their table where there is room for the least width of each, so that nothing hides at the right; where
 * large text or a narrow window leaves less, they have their least widths until the user widens one, and one scrolls.
 */
public final class Columns {
    private Columns() {}

    /** For a table. */
    @SuppressWarnings("rawtypes") // as the toolkit has it
    public static Callback<TableView.ResizeFeatures, Boolean> ofTable() {
        return change -> {
            if (fits(change.getTable().getWidth(), change.getTable().getVisibleLeafColumns())) {
                return TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN.call(change);
            }
            narrow(change, change.getTable().getVisibleLeafColumns());
            return TableView.UNCONSTRAINED_RESIZE_POLICY.call(change);
        };
    }

    /** For a table with branches. */
    @SuppressWarnings("rawtypes") // as the toolkit has it
    public static Callback<TreeTableView.ResizeFeatures, Boolean> ofTree() {
        return change -> {
            if (fits(change.getTable().getWidth(), change.getTable().getVisibleLeafColumns())) {
                return TreeTableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN.call(change);
            }
            narrow(change, change.getTable().getVisibleLeafColumns());
            return TreeTableView.UNCONSTRAINED_RESIZE_POLICY.call(change);
        };
    }

    private static boolean fits(double width, Iterable<?> columns) {
        double least = 0;
        for (Object column : columns) {
            least += ((TableColumnBase<?, ?>) column).getMinWidth();
        }
        return least <= width;
    }

    /** Columns that have filled a wide table would keep what they had there. */
    private static void narrow(ResizeFeaturesBase<?> change, Iterable<?> columns) {
        if (change.getColumn() == null) {
            for (Object one : columns) {
                TableColumnBase<?, ?> column = (TableColumnBase<?, ?>) one;
                column.setPrefWidth(column.getMinWidth());
            }
        }
    }
}
