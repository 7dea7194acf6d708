package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.Checkpoints;
import org.stockpot.checkpoint.SafetensorsWriter;
import org.stockpot.data.Preprocessing;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.MixingWeights;
import org.stockpot.fuse.Recipe;
import org.stockpot.tensor.DType;
import org.stockpot.tensor.StockpotException;

/** A file can be cooked again from what it says about itself; and what strangers' files say is believed only so far. */
@Timeout(120)
class RebuildTest {
    @TempDir
    Path folder;

    private final Workbench workbench = TinyKitchen.workbench();
    private Path kitchen = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void makeFolders() throws Exception {
        kitchen = Files.createDirectory(folder.resolve("kitchen"));
        out = Files.createDirectory(folder.resolve("out"));
    }

    @AfterEach
    void closeWorkbench() {
        workbench.close();
    }

    private Session session() throws StockpotException {
        Session session = new TinyKitchen(kitchen).session(workbench, 8);
        return session.withRecipe(session.recipe().withWeights(MixingWeights.of(new double[][] {
            {0.7, 0, 0.2, 1e-3}, {0.1, 0, 0.3, -0.5}, {1.0 / 3, 0, 0.5, 2}
        })));
    }

    private Exported export(ExportOrder order) throws StockpotException {
        return workbench.device().call(workbench.export(session(), order));
    }

    private Rebuilt rebuild(Path file, Path... folders) throws StockpotException {
        return workbench.device().call(workbench.rebuild(file, List.of(folders)));
    }

    @ParameterizedTest
    @CsvSource({"F64", "F32", "F16", "BF16"})
    void cooksTheSameBytesAgainForEveryElementType(DType dtype) throws Exception {
        Exported exported =
                export(ExportOrder.to(out.resolve("soup.safetensors")).withDType(Optional.of(dtype)));
        Rebuilt rebuilt = rebuild(exported.file());
        assertThat(rebuilt.difference()).isEmpty();
        assertThat(rebuilt.sha256()).isEqualTo(exported.sha256());
        assertThat(rebuilt.sources()).extracting(Source::name).containsExactly("base", "one", "two", "three");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("soup.safetensors", "soup.safetensors.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum",
                "arithmetic",
                "ties:density=0.3,scope=model",
                "ties:density=0.3,scope=tensor",
                "dare:drop=0.6,merge=linear,seed=4",
                "dare:drop=0.6,merge=ties,seed=4",
                "slerp"
            })
    void cooksTheSameBytesAgainForEveryMethod(String method) throws Exception {
        Session session = new TinyKitchen(kitchen).session(workbench, 8);
        session = session.withRecipe(new Recipe(
                FusionMethod.parse(method), session.recipe().granularity(), MixingWeights.of(new double[][] {
                    {0.7, 0, 0.2, 1e-3}, {0.1, 0, 0.3, 0.5}, {1.0 / 3, 0, 0.5, 2}
                })));
        Exported exported =
                workbench.device().call(workbench.export(session, ExportOrder.to(out.resolve("soup.safetensors"))));
        assertThat(exported.check()).isInstanceOf(SavedCheck.SameLogits.class);
        assertThat(Files.readString(out.resolve("soup.safetensors.md"))).contains("Method: `" + method + "`, ");
        // Nothing that another workbench would not find out.
        try (Workbench other = TinyKitchen.workbench()) {
            assertThat(other.device()
                            .call(other.rebuild(exported.file(), List.of()))
                            .difference())
                    .isEmpty();
        }
        Path saved = out.resolve("again.stockpot.json");
        SessionFile.write(session, saved);
        assertThat(SessionFile.read(saved).recipe()).isEqualTo(session.recipe());
    }

