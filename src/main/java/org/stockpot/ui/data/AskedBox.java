package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Tooltip;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.ui.text.Texts;
import org.stockpot.ui.text.Worded;

/** Who is asked what the images are: the mix, the base or one ingredient. */
final class AskedBox extends ComboBox<Optional<Source>> {
    private static final Texts TEXTS = Texts.of(AskedBox.class);

    private final GalleryModel model;
    private boolean filling;

    AskedBox(GalleryModel model) {
        this.model = model;
        setId("gallery-asked");
        getStyleClass().add("small");
        setAccessibleText(TEXTS.get("gallery.asked"));
        setTooltip(new Tooltip(TEXTS.get("gallery.asked")));
        setConverter(new Worded<>(source -> source.map(Source::name).orElse(TEXTS.get("gallery.asked.mix"))));
        valueProperty().addListener((observable, before, now) -> {
            if (!filling && now != null) {
                model.askOf(now);
            }
        });
        model.sessionProperty().addListener((observable, before, now) -> {
            if (!before.sources().equals(now.sources())) {
                fill(now);
            }
        });
        fill(model.sessionProperty().get());
    }

    private void fill(Session session) {
        List<Optional<Source>> all = new ArrayList<>();
        all.add(Optional.empty());
        session.sources().forEach(source -> all.add(Optional.of(source)));
        filling = true;
        getItems().setAll(all);
        setValue(model.askedProperty().get());
        filling = false;
    }
}
