package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that starts Stockpot, with a Java that tells its surroundings and ends. */
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere Java reads file names as UTF-8 by itself")
class LauncherTest {
    private static final String JAVA = """
            #!/bin/sh
            [ "$1" = -version ] || echo "LC_ALL=${LC_ALL:-}"
            exec '%s/bin/java' -XshowSettings:properties -version
            """;

    @TempDir
    Path folder;

    private String started(Map<String, String> locale) throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path java = Files.writeString(bin.resolve("java"), JAVA.formatted(System.getProperty("java.home")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        var builder =
                new ProcessBuilder("sh", Path.of("packaging", "bin", "stockpot").toString());
        builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_HOME", folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void readsFileNamesAsUtf8WhereNoLocaleIsSet() throws Exception {
        assertThat(started(Map.of())).contains("sun.jnu.encoding = UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_CTYPE=C", "LANG=C", "LANG="})
    void readsFileNamesAsUtf8WhereTheLocaleKnowsAsciiAlone(String setting) throws Exception {
        String[] parts = setting.split("=", 2);
        assertThat(started(Map.of(parts[0], parts[1]))).contains("sun.jnu.encoding = UTF-8");
    }

    @Test
    void leavesALocaleThatSomebodyChose() throws Exception {
        assertThat(started(Map.of("LANG", "de_DE.UTF-8", "LC_CTYPE", "de_DE.ISO-8859-1")))
                .contains("LC_ALL=\n");
        assertThat(started(Map.of("LANG", "C", "LC_ALL", "de_DE.UTF-8"))).contains("LC_ALL=de_DE.UTF-8\n");
    }
}
