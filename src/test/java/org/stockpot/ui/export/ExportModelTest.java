package org.stockpot.ui.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportModelTest {
    @ParameterizedTest
    @CsvSource({
        "soup, soup.safetensors",
        "soup.v2, soup.v2.safetensors",
        "soup.safetensors, soup.safetensors",
        "SOUP.SafeTensors, SOUP.SafeTensors"
    })
    void theEndingIsAppendedWhereItIsMissing(String typed, String written) {
        assertThat(ExportModel.withEnding(Path.of("folder", typed))).isEqualTo(Path.of("folder", written));
    }
}
