package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.charts.SessionCharts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as scripts see it: arguments in, exit code, stdout and stderr out; on the real engine. */
final class Shell {
    private Shell() {}

    static Ran run(Path home, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings = new Surroundings(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                home,
                TinyKitchen::workbench,
                Optional.empty(),
                SessionCharts::draw);
        int code = CommandLineProgram.run(surroundings, arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    record Ran(int code, String out, String err) {
        JsonNode json() {
            assertThat(code).as(err).isZero();
            return JsonMapper.shared().readTree(out);
        }

        /** Done: what was printed. */
        String text() {
            assertThat(code).as(err).isZero();
            return out;
        }

        /** Refused: one sentence on stderr, nothing else. */
        String sentence() {
            assertThat(code).as(out + err).isEqualTo(2);
            assertThat(err.lines()).hasSize(1);
            return err.strip();
        }
    }
}
