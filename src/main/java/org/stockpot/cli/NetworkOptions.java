package org.stockpot.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stockpot.session.NetworkChoice;
import org.stockpot.session.NetworkFacts;
import org.stockpot.session.Session;
import org.stockpot.session.Source;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** What the user says about the network where its tensors do not. */
final class NetworkOptions {
    @Option(
            names = "--activation",
            paramLabel = "NAME",
            description = "CLIP's activation, which its weights do not tell: quickgelu, gelu or auto (default: tried on"
                    + " validation data).")
    private Optional<String> activation = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description =
                    "Text features (.npy or a checkpoint), a matrix of one class per row or column, as the head of a"
                            + " CLIP image tower.")
    private Optional<Path> head = Optional.empty();

    /** On top of what was said before. */
    NetworkChoice over(NetworkChoice before) throws StockpotException {
        NetworkChoice choice = before;
        if (activation.isPresent()) {
            choice = choice.withActivation(activation.get()).checked("--activation");
        }
        if (head.isPresent()) {
            choice = choice.withHead(Source.of(head.get().toAbsolutePath().normalize()));
        }
        return choice;
    }

    /** The session with what the user says. */
    Session over(Session session) throws StockpotException {
        return session.withNetwork(over(session.network()));
    }

    /** Says what runs a session's weights; where results are read by programs, beside them. */
    static void show(Session session, boolean json, Workbench workbench, Console console) throws StockpotException {
        NetworkFacts facts = console.run(workbench.device(), workbench.network(session));
        lines("", facts).forEach(json ? console::note : console::line);
    }

    static List<String> lines(String indent, NetworkFacts facts) {
        List<String> lines = new java.util.ArrayList<>();
        lines.add(indent + "network: " + Sentences.of(facts));
        facts.details().forEach(line -> lines.add(indent + line));
        return lines;
    }
}
