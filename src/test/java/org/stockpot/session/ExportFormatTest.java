package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportFormatTest {
    @ParameterizedTest
    @CsvSource({
        "SAFETENSORS, soup, soup.safetensors",
        "SAFETENSORS, soup.v2, soup.v2.safetensors",
        "SAFETENSORS, soup.safetensors, soup.safetensors",
        "SAFETENSORS, SOUP.SafeTensors, SOUP.SafeTensors",
        "TORCH, soup, soup.pt",
        "TORCH, soup.ckpt, soup.ckpt",
        "TORCHSCRIPT, soup.v2, soup.v2.pt"
    })
    void theEndingIsAppendedWhereItIsMissing(ExportFormat format, String typed, String written) {
        assertThat(format.withEnding(Path.of("folder", typed))).isEqualTo(Path.of("folder", written));
    }

    @ParameterizedTest
    @CsvSource({"a.safetensors, SAFETENSORS", "a.PT, TORCH", "a.bin, TORCH", "a, SAFETENSORS", "a.dat, SAFETENSORS"})
    void theEndingTellsWhatPeopleExpect(String name, ExportFormat expected) {
        assertThat(ExportFormat.expected(Path.of(name))).isEqualTo(expected);
    }
}
