package org.stockpot.ui;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A Java of its own with the window in another language: a class keeps the texts that it found when it was loaded, so those
 * of this Java are English for good.
 */
final class WordsChild {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final List<String> KEPT = List.of(
            "java.awt.headless",
            "testfx.robot",
            "testfx.headless",
            "glass.platform",
            "monocle.platform",
            "prism.order",
            "ai.djl.offline");

    private WordsChild() {}

    /** Writes all English texts anew into a folder that can stand before them on the class path. */
    static Path translated(Path folder, UnaryOperator<String> words) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            for (Path english :
                    files.filter(file -> file.endsWith("texts.properties")).toList()) {
                var texts = new Properties();
                try (var reader = Files.newBufferedReader(english, StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
                texts.replaceAll((key, text) -> words.apply((String) text));
                Path file = folder.resolve(RESOURCES.relativize(english));
                Files.createDirectories(file.getParent());
                try (var writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                    texts.store(writer, null);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return folder;
    }

    /**
     * Walks through the window in a new Java.
     *
     * @param texts goes before the class path
     * @param language of the screen
     * @param textPercent size of texts
     * @param scratch a folder that is not there yet
     * @return what {@link WordsWalk} has read
     */
    static WordsWalk.Read walk(Path texts, String language, int textPercent, Path scratch)
            throws IOException, InterruptedException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Duser.country=GB",
                "-Duser.language=" + language,
                "-cp",
                texts + File.pathSeparator + path));
        for (String property : KEPT) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.addAll(List.of(WordsWalk.class.getName(), scratch.toString(), Integer.toString(textPercent)));
        Files.createDirectories(scratch);
        Path log = scratch.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
        return WordsWalk.Read.from(scratch);
    }
}