    @Test
    void aFileOpensAsTheSessionThatItWasMadeIn() throws Exception {
        Session made = session();
        Exported exported = export(ExportOrder.to(out.resolve("soup.safetensors")));
        try (Workbench other = TinyKitchen.workbench()) {
            Session opened = other.io().call(other.recipe(exported.file(), List.of()));
            assertThat(opened.sources())
                    .extracting(Source::name, Source::path)
                    .containsExactlyElementsOf(made.sources().stream()
                            .map(source -> tuple(source.name(), source.path()))
                            .toList());
            assertThat(opened.recipe()).isEqualTo(made.recipe());
            assertThat(opened.preprocessing())
                    .as("what was usual then is said now")
                    .contains(Preprocessing.clip(8, 1));
            assertThat(opened.trials()).isEmpty();
        }
        assertThatThrownBy(() -> workbench
                        .io()
                        .call(workbench.recipe(made.sources().get(0).path(), List.of())))
                .isInstanceOf(StockpotException.class)
                .hasMessageEndingWith(
                        " does not say how it was made: only files that Stockpot exported can be rebuilt.");
    }

    @Test
    void cooksStateDictsOfPyTorchAndShardsAgain() throws Exception {
        Exported torch = export(ExportOrder.to(out.resolve("soup.pt")).withCard(false));
        assertThat(torch.format()).isEqualTo(ExportFormat.TORCH);
        assertThat(rebuild(torch.file()).difference()).isEmpty();
        ExportOrder order = ExportOrder.to(out.resolve("parts.safetensors")).withShards(OptionalLong.of(60_000));
        for (int time = 0; time < 2; time++) {
            Exported parts = export(order.withCard(false));
            assertThat(parts.files()).hasSizeGreaterThan(2);
            assertThat(parts.file()).hasFileName("parts.safetensors.index.json");
            Rebuilt rebuilt = rebuild(parts.file());
            assertThat(rebuilt.difference()).isEmpty();
            assertThat(rebuilt.sha256()).isEqualTo(parts.sha256());
        }
    }

    @Test
    void findsSourcesByTheirContentWhereverTheyWent() throws Exception {
        Exported exported = export(ExportOrder.to(out.resolve("soup.safetensors")));
        Path attic = Files.createDirectories(folder.resolve("attic/deep/down"));
        Files.move(kitchen.resolve("two.safetensors"), attic.resolve("renamed.bin"));
        Files.copy(kitchen.resolve("one.safetensors"), kitchen.resolve("two.safetensors"));
        assertThatThrownBy(() -> rebuild(exported.file()))
                .hasMessageStartingWith("two is needed, the checkpoint with the SHA-256 ")
                .hasMessageEndingWith(", but what lies at " + kitchen.resolve("two.safetensors")
                        + " now is another file: give its folder.");
        Files.delete(kitchen.resolve("two.safetensors"));
        assertThatThrownBy(() -> rebuild(exported.file(), out, kitchen))
                .hasMessageEndingWith(", but it is not where it was when the file was made, and it is not in " + out
                        + ", " + kitchen + ": give its folder.");
        assertThat(rebuild(exported.file(), folder.resolve("attic")).isEqual()).isTrue();
    }

    @Test
    void tidiesUpAfterARebuildThatDied() throws Exception {
        Path file = export(ExportOrder.to(out.resolve("soup.safetensors")).withCard(false))
                .file();
        Path outer = out.resolve(".stockpot-0123456789abcdef.tmp");
        Path inner = Files.createDirectories(outer.resolve(".stockpot-0123456789abcdee.tmp"));
        Files.writeString(inner.resolve("soup.safetensors"), "half");
        Files.createFile(outer.resolve(".stockpot-0123456789abcdee.lock"));
        Files.createFile(out.resolve(".stockpot-0123456789abcdef.lock"));
        assertThat(rebuild(file).isEqual()).isTrue();
        assertThat(out.toFile().list()).containsExactly("soup.safetensors");
    }

