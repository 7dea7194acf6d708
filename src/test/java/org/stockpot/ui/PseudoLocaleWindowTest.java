package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window in languages with longer words: what it says comes from its texts, and buttons, tabs and menus show theirs as a
 * whole. The tabs, menus and pages of all rooms are opened, with nothing in them and at work.
 */
class PseudoLocaleWindowTest {
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");

    /** Where what is not translated stands: a pattern for the id, one for all of the text, in one line each. */
    private static final List<Pattern> NOT_TRANSLATED = List.of(
            // Names that the user gave to models and sets, and the file they are in.
            exactly(".*", "base|one|two|three|test|validation|other|Greedy soup|sliders"),
            exactly("details-path .*", ".*"),
            exactly("details-sha256 .*", "[0-9a-f]{64}"),
            exactly("(export|cook)-target .*", "(soup|cooked)\\.safetensors"),
            // Keys, as the system writes them.
            exactly(".*", "((Ctrl|Shift|Alt)\\+)+\\S+(, (Ctrl\\+|Shift\\+)+\\S+)*"),
            // Names and units that are the same in every language.
            exactly(".*", "SHA-256|safetensors|CPU, PyTorch .*|min|img|GB|[0-9.]+ (k|M|G)?B"),
            // The network, its layer groups and its tensors, which the file names.
            exactly("status-facts", ".*CLIP ViT.*"),
            exactly("(desk-view|virtual-flow|details-tensors) .*", "[a-z_0-9.]+|[A-Z]+[0-9]+ .*"),
            // Literature; what is typed in a notation of its own, and values of settings that are typed.
            exactly("(search|cook)-(reference|scroll .*)|(mix-)?setting-.*", ".*[0-9]{4}.*|[0-9.,]+"),
            exactly("(search|cook)-objective.*", "[a-z0-9.*+,:()-]+"),
            // Shares of models, which have names.
            exactly("(explain-words|mix-words|trial-mix).*", ".*[0-9.]+ % .*"));

    @TempDir
    private static Path folder;

    @Test
    void everythingIsTranslatedAndNoControlIsCut() throws Exception {
        Path texts = WordsChild.translated(folder.resolve("texts"), PseudoTexts::translated);
        WordsWalk.Read read = WordsChild.walk(texts, "en", 100, folder.resolve("pseudo"));
        assertThat(read.shown()).as("the walk has been everywhere").hasSizeGreaterThan(600);
        assertThat(read.shown()).filteredOn(PseudoLocaleWindowTest::isForeign).isEmpty();
        assertThat(read.cut()).isEmpty();
    }

    @Test
    void noControlIsCutInGermanInLargeType() throws Exception {
        WordsWalk.Read read = WordsChild.walk(emptyFolder(), "de", 150, folder.resolve("german"));
        assertThat(read.shown()).contains("search-kind-mix | Mischung suchen");
        assertThat(read.cut()).isEmpty();
    }

    private static Path emptyFolder() throws IOException {
        return Files.createDirectories(folder.resolve("none"));
    }

    private static boolean isForeign(String line) {
        String id = line.substring(0, line.indexOf(WordsWalk.BETWEEN));
        String rest = PseudoTexts.foreign(line.substring(id.length() + WordsWalk.BETWEEN.length()));
        String read = id + WordsWalk.BETWEEN + rest.strip();
        return WORD.matcher(rest).find()
                && NOT_TRANSLATED.stream()
                        .noneMatch(known -> known.matcher(read).matches());
    }

    private static Pattern exactly(String id, String text) {
        return Pattern.compile("(?:" + id + ")" + Pattern.quote(WordsWalk.BETWEEN) + "(?:" + text + ")");
    }
}
