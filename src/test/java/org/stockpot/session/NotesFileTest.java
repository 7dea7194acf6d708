package org.stockpot.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesFileTest {
    private static final String KEY = "batch CLIP ViT, 4 blocks × 64, größer = 中: cpu()";

    @TempDir
    Path folder;

    @Test
    void theNextProgramFindsWhatThisOneNoted() throws Exception {
        Path file = folder.resolve("new").resolve("engine.properties");
        new NotesFile(file).put(KEY, "64 512");
        new NotesFile(file).put("another", "naïve");
        assertThat(new NotesFile(file).get(KEY)).contains("64 512");
        assertThat(new NotesFile(file).get("another")).contains("naïve");
        assertThat(Files.readAllLines(file)).as("a comment and two notes").hasSize(3);
    }

    @Test
    void aFileOfNonsenseCountsAsEmptyAndIsReplaced() throws Exception {
        Path file = folder.resolve("engine.properties");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '=', '\\', 'u', 'x'});
        var notes = new NotesFile(file);
        assertThat(notes.get(KEY)).isEmpty();
        notes.put(KEY, "8 16");
        assertThat(new NotesFile(file).get(KEY)).contains("8 16");
    }

    @Test
    void whereNothingCanBeWrittenNotesLastAsLongAsTheProgram() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "no folder");
        var notes = new NotesFile(blocked.resolve("engine.properties"));
        notes.put(KEY, "1 2");
        assertThat(notes.get(KEY)).contains("1 2");
    }
}
