package org.stockpot.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String ROOT = "org.stockpot";
    private static final String MIRROR = "org.stockpot.architecture.planted";
    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(MIRROR);

    static List<String> layers() {
        return Layers.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void usesOnlyWhatTheTableAllows(String layer) {
        new Rules(ROOT).arrows(layer).check(PROGRAM);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holdsInTheProgram(String rule) {
        rules(ROOT).get(rule).check(PROGRAM);
    }

    @Test
    void theProgramWasReallyRead() {
        for (String layer : Layers.names()) {
            assertThat(PROGRAM.stream().anyMatch(type -> type.getPackageName().startsWith(ROOT + "." + layer)))
                    .as("classes in %s", layer)
                    .isTrue();
        }
        assertThat(PROGRAM.contain("org.stockpot.Main")).isTrue();
        assertThat(PROGRAM.contain("org.stockpot.architecture.ArchitectureTest"))
                .isFalse();
    }

    static Stream<Arguments> forbiddenArrows() {
        return Layers.names().stream()
                .flatMap(from -> Layers.forbidden(from).stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} must not use {1}")
    @MethodSource("forbiddenArrows")
    void everyForbiddenArrowBites(String from, String to) {
        assertThat(violations(new Rules(MIRROR).arrows(from))).contains(arrow(from, to));
    }

    static Stream<Arguments> allowedArrows() {
        return Layers.names().stream()
                .flatMap(from -> Layers.allowed(from).stream().map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "{0} may use {1}")
    @MethodSource("allowedArrows")
    void noAllowedArrowBites(String from, String to) {
        assertThat(violations(new Rules(MIRROR).arrows(from))).doesNotContain(arrow(from, to));
    }

    @Test
    void usingTheCompositionRootBites() {
        assertThat(violations(new Rules(MIRROR).arrows("fuse"))).contains("fuse.UsesMain.main");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            every package stands in the table,      stray.Stray
            JavaFX only in the window,              session.UsesJavaFx.count
            DJL only in the engine,                 evaluate.UsesDjl.logits
            Jackson only where files are read,      data.UsesJackson.labels
            threads only in job,                    search.MakesThreads.creates()
            threads only in job,                    search.MakesThreads.pools()
            threads only in job,                    search.MakesThreads.times()
            threads only in job,                    search.MakesThreads.completes()
            threads only in job,                    search.MakesThreads.streams()
            terminal only for the command line,     engine.Prints.prints()
            terminal only for the command line,     engine.Prints.complains()
            terminal only for the command line,     engine.Prints.traces(
            terminal only for the command line,     engine.Prints.exits()
            terminal only for the command line,     engine.Prints.halts()
            no mutable statics,                     fuse.MutableStatics.counter
            no mutable statics,                     fuse.MutableStatics.ATOMIC
            no mutable statics,                     fuse.MutableStatics.EXPOSED
            no mutable statics,                     fuse.MutableStatics.COLLECTION
            broad catches only in job,              evaluate.CatchesEverything
            panels are free of cycles,              ui.mix.MixPanel.other
            """)
    void bites(String rule, String planted) {
        assertThat(violations(rules(MIRROR).get(rule))).contains(MIRROR + "." + planted);
    }

    @Test
    void everyRuleHasAPlantedViolation() {
        rules(MIRROR)
                .forEach((name, rule) -> assertThat(violations(rule)).as(name).isNotEmpty());
    }

    @Test
    void aConstantIsNoMutableStatic() {
        assertThat(violations(new Rules(MIRROR).noMutableStatics())).doesNotContain("CONSTANT");
    }

    static List<String> rules() {
        return List.copyOf(rules(ROOT).keySet());
    }

    private static Map<String, ArchRule> rules(String root) {
        var rules = new Rules(root);
        var named = new LinkedHashMap<String, ArchRule>();
        named.put("every package stands in the table", rules.everyPackageStandsInTheTable());
        named.put("JavaFX only in the window", rules.javaFxOnlyInTheWindow());
        named.put("DJL only in the engine", rules.djlOnlyInTheEngine());
        named.put("Jackson only where files are read", rules.jacksonOnlyWhereFilesAreRead());
        named.put("threads only in job", rules.threadsOnlyInJob());
        named.put("terminal only for the command line", rules.streamsAndExitOnlyOnTheCommandLine());
        named.put("no mutable statics", rules.noMutableStatics());
        named.put("broad catches only in job", rules.broadCatchesOnlyInJob());
        named.put("panels are free of cycles", rules.panelsAreFreeOfCycles());
        return named;
    }

    private static String violations(ArchRule rule) {
        return String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());
    }

    /** How ArchUnit words the planted field. */
    private static String arrow(String from, String to) {
        return "<%s.%s.Everything.%s> has type <%s.%s.Everything>".formatted(MIRROR, from, to, MIRROR, to);
    }
}
