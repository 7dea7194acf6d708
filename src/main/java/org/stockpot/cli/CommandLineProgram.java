package org.stockpot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Commands never catch; the one handler here turns problems into exit codes. */
public final class CommandLineProgram {
    /** The world is not as expected: one sentence on stderr. */
    public static final int REFUSED = 2;

    private static final int BUG = 1;
    private static final int CANCELLED = 130;

    private CommandLineProgram() {}

    @Command(
            name = "stockpot",
            mixinStandardHelpOptions = true,
            description = "Mixes finetuned models layer group by layer group, measures, searches, exports.",
            versionProvider = VersionText.class,
            synopsisSubcommandLabel = "COMMAND",
            footer = {"", "Exit codes: 0 done, 2 refused (one sentence says why), 1 a bug, 130 cancelled."})
    private static final class Root implements Runnable {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    /** Runs one command and returns its exit code. */
    public static int run(Surroundings surroundings, String... arguments) {
        var root = new CommandLine(new Root())
                .addSubcommand(new InspectCommand(surroundings))
                .addSubcommand(new DifferencesCommand(surroundings))
                .addSubcommand(new EvaluateCommand(surroundings))
                .addSubcommand(new PredictCommand(surroundings))
                .addSubcommand(new SearchCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new FuseCommand(surroundings))
                .addSubcommand(new CookCommand(surroundings))
                .addSubcommand(new RebuildCommand(surroundings))
                .addSubcommand(new ReportCommand(surroundings))
                .addSubcommand(new TrialsCommand(surroundings))
                .addSubcommand(new ChartsCommand(surroundings))
                .addSubcommand(new ShiftCommand(surroundings))
                .addSubcommand(new LeaksCommand(surroundings))
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new GuiCommand(surroundings))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, command, parsed) -> code(problem, command, surroundings))
                .setParameterExceptionHandler((problem, given) -> usage(problem, surroundings));
        footer(root, "search", MethodHelp.plans());
        List<String> both = new ArrayList<>(MethodHelp.plans());
        both.addAll(MethodHelp.fusions());
        footer(root, "fuse", both);
        root.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        return root.execute(arguments);
    }

    private static void footer(CommandLine root, String command, List<String> lines) {
        CommandLine one = Objects.requireNonNull(root.getSubcommands().get(command));
        one.getCommandSpec().usageMessage().footer(lines.toArray(String[]::new));
    }

    private static int code(Exception problem, CommandLine command, Surroundings surroundings) {
        if (problem instanceof StockpotException refused) {
            Set<String> options = command.getCommandSpec().optionsMap().keySet();
            surroundings.err().println(Sentences.of(refused, options));
            return REFUSED;
        }
        if (problem instanceof CancellationException) {
            return CANCELLED;
        }
        problem.printStackTrace(surroundings.err());
        return BUG;
    }

    private static int usage(ParameterException problem, Surroundings surroundings) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        surroundings
                .err()
                .println(String.valueOf(problem.getMessage()).replaceAll("\\R", " ") + " See " + command + " --help.");
        return REFUSED;
    }
}
