package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.DataRef;
import org.stockpot.data.NpyMatrix;
import org.stockpot.data.Role;
import org.stockpot.evaluate.NpyWriter;
import org.stockpot.fuse.MemorySource;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.Shape;
import org.stockpot.tensor.StockpotException;

/** What the tensors of a network do not say: found out, chosen, or given as a file. */
@Timeout(120)
class NetworkChoiceTest {
    private static final int IMAGES = 600;
    private static final int EMBEDDING = 32;
    private static final String NAME = "CLIP ViT, 1 block × 64, patch 4";

    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private TinyKitchen kitchen() {
        return new TinyKitchen(folder);
    }

    private Session model(Path file, DataRef... data) throws StockpotException {
        Source source = workbench.io().call(workbench.checkpoint(file));
        return Session.EMPTY.withIngredients(List.of(source)).withData(List.of(data));
    }

    private static Session choosing(Session session, String activation) {
        return session.withNetwork(session.network().withActivation(activation));
    }

    private NetworkFacts facts(Session session) throws StockpotException {
        return workbench.device().call(workbench.network(session));
    }

    private Trial measured(Session session) throws StockpotException {
        return workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
    }

    /** Validation images that a model classifies as it would with an activation, but for every {@code wrong}th. */
    private DataRef labelledBy(Session session, String activation, int wrong) throws IOException, StockpotException {
        DataRef ref = session.data().get(0);
        Path logits = folder.resolve("logits.npy");
        workbench.device().call(workbench.logits(choosing(session, activation), logits));
        NpyMatrix matrix = NpyMatrix.read(logits);
        float[] values = matrix.values();
        var labels = new byte[matrix.rows()];
        for (int image = 0; image < labels.length; image++) {
            for (int label = 1; label < matrix.columns(); label++) {
                int at = image * matrix.columns();
                if (values[at + label] > values[at + labels[image]]) {
                    labels[image] = (byte) label;
                }
            }
            if (image % wrong == 0) {
                labels[image] = (byte) ((labels[image] + 1) % TinyKitchen.CLASSES);
            }
        }
        DataRef named = kitchen().images(Role.VALIDATION, "named-" + activation, IMAGES);
        kitchen().relabel(named, labels);
        // The same pixels as those that were classified.
        Files.copy(
                folder.resolve(ref.name() + "-images-idx3-ubyte"),
                folder.resolve(named.name() + "-images-idx3-ubyte"),
                StandardCopyOption.REPLACE_EXISTING);
        return named;
    }

    /** A model whose hidden values lie where the two activations differ most, and count. */
    private Path sensitive() throws StockpotException {
        String at = "model.visual.transformer.resblocks.0.mlp.";
        var random = new Random(9);
        return kitchen()
                .spoilt(
                        "sensitive",
                        11,
                        Map.of(
                                at + "c_fc.weight", random(random, 128 * 64, 0, 0.05),
                                at + "c_fc.bias", random(random, 128, -2.5, 0.5),
                                at + "c_proj.weight", random(random, 64 * 128, 0, 20)));
    }

