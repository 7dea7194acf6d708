package org.stockpot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stockpot.session.settings.Language;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "gui",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Opens the window.")
final class GuiCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(arity = "0..1", paramLabel = "SESSION", description = "A session file to begin with.")
    private Optional<Path> session = Optional.empty();

    @Option(
            names = "--demo",
            description = "Begin with the demo kitchen; without a display, run the demo in the terminal.")
    private boolean demo;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "Language of the window this time: ${COMPLETION-CANDIDATES}.")
    private Optional<Language> language = Optional.empty();

    @Option(names = "--project", paramLabel = "SESSION", description = "The same, as an option.")
    private Optional<Path> project = Optional.empty();

    @Option(names = "--safe-mode", description = "Begin without saved settings and layout, and leave them alone.")
    private boolean safeMode;

    GuiCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws StockpotException {
        if (surroundings.window().isPresent()) {
            Optional<Path> first =
                    demo ? Optional.of(DemoCommand.sessionFile(surroundings)) : session.or(() -> project);
            Optional<Path> known =
                    Optional.of(DemoCommand.location(surroundings)).filter(Files::exists);
            surroundings.window().get().open(new WindowOrder(first, known, language, safeMode));
            return 0;
        }
        if (!demo) {
            throw new StockpotException(
                    "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): start the window"
                            + " on a desktop, or use the other commands here.");
        }
        surroundings.err().println("There is no display; the same demo runs in this terminal.");
        return new DemoCommand(surroundings).call();
    }
}
