package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.DataRef;
import org.stockpot.data.ImageSet;
import org.stockpot.data.ImageSets;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.search.Budget;
import org.stockpot.search.SearchListener;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

@Timeout(120)
class EnsembleTest {
    private static final int IMAGES = 70;
    private static final int CLASSES = TinyKitchen.CLASSES;

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session only(Session session, int ingredient) {
        return session.withRecipe(session.recipe()
                .withWeights(
                        MixingWeights.only(ingredient, session.ingredients().size(), 1)));
    }

    /** Logits of one ingredient on one set, in the order of the data. */
    private float[] logits(Session session, int ingredient, DataRef ref) throws Exception {
        Path file = folder.resolve("logits.npy");
        workbench.device().call(workbench.logits(only(session, ingredient).withData(List.of(ref)), file));
        byte[] bytes = Files.readAllBytes(file);
        var values = new float[IMAGES * CLASSES];
        ByteBuffer.wrap(bytes, bytes.length - 4 * values.length, 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private List<Evaluation> measured(Session session) throws StockpotException {
        return workbench
                .device()
                .call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}))
                .evaluations();
    }

    @Test
    void saysWhatTheMeanOfTheLogitsSays() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        List<Evaluation> ensemble = workbench.device().call(workbench.ensemble(session));
        assertThat(ensemble).hasSize(3);
        for (int set = 0; set < 3; set++) {
            DataRef ref = session.data().get(set);
            var mean = new double[IMAGES * CLASSES];
            for (int ingredient = 0; ingredient < 3; ingredient++) {
                float[] logits = logits(session, ingredient, ref);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += logits[i] / 3.0;
                }
            }
            ImageSet images = ImageSets.open(ref);
            int correct = 0;
            double loss = 0;
            for (int image = 0; image < IMAGES; image++) {
                int row = image * CLASSES;
                int label = images.label(image);
                double right = mean[row + label];
                correct += IntStream.range(0, CLASSES).allMatch(one -> mean[row + one] <= right) ? 1 : 0;
                loss += Math.log(IntStream.range(0, CLASSES)
                        .mapToDouble(one -> Math.exp(mean[row + one] - right))
                        .sum());
            }
            assertThat(ensemble.get(set).set()).isEqualTo(ref.name());
            assertThat(ensemble.get(set).total()).isEqualTo(IMAGES);
            assertThat(ensemble.get(set).correct()).isEqualTo(correct);
            assertThat(ensemble.get(set).crossEntropy().orElseThrow()).isCloseTo(loss / IMAGES, within(1e-5));
        }
    }

    @Test
    void anEnsembleOfOneIsThatOne() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        Session one = session.withIngredients(session.ingredients().subList(1, 2));
        assertThat(workbench.device().call(workbench.ensemble(one))).isEqualTo(measured(one));
    }

    @Test
    void standsInTheTableOfMethodsWhereItIsAskedFor() throws Exception {
        Session session = new TinyKitchen(folder).session(workbench, IMAGES);
        var order = new SearchOrder(SearchPlan.standard("uniform"), Budget.UNLIMITED, 1);
        MethodTable table =
                workbench.device().call(workbench.compare(session, List.of(order), true, SearchListener.NONE));
        assertThat(table.rows())
                .extracting(MethodTable.Row::method)
                .containsExactly("Base model", "Best ingredient", "Logit ensemble", "Uniform soup");
        assertThat(table.rows().get(2).evaluations())
                .isEqualTo(workbench.device().call(workbench.ensemble(session)));
        assertThat(table.pairs()).extracting(MethodTable.Pair::second).contains("Logit ensemble");
    }
}
