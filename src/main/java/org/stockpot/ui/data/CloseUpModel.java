package org.stockpot.ui.data;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.ImageSet;
import org.stockpot.data.Pixels;
import org.stockpot.data.Preprocessing;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.job.QueueLane;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Tasks;

/** The image that is looked at closely, and what the network sees of it. Lives on the JavaFX thread and knows no control. */
final class CloseUpModel {
    private final GalleryModel gallery;
    private final ObservableValue<Optional<Preprocessing>> preparation;
    private final LatestLane decoding;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<Optional<CloseUp>> shown = new ReadOnlyObjectWrapper<>(Optional.empty());

    /**
     * An image.
     *
     * @param original empty if it cannot be read
     * @param seen what the network sees before values are normalised; empty while no network is known
     * @param problem why it cannot be read
     */
    record CloseUp(int image, Optional<Pixels> original, Optional<Pixels> seen, String problem) {
        static CloseUp of(ImageSet images, int image, Optional<Preprocessing> preparation) {
            try {
                Pixels original = images.image(image);
                Optional<Pixels> seen = Optional.empty();
                if (preparation.isPresent()) {
                    seen = Optional.of(preparation.get().seen(original));
                }
                return new CloseUp(image, Optional.of(original), seen, "");
            } catch (StockpotException e) {
                return new CloseUp(image, Optional.empty(), Optional.empty(), e.getMessage());
            }
        }
    }

    /** @param preparation how images are prepared, or might be */
    CloseUpModel(
            GalleryModel gallery, ObservableValue<Optional<Preprocessing>> preparation, QueueLane io, Tasks tasks) {
        this.gallery = gallery;
        this.preparation = preparation;
        this.decoding = new LatestLane(io);
        this.tasks = tasks;
        gallery.chosenProperty().addListener((observable, before, now) -> follow());
        preparation.addListener((observable, before, now) -> follow());
        follow();
    }

    ReadOnlyObjectProperty<Optional<CloseUp>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    private void follow() {
        OptionalInt image = gallery.chosenProperty().get();
        Optional<ImageSet> images = gallery.contentsProperty().get().map(GalleryModel.Contents::images);
        if (image.isEmpty() || images.isEmpty()) {
            decoding.cancel();
            shown.set(Optional.empty());
            return;
        }
        Optional<Preprocessing> wanted = preparation.getValue();
        decoding.submit(context -> CloseUp.of(images.get(), image.getAsInt(), wanted), new JobListener<CloseUp>() {
            @Override
            public void succeeded(CloseUp found) {
                shown.set(Optional.of(found));
            }

            @Override
            public void failed(StockpotException problem) {
                tasks.problem(gallery.setProperty().get().map(ref -> ref.name()).orElse(""), problem);
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }
}
