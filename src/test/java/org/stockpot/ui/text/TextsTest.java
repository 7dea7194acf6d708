package org.stockpot.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.ui.MainWindow;

class TextsTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern USED = Pattern.compile("(?:TEXTS|texts)\\s*\\.get\\(\\s*\"([^\"]+)\"\\s*[,)]");

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

    @Test
    void aLanguageThatIsNotThereIsEnglish() {
        assertThat(Texts.of(MainWindow.class, Locale.JAPANESE).get("room.mix")).isEqualTo("Mix");
    }

    @Test
    void germanIsThere() {
        assertThat(Texts.of(MainWindow.class, Locale.GERMAN).get("room.mix")).isEqualTo("Mischen");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextIsThereInBothLanguagesWithTheSameArguments(Path english) throws IOException {
        Properties one = read(english);
        Properties other = read(english.resolveSibling("texts_de.properties"));
        assertThat(new TreeSet<>(other.stringPropertyNames())).isEqualTo(new TreeSet<>(one.stringPropertyNames()));
        for (String key : one.stringPropertyNames()) {
            assertThat(arguments(other.getProperty(key))).as(key).isEqualTo(arguments(one.getProperty(key)));
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void anApostropheIsWrittenTwiceOnlyInATextWithArguments(Path english) throws IOException {
        for (Path file : List.of(english, english.resolveSibling("texts_de.properties"))) {
            Properties texts = read(file);
            for (String key : texts.stringPropertyNames()) {
                String text = texts.getProperty(key);
                boolean pattern = ARGUMENT.matcher(text).find();
                assertThat(pattern ? text.replace("''", "") : text)
                        .as(file + ": " + key)
                        .doesNotContain(pattern ? "'" : "''");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void everyTextThatAPanelAsksForIsThere(Path english) throws IOException {
        Properties known = read(english);
        Path classes = SOURCES.resolve(RESOURCES.relativize(english).getParent());
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                Matcher asked = USED.matcher(Files.readString(file));
                while (asked.find()) {
                    assertThat(known).as(file.toString()).containsKey(asked.group(1));
                }
            }
        }
    }

    private static List<Path> bundles() {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.endsWith("texts.properties")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<Integer> arguments(String pattern) {
        var format = new MessageFormat(pattern, Locale.ROOT);
        var indices = new TreeSet<Integer>();
        for (int index = 0; index < format.getFormatsByArgumentIndex().length; index++) {
            if (pattern.contains("{" + index)) {
                indices.add(index);
            }
        }
        return indices;
    }

    private static Properties read(Path file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
