package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialListingTest {
    private static List<TrialRow> rows() {
        Session session = TrialSamples.session();
        Trial noted = session.trials()
                .get(3)
                .noted(new TrialNote(true, List.of("good", "head"), "the \"best\", so far\nkeep"));
        return TrialTable.of(session.withTrials(session.trials().subList(0, 3)).withTrial(noted))
                .rows();
    }

    @Test
    void csvHasAllColumnsAndPointsInNumbersWhateverTheLanguage(@TempDir Path folder) throws Exception {
        Locale before = Locale.getDefault();
        Path file = folder.resolve("trials.csv");
        try {
            Locale.setDefault(Locale.GERMANY);
            TrialListing.write(rows(), file);
        } finally {
            Locale.setDefault(before);
        }
        String text = Files.readString(file);
        assertThat(text)
                .startsWith("number,pinned,origin,plan,optimiser,seed,validation,validation_low,validation_high,"
                        + "validation_gain,validation_p,test,")
                .endsWith(",\"good, head\",\"the \"\"best\"\", so far\nkeep\"\r\n")
                .contains("\r\n2,false,two,,,,0.8,0.774")
                .contains("\r\n4,true,Manifold mixing,manifold,cobyla,7,0.803,");
    }

    @Test
    void aSpreadsheetGetsOneLinePerTrial() {
        String[] lines = TrialListing.tsv(rows()).lines().toArray(String[]::new);
        assertThat(lines).hasSize(5);
        assertThat(lines[4].split("\t", -1)).hasSameSizeAs(lines[0].split("\t", -1));
        assertThat(lines[4]).endsWith("good, head\tthe \"best\", so far keep");
    }

    @Test
    void whatASpreadsheetWouldEvaluateGetsAnApostrophe() {
        Trial hostile = TrialSamples.trial(
                        "=HYPERLINK(\"x\")", List.of(TrialSamples.ONE), new double[][] {{1}}, 0, 700, 1)
                .noted(new TrialNote(false, List.of("@tag"), "-1+cmd|' /C calc'!A0"));
        Trial worse = TrialSamples.trial("two", List.of(TrialSamples.TWO), new double[][] {{1}}, 0, 600, 2)
                .noted(new TrialNote(false, List.of("-tag"), "\"=1+1\""));
        List<TrialRow> rows = TrialTable.of(TrialSamples.session().withTrials(List.of(hostile, worse)))
                .rows();
        assertThat(TrialListing.csv(rows))
                .contains("\r\n1,false,\"'=HYPERLINK(\"\"x\"\")\",")
                .contains(",'@tag,'-1+cmd|' /C calc'!A0\r\n")
                .contains(",-0.1,")
                .endsWith(",'-tag,\"'\"\"=1+1\"\"\"\r\n");
        assertThat(TrialListing.tsv(rows))
                .contains("\n1\tfalse\t'=HYPERLINK(\"x\")\t")
                .contains("\t'@tag\t'-1+cmd|' /C calc'!A0\n")
                .endsWith("\t'-tag\t'\"=1+1\"\n");
    }

    @Test
    void markdownSaysWhatIsWithinTheNoise() {
        assertThat(TrialListing.markdown(rows().subList(1, 4))).isEqualTo("""
                | # | origin | seed | validation % | test % | OOD mean % | tags | note |
                |--:|:--|--:|--:|--:|--:|:--|:--|
                | 2 | two |  | 80.00 [77.4, 82.4] | 80.00 [77.4, 82.4] | 80.00 [77.4, 82.4] |  |  |
                | 3 | sliders |  | 81.20 [78.7, 83.5] +1.20 | 81.20 [78.7, 83.5] +1.20 | 81.20 [78.7, 83.5] +1.20 |  |  |
                | 4 | Manifold mixing | 7 | 80.30 [77.7, 82.6] (+0.30) | 80.30 [77.7, 82.6] (+0.30) | 80.30 [77.7, 82.6] (+0.30) | good, head | the "best", so far keep |
                """);
    }

    @Test
    void objectsLeaveOutWhatIsNotKnown() {
        Map<String, Object> two = TrialListing.objects(rows()).get(1);
        assertThat(two).containsEntry("number", 2).containsEntry("test", 0.8).doesNotContainKeys("seed", "test_gain");
    }
}
