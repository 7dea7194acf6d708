package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.data.Copies;
import org.stockpot.data.DataRef;
import org.stockpot.data.Pixels;
import org.stockpot.data.PngFile;
import org.stockpot.data.Role;
import org.stockpot.data.Shift;
import org.stockpot.data.ShiftKind;
import org.stockpot.job.JobContext;

class LeakGuardTest {
    private static final int SIDE = 48;

    @TempDir
    private Path folder;

    /** Blobs and stripes, other ones for every seed. */
    private static Pixels picture(long seed) {
        var random = new Random(seed);
        var samples = new byte[SIDE * SIDE * 3];
        var waves = new double[6][];
        for (int i = 0; i < waves.length; i++) {
            waves[i] = new double[] {random.nextDouble() * 0.5, random.nextDouble() * 0.5, random.nextDouble() * 7};
        }
        for (int i = 0; i < samples.length; i++) {
            int x = i / 3 % SIDE;
            int y = i / 3 / SIDE;
            double sum = 128;
            for (double[] wave : waves) {
                sum += 25 * Math.sin(wave[0] * x + wave[1] * y + wave[2] + i % 3);
            }
            samples[i] = (byte) Math.max(0, Math.min(255, sum));
        }
        return new Pixels(SIDE, SIDE, 3, samples);
    }

    private DataRef set(Role role, String name, List<Pixels> images) throws IOException {
        Path images0 = Files.createDirectories(folder.resolve(name).resolve("0"));
        for (int i = 0; i < images.size(); i++) {
            Files.write(images0.resolve(String.format(Locale.ROOT, "%03d.png", i)), PngFile.encode(images.get(i)));
        }
        return DataRef.of(role, folder.resolve(name));
    }

    private static List<Pixels> pictures(int from, int count) {
        return new Random(from).longs(count).mapToObj(LeakGuardTest::picture).toList();
    }

    private static LeakReport report(DataRef... data) throws Exception {
        return new LeakGuard(2, JobContext.detached()).run(Session.EMPTY.withData(List.of(data)));
    }

    @Test
    void findsEveryWayOfCopyingAndNothingElse() throws Exception {
        List<Pixels> searched = pictures(1, 40);
        var reported = new ArrayList<>(pictures(2, 40));
        int image = 0;
        for (UnaryOperator<Pixels> way : Copies.WAYS.values()) {
            reported.add(way.apply(searched.get(5 * image++)));
        }
        DataRef validation = set(Role.VALIDATION, "validation", searched);
        DataRef test = set(Role.TEST, "test", reported);
        LeakReport report = report(validation, test);
        assertThat(report.leaks().stream().map(Leak::toString))
                .containsExactly(
                        "validation 0 = test 40 (exact copy)",
                        "validation 5 = test 41 (near copy)",
                        "validation 10 = test 42 (near copy)",
                        "validation 15 = test 43 (mirrored near copy)",
                        "validation 20 = test 44 (near copy)",
                        "validation 25 = test 45 (mirrored near copy)");
        assertThat(report.headline()).hasToString("6 pairs of copies between sets, 1 exact and 5 near.");
        Session clean = report.excluded(Session.EMPTY.withData(List.of(validation, test)));
        assertThat(clean.data().get(0).without().toString()).isEqualTo("0,5,10,15,20,25");
        assertThat(clean.data().get(1)).isEqualTo(test);
        assertThat(new LeakGuard(1, JobContext.detached()).run(clean).leaks()).isEmpty();
    }

    @Test
    void aSearchedImageIsALeakHoweverItIsShifted() throws Exception {
        DataRef validation = set(Role.VALIDATION, "validation", pictures(3, 5));
        DataRef shifted = validation.withRole(Role.OOD).withShift(Optional.of(new Shift(ShiftKind.FOG, 3)));
        assertThat(report(validation, shifted).leaks()).hasSize(5);
    }

    @Test
    void aShiftedTestSetIsWhatItIsMeantToBe() throws Exception {
        DataRef test = set(Role.TEST, "test", pictures(4, 5));
        DataRef shifted = test.withRole(Role.OOD).withShift(Optional.of(new Shift(ShiftKind.FOG, 3)));
        DataRef some = DataRef.parse("ood:" + test.path() + "?from=1&count=3&shift=invert");
        assertThat(report(test, shifted, some).leaks()).isEmpty();
        DataRef unshifted = DataRef.parse("ood:" + test.path() + "?from=1&count=3&name=again");
        LeakReport report = report(test, unshifted);
        assertThat(report.leaks().stream().map(Leak::toString))
                .containsExactly(
                        "test 1 = again 0 (exact copy)",
                        "test 2 = again 1 (exact copy)",
                        "test 3 = again 2 (exact copy)");
    }

    @Test
    void plantedCopiesAreFoundAmongTheImagesOfASet() throws Exception {
        DataRef test = set(Role.TEST, "test", pictures(5, 12));
        LeakCheck check = LeakCheck.run(test, 6, 1, JobContext.detached());
        assertThat(check.images()).isEqualTo(12);
        assertThat(check.rows()).hasSize(Copies.WAYS.size()).allSatisfy(row -> {
            assertThat(row.planted()).isEqualTo(6);
            assertThat(row.recall()).as(row.copy()).isEqualTo(1);
            assertThat(row.others()).isZero();
        });
    }
}
