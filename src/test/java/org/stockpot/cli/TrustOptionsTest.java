package org.stockpot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.cli.Shell.Ran;
import org.stockpot.data.Role;
import org.stockpot.engine.Programs;
import org.stockpot.session.TinyKitchen;
import org.stockpot.session.Workbench;

/** Programs on the command line, on the real engine. */
@Timeout(120)
class TrustOptionsTest {
    private final Path archive = Programs.file("residual-2.7-a.pt");

    @TempDir
    Path folder;

    @Test
    void measuresAProgramOnlyWithTheUsersWord() throws Exception {
        String data =
                new TinyKitchen(folder).images(Role.TEST, "five", 50, 5).path().toString();
        List<String> evaluate = List.of(
                "evaluate",
                "--model",
                archive.toString(),
                "--data",
                data,
                "--preprocess",
                "size=8,resize=8,mean=0.5/0.5/0.5,std=0.5/0.5/0.5");
        String sha256;
        try (Workbench workbench = TinyKitchen.workbench()) {
            sha256 = workbench.io().call(workbench.sha256(archive));
        }

        Ran refused = run(evaluate);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err().strip().lines()).hasSize(1);
        assertThat(refused.err()).contains(archive.toString(), sha256, "--trust-code");

        List<String> byFile = new ArrayList<>(evaluate);
        byFile.addAll(List.of("--trust-code", archive.toString()));
        Ran measured = run(byFile);
        assertThat(measured.code()).as(measured.err()).isZero();

        List<String> byHash = new ArrayList<>(evaluate);
        byHash.addAll(List.of("--trust-code", sha256));
        assertThat(run(byHash).out()).isEqualTo(measured.out());

        List<String> another = new ArrayList<>(evaluate);
        another.addAll(
                List.of("--trust-code", Programs.file("residual-1.13-a.pt").toString()));
        assertThat(run(another).code()).isEqualTo(2);
    }

    @Test
    void saysInInspectWhetherCodeWouldBeRun() {
        Ran stranger = run(List.of("inspect", archive.toString()));
        assertThat(stranger.out()).contains("its code is not run unless you trust this very file");
        Ran trusted = run(List.of("inspect", "--trust-code", archive.toString(), archive.toString()));
        assertThat(trusted.out()).contains("You trust this very file, so measuring runs its code.");
    }

    private Ran run(List<String> arguments) {
        return Shell.run(folder, arguments.toArray(String[]::new));
    }
}
