package org.stockpot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.session.Trust;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import picocli.CommandLine.Option;

/** Which TorchScript archives may run their code. Without these options none does. */
final class TrustOptions {
    @Option(
            names = "--trust-code",
            paramLabel = "FILE-or-SHA256",
            description =
                    "Let this TorchScript archive run its code, which can do whatever you can; it stays the only one"
                            + " that may, and only as long as its content is the same. May be given several times.")
    private List<String> trusted = new ArrayList<>();

    @Option(
            names = "--program",
            paramLabel = "FILE",
            description =
                    "The TorchScript archive that runs the weights, whatever network they are of; its code must be"
                            + " trusted (--trust-code).")
    private Optional<Path> program = Optional.empty();

    /** Tells the workbench; before it opens anything. */
    void apply(Workbench workbench, Console console) throws StockpotException {
        for (String one : trusted) {
            workbench
                    .trust()
                    .add(Trust.isSha256(one) ? one : console.run(workbench.io(), workbench.sha256(Path.of(one))));
        }
        if (program.isPresent()) {
            console.run(workbench.io(), workbench.program(program.get()));
        }
    }
}
