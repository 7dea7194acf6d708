package org.stockpot.ui.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.data.BrokenImagesException;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Preprocessing;
import org.stockpot.evaluate.Guesses;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.Job;
import org.stockpot.job.JobListener;
import org.stockpot.job.LatestLane;
import org.stockpot.session.ImageQuery;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.SourceFiles;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Texts;

/** The images of one set, and what a mix or one model takes them for. Lives on the JavaFX thread and knows no control. */
public final class GalleryModel {
    private static final Texts TEXTS = Texts.of(GalleryModel.class);
    private static final Advice ADVICE = Advice.shown();
    private static final int REMEMBERED = 16;

    private final Workbench workbench;
    private final SessionModel session;
    private final Tasks tasks;
    private final LatestLane opening;
    private final Thumbnails thumbnails;
    private final ReadOnlyObjectWrapper<Optional<DataRef>> set = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Contents>> contents = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<BrokenImagesException>> broken =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ImageQuery> query = new ReadOnlyObjectWrapper<>(ImageQuery.ALL);
    private final ReadOnlyObjectWrapper<Optional<Source>> asked = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Answers> answers = new ReadOnlyObjectWrapper<>(Answers.NONE);
    private final ReadOnlyBooleanWrapper predicting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<List<Integer>> shown = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<OptionalInt> chosen = new ReadOnlyObjectWrapper<>(OptionalInt.empty());
    private final Map<Key, Guesses> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Guesses> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * An open set.
     *
     * @param perClass images of each class
     */
    record Contents(DataRef ref, ImageSet images, List<Integer> perClass) {
        static Contents of(DataRef ref) throws StockpotException {
            ImageSet images = ImageSets.open(ref);
            var counts = new Integer[images.classes().size()];
            Arrays.fill(counts, 0);
            for (int image = 0; image < images.size(); image++) {
                counts[images.label(image)]++;
            }
            return new Contents(ref, images, List.of(counts));
        }

        String label(int image) {
            return images.classes().get(images.label(image));
        }
    }

    /**
     * What is known of the images.
     *
     * @param stale whether the mix has changed since
     */
    record Answers(Optional<Guesses> guesses, boolean stale) {
        static final Answers NONE = new Answers(Optional.empty(), false);
    }

    /** What guesses depend on. */
    private record Key(
            DataRef ref,
            Optional<Path> asked,
            SourceFiles files,
            Optional<Recipe> recipe,
            Optional<Preprocessing> preprocessing,
            NetworkChoice network) {
        static Key of(Session session, DataRef ref, Optional<Source> asked) {
            return new Key(
                    ref,
                    asked.map(Source::path),
                    asked.map(SourceFiles::alone).orElseGet(() -> SourceFiles.of(session)),
                    asked.isPresent() ? Optional.empty() : Optional.of(session.recipe()),
                    session.preprocessing(),
                    SourceFiles.network(session));
        }

        boolean isAboutSame(Key other) {
            return ref.equals(other.ref) && asked.equals(other.asked) && preprocessing.equals(other.preprocessing);
        }
    }

    /** Guesses, or images that cannot be read. */
    private record Answer(Optional<Guesses> guesses, Optional<BrokenImagesException> broken) {}

    public GalleryModel(Workbench workbench, SessionModel session, Tasks tasks) {
        this.workbench = workbench;
        this.session = session;
        this.tasks = tasks;
        this.opening = new LatestLane(workbench.io());
        this.thumbnails = new Thumbnails(workbench.io(), tasks.crashes());
        session.sessionProperty().addListener((observable, before, now) -> follow(now));
        follow(session.session());
    }

