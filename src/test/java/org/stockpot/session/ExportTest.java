package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.Sha256;
import org.stockpot.data.Role;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.BatchNormNetwork;
import org.stockpot.evaluate.Evaluation;
import org.stockpot.evaluate.Network;
import org.stockpot.evaluate.Program;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.job.QueueLane;
import org.stockpot.search.Constraints;
import org.stockpot.search.Goal;
import org.stockpot.search.Racing;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/** What an export promises: the file is the mix that was live, says how it was cooked, and is there whole or not at all. */
@Timeout(120)
class ExportTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2024-05-06T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Workbench workbench = workbench(TinyKitchen.backend());

    private static Workbench workbench(Backend backend) {
        return new Workbench(backend, new QueueLane("device", Runnable::run), new QueueLane("io", Runnable::run), NOON);
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    /** Three ingredients in unequal parts. */
    private Session session(int images) throws StockpotException {
        Session session = new TinyKitchen(folder).session(workbench, images);
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {{0.7}, {0.1}, {1.0 / 3}
        })));
    }

    private Path target(String name) {
        return folder.resolve(name + ".safetensors");
    }

    private Exported export(Session session, ExportOrder order) throws StockpotException {
        return workbench.device().call(workbench.export(session, order));
    }

    private List<String> hidden() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("."))
                    .toList();
        }
    }

    @Test
    void triesTheFileOnImagesOfEverySetAndFindsTheCountsThatWereMeasured() throws Exception {
        Session session = session(300);
        Trial trial = workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        Exported exported = export(session, ExportOrder.to(target("soup")));
        SavedCheck.SameLogits check = (SavedCheck.SameLogits) exported.check();
        assertThat(check.sentence())
                .isEqualTo("Saved equals live: on 750 images of 3 data sets every logit is the same, bit for bit.");
        assertThat(check.leftOut()).isEmpty();
        for (int set = 0; set < 3; set++) {
            Evaluation measured = trial.evaluations().get(set);
            int correct = measured.hits().first(250).correct();
            assertThat(check.sets().get(set))
                    .isEqualTo(
                            new SavedCheck.ProbedSet(measured.set(), 250, correct, correct, OptionalInt.of(correct)));
        }
        assertThat(hidden()).isEmpty();
    }

    @Test
    void comparesTensorsWhereThereAreNoImages() throws Exception {
        Session session = session(8);
        Exported without = export(session.withData(List.of()), ExportOrder.to(target("without")));
        assertThat(without.check().sentence())
                .isEqualTo(
                        "Saved equals live: all 23 tensors are the same, bit for bit (no images were run: the session"
                                + " has no data).");
        Exported unasked = export(session, ExportOrder.to(target("unasked")).withProbe(0));
        assertThat(unasked.check().sentence()).endsWith("(no images were run: none were asked for).");
        Files.delete(session.data().get(1).path());
        Exported partly = export(session, ExportOrder.to(target("partly")));
        assertThat(((SavedCheck.SameLogits) partly.check()).sets()).hasSize(2);
        assertThat(((SavedCheck.SameLogits) partly.check()).leftOut())
                .singleElement()
                .asString()
                .contains("test-images-idx3-ubyte");
    }

    @Test
    void roundsToAnotherTypeAndSaysWhatThatDidToTheAccuracy() throws Exception {
        Session session = session(300);
        Exported exported = export(session, ExportOrder.to(target("half")).withDType(Optional.of(DType.BF16)));
        try (Checkpoint file = Checkpoints.open(exported.file())) {
            assertThat(file.specs().values()).extracting(TensorSpec::dtype).containsOnly(DType.BF16);
        }
        assertThat(exported.roundingSentences()).hasSize(3);
        SavedCheck.ProbedSet first =
                ((SavedCheck.SameLogits) exported.check()).sets().get(0);
        assertThat(exported.roundingSentences().get(0).toString())
                .startsWith("Rounding to BF16: validation ")
                .endsWith(" points on 250 images (" + first.correct() + " correct, " + first.unrounded() + " before).");
    }

    @Test
    void keepsNeitherTheFileNorACardIfItAnswersOtherwiseThanTheMix() throws Exception {
        workbench.close();
        workbench = workbench(new Forgetful(TinyKitchen.backend()));
        Session session = session(8);
        Files.writeString(target("soup"), "what was there before");
        assertThatThrownBy(() -> export(session, ExportOrder.to(target("soup"))))
                .isInstanceOf(StockpotException.class)
                .hasMessageStartingWith(
                        "soup.safetensors was written, but opened anew it does not answer as the mix did:"
                                + " on validation logits differ by up to ")
                .hasMessageEndingWith(
                        "; it was removed again: export once more, and doubt the disk if that happens" + " twice.");
        assertThat(target("soup")).hasContent("what was there before");
        assertThat(folder.resolve("soup.safetensors.md")).doesNotExist();
        assertThat(hidden()).isEmpty();
    }

    @Test
    void givesTheSameBytesForTheSameMixWhateverTheTime() throws Exception {
        Session session = session(8);
        Exported first = export(session, ExportOrder.to(target("first")));
        Exported second = export(session, ExportOrder.to(target("second")).withCard(false));
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(second.card()).isEmpty();
        assertThat(folder.resolve("second.safetensors.md")).doesNotExist();
    }

    @Test
    void writesACardWithRecipeSourcesScoresAndDate() throws Exception {
        Session session = session(20).renamed(1, "two | <b>*");
        workbench.device().call(workbench.evaluation(session, EnumSet.allOf(Role.class), partial -> {}));
        var search = new SearchSummary(
                "greedy",
                Map.of("strict", "true"),
                7,
                Optional.of(Racing.USUAL),
                new Constraints(Set.of("c"), Map.of(), List.of(Set.of("a", "b"))),
                OptionalInt.of(12),
                OptionalLong.empty(),
                OptionalInt.of(30),
                5,
                "finished",
                Goal.ACCURACY,
                Optional.empty());
        Exported exported = export(session, ExportOrder.to(target("soup")).withSearch(Optional.of(search)));
        String card = Files.readString(exported.card().orElseThrow());
        assertThat(card)
                .startsWith("---\ntags:\n- model-soup\n")
                .contains(
                        "# soup\n",
                        "cooked by Stockpot development on 2024-05-06T12:00:00Z.",
                        "| layer group | one | two \\| &lt;b>\\* | three |",
                        "| all 4 groups | 0.7000 | 0.1000 | 0.3333 |",
                        Sha256.of(session.ingredients().get(2).path(), (done, total) -> {}),
                        "`greedy` with seed 7: 5 evaluations of validation accuracy (budget: 12 evaluations, patience of 30; finished)."
                                + " Evaluations of mixes that would not do were stopped early (error rate 0.05, least gain 0.0 standard errors).",
                        "Constraints: c stays as it is on the sliders; a, b have the same weights.",
                        "Settings: `strict=true`",
                        "| validation | validation | ",
                        " of 20 | `",
                        exported.sha256(),
                        exported.check().sentence());
        try (Checkpoint file = Checkpoints.open(exported.file())) {
            ProvenanceForm form = Provenance.read("it", file.metadata()).orElseThrow();
            assertThat(form.recipe().recipe()).isEqualTo(exported.recipe());
            assertThat(form.recipe().weights().get(2)).containsOnly(1.0 / 3);
            assertThat(form.search().constraints()).isEqualTo(search.constraints());
            assertThat(form.search().patience()).isEqualTo(30);
            assertThat(form.measured().sets())
                    .allSatisfy(score -> assertThat(score.sha256()).hasSize(64));
        }
    }

    @Test
    void showsTheCardBeforeTheExport() throws Exception {
        Session session = session(8);
        String card = workbench.device().call(workbench.card(session, ExportOrder.to(target("soup"))));
        assertThat(card).contains("# soup\n", "| all 4 groups | 0.7000 | 0.1000 | 0.3333 |");
        assertThat(target("soup")).doesNotExist();
    }

    @Test
    void theCardCountsTheModelsThatHaveAWeight() throws Exception {
        Session session = session(8);
        Session one =
                session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {{0}, {1}, {0}})));
        assertThat(card(session, "soup")).contains("A model soup of 3 models out of 3, cooked by ");
        assertThat(card(one, "soup")).contains("A model soup of 1 model out of 3, cooked by ");
    }

    @Test
    void theCommandOnTheCardIsOneThatAShellTakes() throws Exception {
        Session session = session(8);
        assertThat(card(session, "soup")).endsWith("\n    stockpot rebuild soup.safetensors --sources FOLDER\n");
        assertThat(card(session, "my `mix`"))
                .endsWith("\n    stockpot rebuild 'my `mix`.safetensors' --sources FOLDER\n");
    }

    private String card(Session session, String name) throws StockpotException {
        return workbench.device().call(workbench.card(session, ExportOrder.to(target(name))));
    }

    @Test
    void replacesCardsOfItsOwnButNoNotesOfOthers() throws Exception {
        Session session = session(8);
        export(session, ExportOrder.to(target("soup")));
        export(session, ExportOrder.to(target("soup")));
        Path notes = Files.writeString(folder.resolve("notes.safetensors.md"), "my own words");
        assertThatThrownBy(() -> export(session, ExportOrder.to(target("notes"))))
                .hasMessage(
                        notes + " is where the model card would go, and it was not written by Stockpot: move it away,"
                                + " choose another name, or export without a card.");
        assertThat(notes).hasContent("my own words");
    }

    @Test
    void refusesAnEndingThatPromisesAnotherFormat() throws Exception {
        Session session = session(8);
        assertThatThrownBy(() -> export(session, ExportOrder.to(target("soup")).withFormat(ExportFormat.TORCH)))
                .hasMessage(target("soup") + " ends like another format than torch, and programs go by the ending: call"
                        + " it soup.pt or choose the other format.");
    }

    /** Loads files, but never quite as they are. */
    private record Forgetful(Backend backend) implements Backend {
        @Override
        public Architecture recognise(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
            return backend.recognise(subject, tensors);
        }

        @Override
        public Architecture recognise(String subject, Map<String, TensorSpec> tensors, int size)
                throws StockpotException {
            return backend.recognise(subject, tensors, size);
        }

        @Override
        public int embedding(String subject, Map<String, TensorSpec> tensors) throws StockpotException {
            return backend.embedding(subject, tensors);
        }

        @Override
        public Network load(TensorSource weights, int size, Optional<String> variant) throws StockpotException {
            Network network = backend.load(weights, size, variant);
            return weights.name().equals("soup.safetensors") ? new Shaken(network) : network;
        }

        @Override
        public BatchNormNetwork load(TensorSource weights, Program program) throws StockpotException {
            return backend.load(weights, program);
        }

        @Override
        public String device() throws StockpotException {
            return backend.device();
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    /** Wrong in the last bit of one logit. */
    private record Shaken(Network network) implements Network {
        @Override
        public Architecture architecture() {
            return network.architecture();
        }

        @Override
        public void replace(TensorSource weights, Collection<String> tensors) throws StockpotException {
            network.replace(weights, tensors);
        }

        @Override
        public float[] logits(float[] images, int count) throws StockpotException {
            float[] logits = network.logits(images, count);
            logits[logits.length - 1] = Math.nextUp(logits[logits.length - 1]);
            return logits;
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
