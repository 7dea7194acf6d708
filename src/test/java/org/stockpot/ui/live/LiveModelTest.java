package org.stockpot.ui.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.job.QueueLane;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;

/** What the device delivers waits until the test takes it. */
class LiveModelTest {
    private static final int IMAGES = 48;
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private final BlockingQueue<Runnable> delivered = new LinkedBlockingQueue<>();
    private final SessionModel session = new SessionModel();
    private final Notices notices = new Notices();
    private final List<Throwable> crashes = new ArrayList<>();
    private Optional<Workbench> opened = Optional.empty();

    @AfterEach
    void close() {
        opened.ifPresent(Workbench::close);
    }

    @Test
    void numbersOfAMixOverAnotherBaseAreNotThoseOfThisMix() throws Exception {
        LiveModel live = live(TinyKitchen.backend());
        var kitchen = new TinyKitchen(folder);
        session.open(arithmetic(kitchen.session(workbench(), IMAGES)), Optional.empty());
        await(live, Reading.State.COMPLETE);
        List<Evaluation> first = live.readingProperty().get().evaluations();
        session.edit(Session::withoutBase);
        assertThat(state(live)).isEqualTo(Reading.State.STALE);
        await(live, Reading.State.FAILED);
        Source other = workbench().io().call(workbench().checkpoint(kitchen.fresh("other", 5)));
        session.edit(now -> now.withBase(other));
        assertThat(state(live)).isEqualTo(Reading.State.STALE);
        await(live, Reading.State.COMPLETE);
        assertThat(live.readingProperty().get().evaluations())
                .hasSameSizeAs(first)
                .isNotEqualTo(first);
    }

    @Test
    void aFileThatMayBeReadForItsWeightsIsMeasuredAgain() throws Exception {
        LiveModel live = live(TinyKitchen.backend());
        var strangers = new Source(
                "strangers",
                Path.of("src", "test", "resources", "checkpoint", "torch_strangers_2.7.pt"),
                Optional.empty(),
                false);
        session.open(oneOf(strangers), Optional.empty());
        await(live, Reading.State.FAILED);
        session.edit(now -> now.withWeightsOnly(strangers.path()));
        assertThat(state(live)).isEqualTo(Reading.State.STALE);
    }

    @Test
    void newNamesAndHashesAreNoReasonToMeasureAgain() throws Exception {
        LiveModel live = live(TinyKitchen.backend());
        session.open(new TinyKitchen(folder).session(workbench(), IMAGES), Optional.empty());
        await(live, Reading.State.COMPLETE);
        session.edit(now -> now.renamed(0, "another name"));
        session.learn(Map.of(session.session().ingredients().get(1).path(), "0"));
        assertThat(state(live)).isEqualTo(Reading.State.COMPLETE);
    }

    @Test
    void aMixThatCannotBeMadeHasNoNumbers() throws Exception {
        LiveModel live = live(TinyKitchen.backend());
        Session kitchen = arithmetic(new TinyKitchen(folder).session(workbench(), IMAGES));
        session.open(kitchen, Optional.empty());
        await(live, Reading.State.COMPLETE);
        session.edit(Session::withoutBase);
        await(live, Reading.State.FAILED);
        assertThat(live.readingProperty().get().evaluations()).isEmpty();
        assertThat(notices.all()).extracting(notice -> notice.subject()).containsExactly("Measure the mix");
        live.measure();
        assertThat(state(live)).isEqualTo(Reading.State.STALE);
    }

    @Test
    void aCrashEndsOnlyTheMeasurementThatItHappenedIn() throws Exception {
        LiveModel live = live(broken());
        session.open(oneOf(source(new TinyKitchen(folder).checkpoint("one", 11))), Optional.empty());
        Runnable crash = next();
        session.edit(now -> arithmetic(now).withBase(now.ingredients().get(0)));
        crash.run();
        assertThat(crashes).hasSize(1);
        assertThat(state(live)).isEqualTo(Reading.State.STALE);
        await(live, Reading.State.FAILED);
        assertThat(crashes).hasSize(2);
    }

    private LiveModel live(Backend backend) {
        opened = Optional.of(
                new Workbench(backend, new QueueLane("device", delivered::add), new QueueLane("io", Runnable::run)));
        return new LiveModel(workbench(), session, new Tasks(notices, crashes::add));
    }

    private Workbench workbench() {
        return opened.orElseThrow();
    }

    /** An engine that does nothing but break. */
    private static Backend broken() {
        return (Backend) Proxy.newProxyInstance(
                Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new IllegalStateException("broken");
                });
    }

    private Session oneOf(Source source) {
        return Session.EMPTY
                .withIngredients(List.of(source))
                .withData(List.of(new TinyKitchen(folder).images(Role.VALIDATION, "validation", IMAGES)));
    }

    private static Source source(Path file) {
        return new Source("one", file, Optional.empty(), false);
    }

    /** Without a part of the weights, so that the base counts. */
    private static Session arithmetic(Session session) {
        Recipe recipe = session.recipe();
        return session.withRecipe(new Recipe(
                new FusionMethod.TaskArithmetic(),
                recipe.granularity(),
                recipe.weights().withIngredient(0, 0)));
    }

    private static Reading.State state(LiveModel live) {
        return live.readingProperty().get().state();
    }

    private void await(LiveModel live, Reading.State wanted) throws InterruptedException {
        while (state(live) != wanted) {
            next().run();
        }
    }

    private Runnable next() throws InterruptedException {
        Runnable next = delivered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }
}