    ReadOnlyObjectProperty<Optional<DataRef>> setProperty() {
        return set.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Contents>> contentsProperty() {
        return contents.getReadOnlyProperty();
    }

    /** Why the set cannot be shown. */
    ReadOnlyObjectProperty<Optional<String>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Why nothing was predicted: too many images cannot be read. */
    ReadOnlyObjectProperty<Optional<BrokenImagesException>> brokenProperty() {
        return broken.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ImageQuery> queryProperty() {
        return query.getReadOnlyProperty();
    }

    /** The one model that is asked; empty for the mix. */
    ReadOnlyObjectProperty<Optional<Source>> askedProperty() {
        return asked.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Answers> answersProperty() {
        return answers.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty predictingProperty() {
        return predicting.getReadOnlyProperty();
    }

    /** Numbers of the images that fit the query, in its order. */
    ReadOnlyObjectProperty<List<Integer>> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The image that is looked at closely. */
    ReadOnlyObjectProperty<OptionalInt> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Session> sessionProperty() {
        return session.sessionProperty();
    }

    /** @param preparation how images are prepared, or might be */
    CloseUpModel closeUp(ObservableValue<Optional<Preprocessing>> preparation) {
        return new CloseUpModel(this, preparation, workbench.io(), tasks);
    }

    Thumbnails thumbnails() {
        return thumbnails;
    }

    /** Turns to a set. */
    void show(DataRef ref) {
        if (set.get().equals(Optional.of(ref))) {
            return;
        }
        boolean sameImages = set.get().filter(old -> isSameContent(old, ref)).isPresent();
        set.set(Optional.of(ref));
        if (sameImages) {
            contents.get().ifPresent(old -> contents.set(Optional.of(new Contents(ref, old.images(), old.perClass()))));
            refresh();
            return;
        }
        close();
        opening.submit(context -> Contents.of(ref), new JobListener<Contents>() {
            @Override
            public void succeeded(Contents opened) {
                thumbnails.show(Optional.of(opened.images()));
                contents.set(Optional.of(opened));
                refresh();
            }

            @Override
            public void failed(StockpotException refusal) {
                problem.set(Optional.of(ADVICE.of(refusal)));
            }

            @Override
            public void crashed(Throwable error) {
                tasks.crashes().accept(error);
            }
        });
    }

    /** Looks for other images or in another order. */
    void ask(ImageQuery next) {
        query.set(next);
        refresh();
    }

    /** Shows only one class, or all if that one is shown already. */
    void toggleClass(int label) {
        boolean same = query.get().label().equals(OptionalInt.of(label));
        ask(query.get().of(same ? OptionalInt.empty() : OptionalInt.of(label)));
    }

    /** Turns to the answers of one model, or of the mix. */
    void askOf(Optional<Source> source) {
        asked.set(source);
        refresh();
    }

    /** Looks at an image closely. */
    void choose(int image) {
        chosen.set(OptionalInt.of(image));
    }

    void chooseNone() {
        chosen.set(OptionalInt.empty());
    }

    /** Goes on by some images in the order shown, and stops at the ends. */
    void step(int by) {
        List<Integer> all = shown.get();
        if (!all.isEmpty()) {
            int at = chosen.get().isPresent() ? all.indexOf(chosen.get().getAsInt()) : -1;
            int next = at < 0 ? 0 : Math.max(0, Math.min(all.size() - 1, at + by));
            chosen.set(OptionalInt.of(all.get(next)));
        }
    }

    /** Whether there is something that could predict. */
    boolean canPredict() {
        return set.get().isPresent() && !session.session().ingredients().isEmpty();
    }

    /** Runs all images through the mix, or the one model that is asked. */
    void predict() {
        if (!canPredict() || predicting.get()) {
            return;
        }
        Session now = session.session();
        DataRef ref = set.get().orElseThrow();
        Key key = Key.of(now, ref, asked.get());
        Session measured = asked.get().map(now::solo).orElse(now);
        predicting.set(true);
        broken.set(Optional.empty());
        tasks.start(
                TEXTS.get("gallery.task", ref.name()),
                workbench.device(),
                answer(workbench.guesses(measured, ref)),
                found -> {
                    found.guesses().ifPresent(guesses -> remembered.put(key, guesses));
                    if (set.get().equals(Optional.of(ref))) {
                        broken.set(found.broken());
                    }
                    refresh();
                },
                () -> predicting.set(false));
    }

    /** Prepares images in another way from now on; empty for what the checkpoint says or is usual. */
    void prepare(Optional<Preprocessing> preprocessing) {
        session.edit(now -> now.withPreprocessing(preprocessing));
    }

    /** Once per pulse. */
    public void poll() {
        thumbnails.poll();
    }

    private static Job<Answer> answer(Job<Guesses> job) {
        return context -> {
            try {
                return new Answer(Optional.of(job.run(context)), Optional.empty());
            } catch (BrokenImagesException e) {
                return new Answer(Optional.empty(), Optional.of(e));
            }
        };
    }

    private void follow(Session now) {
        asked.get()
                .filter(source -> !now.sources().contains(source))
                .ifPresent(gone -> asked.set(now.sources().stream()
                        .filter(source -> source.path().equals(gone.path()))
                        .findFirst()));
        Optional<DataRef> wanted = set.get()
                .flatMap(old -> now.data().contains(old)
                        ? Optional.of(old)
                        : now.data().stream()
                                .filter(ref -> ref.name().equals(old.name()))
                                .findFirst())
                .or(() -> now.data().stream().findFirst());
        if (wanted.isPresent()) {
            show(wanted.get());
        } else if (set.get().isPresent()) {
            set.set(Optional.empty());
            close();
        }
        refresh();
    }

    /** Whether two references differ in nothing but what they are called and used for. */
    private static boolean isSameContent(DataRef one, DataRef other) {
        return one.withRole(other.role()).withName(other.name()).equals(other);
    }

    private void close() {
        opening.cancel();
        thumbnails.show(Optional.empty());
        contents.set(Optional.empty());
        problem.set(Optional.empty());
        broken.set(Optional.empty());
        chosen.set(OptionalInt.empty());
        query.set(query.get().of(OptionalInt.empty()));
        refresh();
    }

    private void refresh() {
        answers.set(set.get().map(this::known).orElse(Answers.NONE));
        shown.set(contents.get()
                .map(open -> Arrays.stream(query.get()
                                .images(
                                        open.images().size(),
                                        open.images()::label,
                                        answers.get().guesses()))
                        .boxed()
                        .toList())
                .orElse(List.of()));
        if (chosen.get().isPresent() && !shown.get().contains(chosen.get().getAsInt())) {
            chosen.set(OptionalInt.empty());
        }
    }

    /** The answers for what is on the sliders, or else the newest to the same question about another mix. */
    private Answers known(DataRef ref) {
        Key key = Key.of(session.session(), ref, asked.get());
        Guesses exact = remembered.get(key);
        if (exact != null) {
            return new Answers(Optional.of(exact), false);
        }
        Optional<Guesses> older = Optional.empty();
        for (Map.Entry<Key, Guesses> entry : remembered.entrySet()) {
            if (entry.getKey().isAboutSame(key)) {
                older = Optional.of(entry.getValue());
            }
        }
        return new Answers(older, older.isPresent());
    }
}
