package org.stockpot.ui.mix;

import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.stockpot.fuse.DepthCurve;
import org.stockpot.session.settings.Curves;
import org.stockpot.ui.state.Ids;
import org.stockpot.ui.text.Texts;

/** Depth curves to choose from: those that come with the program, those that the user keeps, and the way to more of these. */
final class CurveMenu extends Menu {
    private static final Texts TEXTS = Texts.of(CurveMenu.class);

    private final String id;

    /** What is done with the curve that is chosen. */
    interface Choice {
        void take(DepthCurve curve);

        void take(Curves.Named curve);
    }

    /**
     * @param id of the items begins with it
     * @param manage opens the user's curves
     */
    CurveMenu(String id, String text, CurvesModel curves, Choice choice, Runnable manage) {
        super(text);
        this.id = id;
        setId(id + "-curves");
        // An empty menu does not open, and what is in it is known only when it does.
        fill(curves.curves(), choice, manage);
        setOnShowing(event -> fill(curves.curves(), choice, manage));
    }

    private void fill(Curves curves, Choice choice, Runnable manage) {
        getItems().clear();
        for (DepthCurve curve : DepthCurve.values()) {
            add(Ids.of(curve.name()), Presets.name(curve), event -> choice.take(curve));
        }
        getItems().add(new SeparatorMenuItem());
        for (Curves.Named kept : curves.all()) {
            add("own-" + Ids.of(kept.name()), kept.name(), event -> choice.take(kept));
        }
        add("manage", TEXTS.get("curves.manage"), event -> manage.run());
    }

    private void add(String what, String text, Consumer<Object> action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setId(id + "-curve-" + what);
        item.setOnAction(action::accept);
        getItems().add(item);
    }
}
