package org.stockpot.session.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of the system: folders, theme, screens, memory. */
class SystemTest {
    private static final Path HOME = Path.of("/home/cook");

    @ParameterizedTest
    @CsvSource(textBlock = """
            Linux,      '',              '',           .config/stockpot,                     .local/share/stockpot
            Linux,      XDG_CONFIG_HOME, /x,           /x/stockpot,                          .local/share/stockpot
            Linux,      XDG_DATA_HOME,   /y,           .config/stockpot,                     /y/stockpot
            Linux,      XDG_DATA_HOME,   relative,     .config/stockpot,                     .local/share/stockpot
            Linux,      XDG_CONFIG_HOME, ' ',          .config/stockpot,                     .local/share/stockpot
            Mac OS X,   XDG_CONFIG_HOME, /x,           Library/Application Support/Stockpot, Library/Application Support/Stockpot
            Windows 11, '',              '',           AppData/Roaming/Stockpot,             AppData/Local/Stockpot
            Windows 11, APPDATA,         /r,           /r/Stockpot,                          AppData/Local/Stockpot
            """)
    void foldersLieWhereTheSystemWantsThem(
            String system, String variable, String value, String configuration, String data) {
        var folders = UserFolders.of(
                name -> Optional.ofNullable(Map.of(variable, value).get(name)), system, HOME);
        assertThat(folders).isEqualTo(new UserFolders(HOME.resolve(configuration), HOME.resolve(data)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Linux,      gdbus,     '(<<uint32 1>>,)',                     true
            Linux,      gdbus,     '(<<uint32 2>>,)',                     false
            Linux,      gdbus,     '(<<uint32 0>>,)',                     false
            Linux,      gsettings, '''prefer-dark''',                     true
            Linux,      gsettings, '''default''',                         false
            Linux,      nothing,   '',                                    false
            Mac OS X,   defaults,  Dark,                                  true
            Mac OS X,   nothing,   '',                                    false
            Windows 11, reg,       'AppsUseLightTheme REG_DWORD 0x0',     true
            Windows 11, reg,       'AppsUseLightTheme REG_DWORD 0x1',     false
            Windows 11, nothing,   '',                                    false
            """)
    void theDesktopSaysWhetherItIsDark(String system, String program, String answer, boolean dark) {
        var desktop = new DesktopTheme(
                system, command -> command.get(0).equals(program) ? Optional.of(answer) : Optional.empty());
        assertThat(desktop.isDark()).isEqualTo(dark);
    }

    @Test
    void aCommandThatIsNotThereOrFailsOrHangsHasNoAnswer() {
        assertThat(SystemCommand.answer(List.of("no-such-command-at-all"))).isEmpty();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(SystemCommand.answer(List.of(java, "--no-such-option"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 100, true",
        "-1200, 100, false",
        "-1100, 100, true",
        "1850, 100, false",
        "100, -50, false",
        "100, 1050, false",
        "2500, 100, false"
    })
    void aWindowIsWithinReachWhereItCanBeSeenAndMoved(double x, double y, boolean within) {
        var screen = new Bounds(0, 0, 1920, 1080);
        assertThat(new Bounds(x, y, 1280, 800).isWithinReach(List.of(screen))).isEqualTo(within);
    }

    @Test
    void memoryOfTheProcessIsReadFromWhatLinuxSays() {
        assertThat(MemoryUse.resident(List.of("VmHWM:\t  2000 kB", "VmRSS:\t  1024 kB")))
                .isEqualTo(OptionalLong.of(1 << 20));
        assertThat(MemoryUse.resident(List.of("Name: java"))).isEmpty();
    }

    @Test
    void foldersAreShownByTheSystemsOwnProgram() {
        assertThat(FolderView.command("Linux", HOME)).containsExactly("xdg-open", "/home/cook");
        assertThat(FolderView.command("Mac OS X", HOME)).containsExactly("open", "/home/cook");
        assertThat(FolderView.command("Windows 11", HOME)).startsWith("explorer");
    }
}
