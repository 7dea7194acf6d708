package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.stockpot.Mutant;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSpec;

/** Damaged files either open or are refused with a sentence; nothing else ever comes out of the readers. */
class FuzzTest {
    private static final int MUTANTS = 500;

    /** Writes and opens one mutant; says whether it opened. */
    private interface Maker {
        boolean make(Path path, Random random) throws IOException;
    }

    private static final List<String> ARCHIVES = List.of("views.pt", "deflated.pt", "big.pt");
    private static final List<String> PICKLES = List.of("deflated.pt", "big.pt", "torch_strangers_2.7.pt");
    private static final List<String> PROGRAMS = List.of("torch_script_2.7.pt", "torch_trace_1.13.pt", "script.pt");
    private static final List<String> LEGACY =
            List.of("torch_legacy_2.7.pt", "torch_legacy_views.pt", "torch_legacy_protocol4_2.7.pt", "legacy.pt");

    private static final Map<String, Maker> MAKERS = Map.of(
            "safetensors", FuzzTest::safetensors,
            "zip", FuzzTest::archive,
            "pickle", (path, random) -> pickleOf(path, random, PICKLES),
            "legacy", FuzzTest::legacy,
            "tar", FuzzTest::tar,
            "TorchScript", (path, random) -> pickleOf(path, random, PROGRAMS));

    private static final Map<String, Map<String, byte[]>> MEMBERS = new ConcurrentHashMap<>();

    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("mutant", ".bin");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = MUTANTS, seed = "1", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void safetensorsFiles(@ForAll long seed) throws Exception {
        safetensors(file, new Random(seed));
    }

    @Property(tries = MUTANTS, seed = "2", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void torchArchives(@ForAll long seed) throws Exception {
        archive(file, new Random(seed));
    }

    /** The pickle is damaged before the archive is made, so that no checksum protects the machine. */
    @Property(tries = MUTANTS, seed = "3", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void pickles(@ForAll long seed) throws Exception {
        pickleOf(file, new Random(seed), PICKLES);
    }

    @Property(tries = MUTANTS, seed = "4", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void legacyStreams(@ForAll long seed) throws Exception {
        legacy(file, new Random(seed));
    }

    @Property(tries = MUTANTS, seed = "5", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void tarArchives(@ForAll long seed) throws Exception {
        tar(file, new Random(seed));
    }

    /** The pickles are damaged before the archive is made. */
    @Property(tries = MUTANTS, seed = "6", shrinking = ShrinkingMode.OFF, afterFailure = AfterFailureMode.RANDOM_SEED)
    void programs(@ForAll long seed) throws Exception {
        pickleOf(file, new Random(seed), PROGRAMS);
    }

    /**
     * A longer run, {@code mvn -Pfuzz}.
     *
     * @param args where the mutant goes; how many of each format
     */
    public static void main(String[] args) throws Exception {
        Path mutant = Path.of(args[0]);
        for (Map.Entry<String, Maker> maker : MAKERS.entrySet()) {
            int opened = 0;
            for (int seed = 0; seed < Integer.parseInt(args[1]); seed++) {
                try {
                    opened += maker.getValue().make(mutant, new Random(1_000_003L * seed)) ? 1 : 0;
                } catch (RuntimeException | AssertionError e) {
                    throw new AssertionError(maker.getKey() + ", mutant " + seed, e);
                }
            }
            System.out.println(maker.getKey() + ": " + args[1] + " mutants, " + opened + " opened");
        }
    }

    private static boolean safetensors(Path path, Random random) throws IOException {
        return open(Files.write(path, Mutant.of(fixture("dtypes.safetensors"), random)), random);
    }

    private static boolean archive(Path path, Random random) throws IOException {
        return open(Files.write(path, Mutant.of(fixture(any(ARCHIVES, random)), random)), random);
    }

    private static boolean legacy(Path path, Random random) throws IOException {
        return open(Files.write(path, Mutant.of(fixture(any(LEGACY, random)), random)), random);
    }

    /** Half of the mutants are damaged within a member, with a header that agrees. */
    private static boolean tar(Path path, Random random) throws IOException {
        byte[] bytes = fixture("torch_tar.pt");
        if (random.nextBoolean()) {
            return open(Files.write(path, Mutant.of(bytes, random)), random);
        }
        var tar = new TarFile();
        try (InputFile original = InputFile.open(Files.write(path, bytes))) {
            for (var member : TarMembers.read(original).entrySet()) {
                int start = (int) member.getValue().start();
                tar.members.put(
                        member.getKey(),
                        Arrays.copyOfRange(
                                bytes, start, start + (int) member.getValue().size()));
            }
        } catch (CheckpointException e) {
            throw new AssertionError(e);
        }
        tar.members.computeIfPresent(any(TarMembers.NAMES, random), (name, content) -> Mutant.of(content, random));
        return open(tar.write(path), random);
    }

    private static boolean pickleOf(Path path, Random random, List<String> fixtures) throws IOException {
        var archive = new Archive();
        for (var member : MEMBERS.computeIfAbsent(any(fixtures, random), FuzzTest::members)
                .entrySet()) {
            byte[] content = member.getValue();
            archive.with(member.getKey(), member.getKey().endsWith("data.pkl") ? Mutant.of(content, random) : content);
        }
        return open(archive.write(path), random);
    }

    /** What the reader looks at; the code of programs is left out. */
    private static Map<String, byte[]> members(String name) {
        var members = new LinkedHashMap<String, byte[]>();
        try (InputFile original = InputFile.open(TorchFixturesTest.fixture(name))) {
            for (ZipMember member : ZipDirectory.read(original).values()) {
                if (!member.name().contains("/code/")) {
                    members.put(member.name(), member.stream(original).readAllBytes());
                }
            }
        } catch (CheckpointException | IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
        return members;
    }

    private static String any(List<String> names, Random random) {
        return names.get(random.nextInt(names.size()));
    }

    private static byte[] fixture(String name) throws IOException {
        try (InputStream in = FuzzTest.class.getResourceAsStream("/checkpoint/" + name)) {
            return in.readAllBytes();
        }
    }

    private static boolean open(Path path, Random random) {
        Strangers strangers = random.nextBoolean() ? Strangers.REFUSED : Strangers.KEPT_INERT;
        try (Checkpoint checkpoint = Checkpoints.open(path, strangers)) {
            for (var tensor : checkpoint.specs().entrySet()) {
                TensorSpec spec = tensor.getValue();
                int count = (int) Math.min(1000, spec.elementCount());
                assertThat(checkpoint
                                .read(tensor.getKey(), spec.elementCount() - count, count)
                                .remaining())
                        .isEqualTo(count * spec.dtype().bytes());
            }
            return true;
        } catch (StockpotException e) {
            assertThat(e).hasMessageStartingWith(path.getFileName() + ": ").hasMessageNotContaining("\n");
            return false;
        }
    }
}
