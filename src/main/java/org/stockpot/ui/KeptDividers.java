package org.stockpot.ui;

import java.util.Arrays;
import java.util.List;
import javafx.scene.control.SplitPane;
import org.stockpot.session.settings.Layout;

/** Where the dividers of a split pane are. */
final class KeptDividers implements Kept {
    private final SplitPane pane;
    private final double[] usual;

    KeptDividers(SplitPane pane) {
        this.pane = pane;
        this.usual = pane.getDividerPositions();
    }

    @Override
    public void restore(Layout layout) {
        List<Double> saved = layout.dividers().getOrDefault(pane.getId(), List.of());
        if (saved.size() == pane.getDividers().size()) {
            pane.setDividerPositions(
                    saved.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    @Override
    public void reset() {
        pane.setDividerPositions(usual);
    }

    @Override
    public Layout noted(Layout layout) {
        return layout.withDividers(
                pane.getId(), Arrays.stream(pane.getDividerPositions()).boxed().toList());
    }

    @Override
    public void follow(Runnable changed) {
        pane.getDividers().forEach(divider -> divider.positionProperty().addListener(change -> changed.run()));
    }
}
