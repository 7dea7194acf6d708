package org.stockpot.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules, for the program or for its planted mirror.
 *
 * @param root package that holds the layers
 */
record Rules(String root) {
    /** One layer's row of the arrow table. Nobody uses the composition root either. */
    ArchRule arrows(String layer) {
        String[] targets = Stream.concat(Layers.forbidden(layer).stream().map(this::inside), Stream.of(root))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(inside(layer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(targets)
                .because("%s may use only %s".formatted(layer, Layers.allowed(layer)));
    }

    ArchRule everyPackageStandsInTheTable() {
        String[] known = Stream.concat(Layers.names().stream().map(this::inside), Stream.of(root))
                .toArray(String[]::new);
        return classes().that().resideInAPackage(root + "..").should().resideInAnyPackage(known);
    }

    ArchRule javaFxOnlyInTheWindow() {
        return only(
                List.of("ui"),
                true,
                "javafx..",
                "com.sun.javafx..",
                "atlantafx..",
                "org.controlsfx..",
                "eu.hansolo..",
                "org.kordamp..");
    }

    ArchRule djlOnlyInTheEngine() {
        return only(List.of("engine"), false, "ai.djl..");
    }

    ArchRule jacksonOnlyWhereFilesAreRead() {
        return only(List.of("checkpoint", "session"), false, "tools.jackson..", "com.fasterxml..");
    }

    ArchRule threadsOnlyInJob() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inside("job"))
                .should(access("start a thread", Rules::startsAThread));
    }

    ArchRule streamsAndExitOnlyOnTheCommandLine() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(inside("cli"), root)
                .should(access("use standard streams or exit", Rules::talksToTheTerminal));
    }

    ArchRule noMutableStatics() {
        return classes().that().resideInAPackage(root + "..").should(new NoMutableStatics());
    }

    ArchRule broadCatchesOnlyInJob() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackages(inside("job"))
                .should(new ArchCondition<>("catch Exception or Error") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getCodeUnits().stream()
                                .flatMap(unit -> unit.getTryCatchBlocks().stream())
                                .filter(block -> block.getCaughtThrowables().stream()
                                        .anyMatch(caught -> caught.isEquivalentTo(Exception.class)
                                                || caught.isEquivalentTo(Error.class)))
                                .forEach(block -> events.add(SimpleConditionEvent.satisfied(
                                        type,
                                        type.getName() + " catches everything in " + block.getSourceCodeLocation())));
                    }
                });
    }

    ArchRule panelsAreFreeOfCycles() {
        return slices().matching(root + ".ui.(*)..").should().beFreeOfCycles();
    }

    private String inside(String layer) {
        return root + "." + layer + "..";
    }

    private ArchRule only(List<String> layers, boolean mainToo, String... libraries) {
        String[] homes = Stream.concat(layers.stream().map(this::inside), mainToo ? Stream.of(root) : Stream.of())
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries);
    }

    private static boolean startsAThread(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String member = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.Thread" ->
                List.of("<init>", "start", "startVirtualThread", "ofVirtual", "ofPlatform")
                        .contains(member);
            case "java.util.concurrent.Executors",
                    "java.util.concurrent.ForkJoinPool",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ScheduledThreadPoolExecutor" -> true;
            case "java.util.Timer" -> true;
            case "java.util.concurrent.CompletableFuture" -> member.endsWith("Async");
            case "javafx.concurrent.Service", "javafx.concurrent.ScheduledService", "javafx.concurrent.Task" -> true;
            default ->
                owner.startsWith("java.util.")
                        && member.toLowerCase(Locale.ROOT).startsWith("parallel");
        };
    }

    private static boolean talksToTheTerminal(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String member = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.System" -> List.of("out", "err", "in", "exit").contains(member);
            case "java.lang.Runtime" -> List.of("exit", "halt").contains(member);
            default -> access.getTarget().getFullName().endsWith(".printStackTrace()");
        };
    }

    private static ArchCondition<JavaClass> access(String what, Predicate<JavaAccess<?>> isForbidden) {
        return new ArchCondition<>(what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (isForbidden.test(access)) {
                        events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
                    }
                }
            }
        };
    }
}
