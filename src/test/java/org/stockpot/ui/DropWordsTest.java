package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DropWordsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            a.safetensors,                Drop to add the checkpoint a.safetensors
            a.pt b.index.json c.CKPT,     Drop to add 3 checkpoints
            kitchen.stockpot.json,        Drop to open the session kitchen.stockpot.json
            images,                       Drop to see what images is and add it
            images a.pt,                  Drop to see what these 2 files are and add them
            """)
    void whatDroppingWillDoIsSaidByTheNames(String names, String words) {
        assertThat(DropWords.of(Arrays.stream(names.split(" ")).map(File::new).toList()))
                .isEqualTo(words);
    }
}
