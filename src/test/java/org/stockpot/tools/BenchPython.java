package org.stockpot.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The Python half of a benchmark, one process for the whole run, so that it is as warm as we are. One line in, such as
 * {@code load_file FILE}; one line out, a number such as the milliseconds it took.
 */
final class BenchPython implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    /** Takes the name of a script in {@code src/test/python}. */
    BenchPython(String interpreter, String script) throws IOException {
        var builder = new ProcessBuilder(interpreter, "-u", "src/test/python/" + script)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // As people start it, without what our own start script sets.
        builder.environment()
                .keySet()
                .removeAll(List.of("OMP_WAIT_POLICY", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"));
        process = builder.start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** One line of text about the versions in use. */
    String versions() throws IOException {
        return ask("versions");
    }

    /** What one action measured over there. */
    double measure(String action, Object... arguments) throws IOException {
        var line = new StringBuilder(action);
        for (Object argument : arguments) {
            line.append('\t').append(argument);
        }
        return Double.parseDouble(ask(line.toString()).toLowerCase(Locale.ROOT));
    }

    private String ask(String line) throws IOException {
        questions.write(line + "\n");
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("Python ended at " + line);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        answers.close();
    }
}