    private static List<Float> random(Random random, int count, double mean, double deviation) {
        return Stream.generate(() -> (float) (mean + deviation * random.nextGaussian()))
                .limit(count)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"QuickGELU", "GELU"})
    void findsTheActivationOutOnValidationData(String activation) throws Exception {
        Session session = model(sensitive(), kitchen().images(Role.VALIDATION, "val", IMAGES));
        session = session.withData(List.of(labelledBy(session, activation, 7)));

        NetworkFacts facts = facts(session);

        assertThat(facts.name()).isEqualTo(NAME);
        assertThat(facts.variant()).contains(activation);
        assertThat(facts.reason().orElseThrow()).matches("probed: 8[456]\\.\\d % against (7\\d|8[0123])\\.\\d %");
        assertThat(measured(session).evaluations().get(0).correct())
                .isEqualTo(measured(choosing(session, activation))
                        .evaluations()
                        .get(0)
                        .correct())
                .isNotEqualTo(measured(choosing(session, activation.equals("GELU") ? "quickgelu" : "gelu"))
                        .evaluations()
                        .get(0)
                        .correct());
    }

    /** Trained with QuickGELU; with GELU its first ingredient happens to score three of 500 images better. */
    @Test
    void takesNoGainWithinTheNoiseForAnotherActivation() throws Exception {
        NetworkFacts found = facts(SessionFile.read(Path.of("assets/demo/demo.stockpot.json")));

        assertThat(found.variant()).contains("QuickGELU");
        assertThat(found.reason().orElseThrow())
                .isEqualTo("probed: 86.2 % against 86.8 %, no clear difference, so the usual one");
    }

    @Test
    void staysWithTheUsualOneWhereAccuracyDoesNotTellAndRemembersIt() throws Exception {
        Session session = model(kitchen().checkpoint("one", 11), kitchen().images(Role.VALIDATION, "val", IMAGES));
        NetworkFacts found = facts(session);

        assertThat(found.variant()).contains("QuickGELU");
        assertThat(found.reason().orElseThrow())
                .matches("probed: \\d\\d\\.\\d % against \\d\\d\\.\\d %, no clear difference, so the usual one");
        assertThat(workbench.io().call(workbench.open(session)).network()).isEqualTo(found);
    }

    @Test
    void assumesTheUsualActivationWithoutValidationDataAndSaysSo() throws Exception {
        Session session = model(kitchen().checkpoint("one", 11), kitchen().images(Role.TEST, "test", 40));

        assertThat(facts(session).headline())
                .isEqualTo(NAME
                        + "; QuickGELU (assumed; names and shapes cannot tell it from GELU: give validation data or"
                        + " choose it)");
        assertThat(facts(session).details())
                .containsExactly(
                        "assumed: 1 attention head of 64 values each, as usual for this width",
                        "images: 8 × 8, bicubic, mean 0.5, deviation 0.5, as is usual for such a network");
        assertThat(facts(choosing(session, "gelu")).variant()).contains("GELU");
    }

    @Test
    void keepsTheChoiceInTheSessionFile() throws Exception {
        Session session = choosing(model(kitchen().checkpoint("one", 11)), "GELU");
        session = session.withNetwork(session.network().withHead(head()));
        Path file = folder.resolve("s" + SessionFile.ENDING);

        SessionFile.write(session, file);

        assertThat(SessionFile.read(file)).isEqualTo(session);
        assertThat(Files.readString(file)).contains("\"activation\" : \"gelu\"", "\"path\" : \"head.npy\"");
        SessionFile.write(session.withNetwork(NetworkChoice.NONE), file);
        assertThat(Files.readString(file)).doesNotContain("\"network\"", "activation");
    }

    @Test
    void refusesAnActivationThatNobodyKnows() throws Exception {
        Path file = folder.resolve("s" + SessionFile.ENDING);
        SessionFile.write(choosing(model(kitchen().checkpoint("one", 11)), "gelu"), file);
        Files.writeString(file, Files.readString(file).replace("\"gelu\"", "\"relu\""));

        assertThatThrownBy(() -> SessionFile.read(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage("The session's activation is \"relu\", expected quickgelu, gelu or auto.");
    }

    @Test
    void tellsTheNextReaderOfAnExportWhichActivationItWas() throws Exception {
        Session session = choosing(kitchen().session(workbench, 40), "gelu");
        Path target = folder.resolve("soup.safetensors");
        workbench.device().call(workbench.export(session, ExportOrder.to(target)));

        assertThat(facts(model(target)).headline()).isEqualTo(NAME + "; GELU (as the checkpoint says)");
        assertThat(folder.resolve("soup.safetensors.md"))
                .content()
                .contains("The network runs with the activation GELU, which the tensors do not tell.");
    }

    private Source head() throws StockpotException {
        return head("head.npy", TinyKitchen.CLASSES, EMBEDDING);
    }

    private Source head(String name, int rows, int columns) throws StockpotException {
        var random = new Random(5);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Path file = folder.resolve(name);
        NpyWriter.write(file, values, rows, columns);
        return new Source(name, file, Optional.empty(), false);
    }

    @Test
    void measuresAndExportsTowersWithTextFeatures() throws Exception {
        List<Path> files = List.of(kitchen().tower("a", 1), kitchen().tower("b", 2));
        Added added = workbench.io().call(workbench.addCheckpoints(Session.EMPTY, files));
        Session towers = Session.EMPTY
                .withIngredients(added.sources())
                .withData(List.of(kitchen().images(Role.TEST, "test", 300)));
        Session session = towers.withNetwork(towers.network().withHead(head()));
        Path target = folder.resolve("soup.safetensors");

        Trial trial = measured(session);
        Exported exported = workbench.device().call(workbench.export(session, ExportOrder.to(target)));

        assertThat(facts(session).details())
                .contains("head: head.npy, 4 classes × 32 (scaled to unit length; logits are 100 times the cosine)");
        assertThat(exported.check()).isInstanceOf(SavedCheck.SameLogits.class);
        assertThat(folder.resolve("soup.safetensors.md"))
                .content()
                .contains("| head.npy | text features in place of a head | ");
        try (Checkpoint file = Checkpoints.open(target)) {
            assertThat(file.specs().keySet()).noneMatch(tensor -> tensor.contains("head"));
            assertThat(file.metadata().get(Provenance.KEY)).contains("\"head\":{\"name\":\"head.npy\"");
        }
        Session again = model(target, session.data().get(0));
        assertThat(measured(again.withNetwork(session.network())).evaluations()).isEqualTo(trial.evaluations());
        assertThatThrownBy(() -> measured(towers))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("text features will do");
    }

    @Test
    void leavesAHeadOfTheirOwnAside() throws Exception {
        Session session = kitchen().session(workbench, 40);
        Session headed = session.withNetwork(session.network().withHead(head()));
        OpenSession opened = workbench.io().call(workbench.open(headed));
        int own = opened.groups().groupOf().get("classification_head.weight");

        assertThat(opened.inertGroups()).contains(own);
        assertThat(workbench.io().call(workbench.open(session)).inertGroups()).doesNotContain(own);
        assertThat(opened.groups().groupOf()).doesNotContainKey("zero_shot_head.weight");
    }

    @Test
    void takesTextFeaturesByTheirContent() throws Exception {
        Session towers = model(kitchen().tower("a", 1), kitchen().images(Role.TEST, "test", 40));
        Source file = head("head.npy", TinyKitchen.CLASSES, EMBEDDING);
        Source other = new Source(file.name(), file.path(), Optional.of("0".repeat(64)), false);

        assertThatThrownBy(() -> measured(towers.withNetwork(NetworkChoice.NONE.withHead(other))))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("head.npy is not the file that was given as the head: its SHA-256 begins with");
    }

    @Test
    void readsTextFeaturesOutOfACheckpointByName() throws Exception {
        Path file = folder.resolve("features.safetensors");
        SafetensorsWriter.write(
                new MemorySource("features")
                        .shaped("image_features", DType.F32, Shape.of(1, 2), 1, 2)
                        .shaped("clip.text_features", DType.F16, Shape.of(2, 2), 1, 2, 3, 4),
                file,
                Map.of(),
                (done, total) -> {});
        var heads = new Heads();

        Heads.Head head = heads.open(new Source("f", file, Optional.empty(), false), 2);

        assertThat(head.matrix().classes()).isEqualTo(2);
        assertThatThrownBy(() -> heads.open(new Source("f", kitchen().tower("a", 1), Optional.empty(), false), 2))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("a.safetensors holds 7 matrices: expected one, or one named text_features,");
    }
}
