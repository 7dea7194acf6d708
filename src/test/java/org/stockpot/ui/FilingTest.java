package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.ui.state.ModelTest;
import org.stockpot.ui.state.RunningTask;

class FilingTest extends ModelTest {
    private final Queue<Filing.Answer> answers = new ArrayDeque<>();
    private final CountDownLatch worked = new CountDownLatch(1);

    @AfterEach
    void close() {
        worked.countDown();
    }

    @Test
    void savingDoesNotWaitForLongWorkWithFiles() throws Exception {
        work();
        session.open(session(0.5), Optional.of(file("own")));
        change(0.7);

        filing().save();
        delivery.await(1);

        assertThat(SessionFile.read(file("own"))).isEqualTo(session.session());
        assertThat(session.unsavedProperty().get()).isFalse();
        assertThat(worked.getCount()).isEqualTo(1);
    }

    @Test
    void aFileThatIsWrittenWhenAnotherSessionIsOpenIsNotThatSessions() throws Exception {
        session.open(session(0.5), Optional.of(file("own")));
        change(0.7);
        Filing filing = filing();
        filing.save();

        answers.add(Filing.Answer.DISCARD);
        filing.startAnew();
        delivery.await(1);

        assertThat(SessionFile.read(file("own")).recipe()).isEqualTo(recipe(0.7));
        assertThat(session.fileProperty().get()).isEmpty();
        assertThat(session.session()).isEqualTo(Session.EMPTY);
    }

    @Test
    void changesThatAreMadeWhileASessionIsReadAreAskedAbout() throws Exception {
        SessionFile.write(session(0.1), file("other"));
        session.open(session(0.5), Optional.of(file("own")));
        filing().open(file("other"), () -> {});
        change(0.7);

        answers.add(Filing.Answer.STAY);
        delivery.await(1);

        assertThat(answers).isEmpty();
        assertThat(session.session().recipe()).isEqualTo(recipe(0.7));
        assertThat(session.fileProperty().get()).contains(file("own"));
    }

    @Test
    void aSessionThatNobodyChangesMeanwhileIsOpenedWithoutAQuestion() throws Exception {
        SessionFile.write(session(0.1), file("other"));
        session.open(session(0.5), Optional.of(file("own")));
        change(0.7);
        filing().open(file("other"), () -> {});

        delivery.await(1);

        assertThat(session.session().recipe()).isEqualTo(recipe(0.1));
        assertThat(session.fileProperty().get()).contains(file("other"));
    }

    @Test
    void changesThatAreMadeWhileTheOthersAreSavedAreAskedAboutBeforeTheyAreLeft() throws Exception {
        session.open(session(0.5), Optional.of(file("own")));
        change(0.7);
        answers.add(Filing.Answer.SAVE);
        filing().startAnew();
        change(0.9);

        answers.add(Filing.Answer.STAY);
        delivery.await(1);

        assertThat(answers).isEmpty();
        assertThat(session.session().recipe()).isEqualTo(recipe(0.9));
        assertThat(session.unsavedProperty().get()).isTrue();
    }

    @Test
    void savingAsksNothingAboutChangesThatAreMadeMeanwhile() throws Exception {
        session.open(session(0.5), Optional.of(file("own")));
        change(0.7);
        filing().save();
        change(0.9);

        delivery.await(1);

        assertThat(session.unsavedProperty().get()).isTrue();
    }

    @Test
    void dataSetsWithoutModelsAreWorthAQuestion() {
        session.arrange("data", List.of(DataRef.of(Role.TEST, folder.resolve("images"))));
        answers.add(Filing.Answer.STAY);
        filing().startAnew();

        assertThat(answers).isEmpty();
        assertThat(session.session().data()).hasSize(1);
    }

    private Filing filing() {
        return new Filing(session, tasks, workbench, Optional::empty, new Filing.Asking() {
            @Override
            public Filing.Answer aboutChanges() {
                return answers.remove();
            }

            @Override
            public boolean mayStop(List<RunningTask> work) {
                throw new AssertionError(work);
            }
        });
    }

    /** Keeps the io lane busy until the test is over. */
    private void work() throws InterruptedException {
        var begun = new CountDownLatch(1);
        workbench
                .io()
                .submit(
                        context -> {
                            begun.countDown();
                            while (worked.getCount() > 0) {
                                context.checkpoint();
                            }
                            return 0;
                        },
                        null);
        begun.await();
    }

    private void change(double weight) {
        session.cook("change", recipe(weight));
    }

    private Session session(double weight) {
        return Session.EMPTY.withIngredients(List.of(source("a"), source("b"))).withRecipe(recipe(weight));
    }

    private Source source(String name) {
        return new Source(name, folder.resolve(name + ".safetensors"), Optional.empty(), false);
    }

    private static Recipe recipe(double weight) {
        Recipe usual = Session.EMPTY.recipe();
        return new Recipe(usual.method(), usual.granularity(), MixingWeights.of(new double[][] {{weight}, {1 - weight}
        }));
    }

    private Path file(String name) {
        return folder.resolve(name + SessionFile.ENDING);
    }
}
