package org.stockpot.ui.mix;

import java.util.Optional;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.stockpot.fuse.DrawnCurve;
import org.stockpot.session.settings.Curves;
import org.stockpot.ui.state.SettingsModel;

/** Depth curves that the user keeps under names. Lives on the JavaFX thread and knows no control. */
public final class CurvesModel {
    private final ReadOnlyObjectWrapper<Curves> curves = new ReadOnlyObjectWrapper<>(Curves.NONE);
    private Optional<SettingsModel> settings = Optional.empty();

    /** Keeps them in the user's settings, beyond this session. */
    public void keepIn(SettingsModel kept) {
        settings = Optional.of(kept);
        kept.settingsProperty().addListener((observable, before, now) -> curves.set(now.curves()));
        curves.set(kept.settings().curves());
    }

    ReadOnlyObjectProperty<Curves> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    Curves curves() {
        return curves.get();
    }

    /** Keeps a curve; one of the same name gives way to it. */
    void keep(String name, DrawnCurve curve) {
        change(now -> now.with(new Curves.Named(name, curve)));
    }

    /** Gives a curve another name, if that is free. */
    void rename(String name, String to) {
        change(now -> now.renamed(name, to));
    }

    void delete(String name) {
        change(now -> now.without(name));
    }

    private void change(UnaryOperator<Curves> change) {
        settings.ifPresentOrElse(
                kept -> kept.change(all -> all.withCurves(change.apply(all.curves()))),
                () -> curves.set(change.apply(curves.get())));
    }
}
