package org.stockpot.ui.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.stockpot.data.BrokenImagesException;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageCheck;
import org.stockpot.ui.state.Figures;
import org.stockpot.ui.text.Texts;

/** What is wrong with the set that is shown: images that cannot be read, by path, and labels that look permuted. Hidden while nothing is. */
final class TroublePane extends VBox {
    private static final Texts TEXTS = Texts.of(TroublePane.class);
    private static final int LINES = 4;

    private final DataModel data;
    private final GalleryModel gallery;
    private final Label headline = new Label();
    private final TextArea list = new TextArea();
    private final Button goOn = new Button();

    TroublePane(DataModel data, GalleryModel gallery) {
        this.data = data;
        this.gallery = gallery;
        setId("gallery-trouble");
        getStyleClass().addAll("trouble", "form");
        headline.setId("gallery-trouble-text");
        headline.setWrapText(true);
        headline.setMinHeight(Region.USE_PREF_SIZE);
        list.setId("gallery-trouble-list");
        list.setEditable(false);
        list.setPrefRowCount(LINES);
        list.setMinHeight(Region.USE_PREF_SIZE);
        list.setAccessibleText(TEXTS.get("trouble.list"));
        list.managedProperty().bind(list.visibleProperty());
        list.visibleProperty().bind(list.textProperty().isNotEmpty());
        goOn.setId("gallery-trouble-go-on");
        goOn.getStyleClass().add("small");
        goOn.setOnAction(event -> gallery.setProperty().get().ifPresent(data::goOnWithoutBroken));
        goOn.managedProperty().bind(goOn.visibleProperty());
        getChildren().addAll(headline, list, goOn);
        managedProperty().bind(visibleProperty());
        InvalidationListener show = observable -> show();
        data.rowsProperty().addListener(show);
        gallery.setProperty().addListener(show);
        gallery.brokenProperty().addListener(show);
        gallery.answersProperty().addListener(show);
        show();
    }

    private void show() {
        List<String> lines = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        Optional<DataRef> set = gallery.setProperty().get();
        Optional<BrokenImagesException> refused = gallery.brokenProperty().get();
        Optional<ImageCheck> check = data.rowsProperty().get().stream()
                .filter(row -> set.equals(Optional.of(row.ref())))
                .findFirst()
                .flatMap(DataModel.Row::check);
        List<String> skipped = gallery.answersProperty()
                .get()
                .guesses()
                .map(guesses -> guesses.skipped())
                .orElse(List.of());
        if (refused.isPresent()) {
            paths.addAll(refused.get().broken());
            lines.add(TEXTS.get("trouble.refused", paths.size(), refused.get().total()));
        } else if (!skipped.isEmpty()) {
            paths.addAll(skipped);
            lines.add(TEXTS.get("trouble.skipped", paths.size()));
        } else if (check.isPresent() && !check.get().broken().isEmpty()) {
            check.get().broken().forEach(one -> paths.add(one.reason()));
            lines.add(TEXTS.get("data.check.broken", paths.size(), check.get().images()));
        }
        gallery.answersProperty()
                .get()
                .guesses()
                .ifPresent(guesses -> guesses.suspiciousChance()
                        .ifPresent(chance -> lines.add(TEXTS.get(
                                "trouble.chance",
                                Figures.percentShort((double) guesses.correct() / guesses.total()),
                                Figures.percentShort(chance)))));
        headline.setText(String.join("\n", lines));
        list.setText(String.join("\n", paths));
        boolean acceptable = refused.map(BrokenImagesException::isAcceptable).orElse(false);
        goOn.setVisible(acceptable);
        goOn.setText(TEXTS.get("trouble.go.on", paths.size()));
        setVisible(!lines.isEmpty());
    }
}