    @Test
    void namesTheFirstTensorThatDiffers() throws Exception {
        Path file = export(ExportOrder.to(out.resolve("soup.safetensors"))).file();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);
        assertThat(rebuild(file).difference())
                .hasValueSatisfying(clause ->
                        assertThat(clause).matches("tensor model\\.visual\\.\\S+ differs from element \\d+ on"));
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void needsAFileThatSaysHowItWasMade() throws Exception {
        Path plain = new TinyKitchen(kitchen).checkpoint("plain", 5);
        assertThatThrownBy(() -> rebuild(plain))
                .hasMessage(plain + " does not say how it was made: only files that Stockpot exported can be rebuilt.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            {"version":5}                                § of version 5, this program reads up to 4: update Stockpot.
            {"version":2,"tool":7,"surprise":1}          § is not the JSON expected here:
            [[[[[[[[                                     § is not the JSON expected here:
            {}                                           § says nonsense about how it was made
            {"ingredients":[],"groups":[],"recipe":{"method":"weighted","granularity":"1","weights":[]}} § (no ingredients)
            {"version":4,"ingredients":[],"groups":[],"recipe":{"method":"weighted","granularity":"1","weights":[]},"cooking":{}} § (a method without a name)
            {"ingredients":[{"name":"a","sha256":"0"}],"groups":[],"recipe":{"method":"weighted","granularity":"1","weights":[[]]}} § (a source with the SHA-256 0)
            {"ingredients":[{"name":"a","sha256":"0"}],"groups":["g"],"recipe":{"method":"weighted","granularity":"1","weights":[[]]}} § (0 weights for 1 groups)
            {"ingredients":[{"name":"a","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],"groups":["g"],"recipe":{"method":"weighted","granularity":"1","weights":[[1]]},"batchNorm":{"sha256":"0","images":1,"batch":1}} § (batch-norm statistics of no images)
            {"ingredients":[{"name":"a","sha256":"0"}],"groups":["g"],"recipe":{"method":"weighted","granularity":"1","weights":[[1],[1]]}} § (2 rows of weights for 1 ingredients)
            """)
    void refusesNonsenseOfStrangersInOneSentence(String json, String message) {
        assertThatThrownBy(() -> Provenance.read("x.safetensors", Map.of(Provenance.KEY, json)))
                .isInstanceOf(StockpotException.class)
                .hasMessageContaining("x.safetensors")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            "filter":"bicubic"   § "filter":"bicubix"   § the filter bicubix
            "weights":[[0.7      § "weights":[[null     § a value is missing
            "weights":[[0.7      § "weights":[[1e999    § mixing weight Infinity
            "method":"weighted"  § "method":null        § a value is missing
            "granularity":"1"    § "granularity":null   § a value is missing
            "name":"two"         § "name":"one"         § two ingredients are called one
            """)
    void refusesNonsenseInARecipeInOneSentence(String good, String bad, String found) throws Exception {
        Path file = changed(export(ExportOrder.to(out.resolve("soup.safetensors"))), good, bad);
        String sentence =
                file + " says nonsense about how it was made (" + found + "): use a file that Stockpot exported.";
        assertThatThrownBy(() -> rebuild(file))
                .isInstanceOf(StockpotException.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> workbench.io().call(workbench.recipe(file, List.of())))
                .isInstanceOf(StockpotException.class)
                .hasMessage(sentence);
    }

    /** The same file with other metadata. */
    private Path changed(Exported exported, String good, String bad) throws Exception {
        Path file = out.resolve("changed.safetensors");
        try (Checkpoint whole = Checkpoints.open(exported.file())) {
            String text = String.valueOf(whole.metadata().get(Provenance.KEY));
            assertThat(text).contains(good);
            SafetensorsWriter.write(
                    whole,
                    file,
                    Map.of(Provenance.KEY, text.replaceFirst(Pattern.quote(good), bad)),
                    (done, all) -> {});
        }
        return file;
    }

    @Test
    void refusesAnyDamageToTheMetadataInOneSentenceOrReadsIt() throws Exception {
        Exported exported = export(ExportOrder.to(out.resolve("soup.safetensors")));
        String good;
        try (var file = Checkpoints.open(exported.file())) {
            good = String.valueOf(file.metadata().get(Provenance.KEY));
        }
        var random = new Random(3);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            var text = new StringBuilder(good);
            for (int change = 0; change <= random.nextInt(3); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, "0-9{}[]\",:nul e.".charAt(random.nextInt(16)));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                }
            }
            try {
                Provenance.read("x", Map.of(Provenance.KEY, text.toString()));
                read++;
            } catch (StockpotException expected) {
                assertThat(expected.getMessage()).contains("x");
            }
        }
        assertThat(read).isBetween(10, 1990);
    }
}
