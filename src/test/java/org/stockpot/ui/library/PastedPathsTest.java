package org.stockpot.ui.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PastedPathsTest {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takesAbsolutePathsAddressesAndQuotedLines() {
        assertThat(PastedPaths.of("""
                /models/one.safetensors
                  "/models/with space.pt"
                file:///models/three%20.bin
                ~/four.pt
                """))
                .containsExactly(
                        Path.of("/models/one.safetensors"),
                        Path.of("/models/with space.pt"),
                        Path.of("/models/three .bin"),
                        Path.of(System.getProperty("user.home"), "four.pt"));
    }

    @Test
    void leavesOutWhatIsNoPath() {
        assertThat(PastedPaths.of("a sentence\nrelative/file.pt\nfile:%%%\nhttps://example.org/a.pt\n\u0000\n"))
                .isEmpty();
        assertThat(PastedPaths.of("")).isEmpty();
    }
}
