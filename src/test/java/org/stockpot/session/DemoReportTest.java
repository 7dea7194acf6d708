package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The report that lies beside the demo; {@code stockpot demo --report assets/demo/report.html} makes it again. */
class DemoReportTest {
    private static final Path DEMO = Path.of("assets", "demo");

    @Test
    void isAboutTheDemosFilesAndSets() throws Exception {
        Path page = DEMO.resolve("report.html");
        String html = Files.readString(page, StandardCharsets.UTF_8);
        String card = Files.readString(DEMO.resolve("report.md"), StandardCharsets.UTF_8);
        Session session = SessionFile.read(DEMO.resolve("demo" + SessionFile.ENDING));
        assertThat(session.sources())
                .isNotEmpty()
                .allSatisfy(source -> assertThat(html).contains(source.content()))
                .allSatisfy(source -> assertThat(card).contains(source.content()));
        assertThat(session.data())
                .isNotEmpty()
                .allSatisfy(set -> assertThat(html).contains("The first images of " + set.name() + ": "));
        assertThat(Files.size(page)).isLessThan(400_000);
        assertThat(html).doesNotContain("<script");
    }
}
