package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.PreparedSet;
import org.stockpot.data.Preprocessing;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Guesses;
import org.stockpot.job.JobContext;

@Timeout(120)
class GuessesTest {
    private static final int IMAGES = 70;

    @TempDir
    private Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    @Test
    void guessesCountTheHitsOfTheUsualEvaluationImageByImage() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        List<Evaluation> evaluations = workbench
                .device()
                .call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}))
                .evaluations();
        for (int set = 0; set < evaluations.size(); set++) {
            DataRef ref = session.data().get(set);
            Guesses guesses = workbench.device().call(workbench.guesses(session, ref));
            assertThat(guesses.correct()).isEqualTo(evaluations.get(set).correct());
            assertThat(guesses.total()).isEqualTo(IMAGES);
            PreparedSet prepared = PreparedSet.prepare(
                    "set", Role.TEST, ImageSets.open(ref), Preprocessing.clip(8, 1), JobContext.detached());
            for (int position = 0; position < IMAGES; position++) {
                assertThat(guesses.isCorrect(prepared.number(position)))
                        .isEqualTo(evaluations.get(set).hits().isCorrect(position));
            }
        }
    }

    @Test
    void theLikeliestClassesAreInOrderAndTheirSharesAreThoseOfTheSoftmax() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        DataRef ref = session.data().get(1);
        ImageSet images = ImageSets.open(ref);
        Guesses guesses = workbench.device().call(workbench.guesses(session, ref));
        for (int image = 0; image < IMAGES; image++) {
            List<Guesses.Guess> top = guesses.top(image);
            assertThat(top).hasSize(TinyKitchen.CLASSES); // as many as there are, below five
            assertThat(top.stream().mapToDouble(Guesses.Guess::share).sum()).isEqualTo(1, within(1e-5));
            assertThat(top).isSortedAccordingTo((one, other) -> Double.compare(other.share(), one.share()));
            assertThat(guesses.taken(image)).contains(top.get(0).name());
            assertThat(guesses.confidence(image)).isEqualTo(top.get(0).share());
            assertThat(guesses.isCorrect(image)).isEqualTo(top.get(0).modelClass() == images.label(image));
        }
        assertThat(Arrays.stream(guesses.byClass()).mapToInt(one -> one[0]).sum())
                .isEqualTo(IMAGES);
        assertThat(Arrays.stream(guesses.byClass()).mapToInt(one -> one[1]).sum())
                .isEqualTo(guesses.correct());
        assertThat(guesses.top(IMAGES)).isEmpty();
    }

    @Test
    void accuracyOfChanceMakesLabelsSuspicious() throws Exception {
        // Labels of random images are random, so the accuracy is about that of guessing.
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        Guesses guesses = workbench
                .device()
                .call(workbench.guesses(session, session.data().get(0)));
        boolean poor = (double) guesses.correct() / guesses.total() < 1.5 / TinyKitchen.CLASSES;
        assertThat(guesses.suspiciousChance().isPresent()).isEqualTo(poor);
    }
}
