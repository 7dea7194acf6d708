package org.stockpot.engine;

import java.util.List;

/** What a TorchScript program says when it fails: pages of traceback, of which people want the last sentence. */
final class ScriptFailure {
    private static final int LONGEST = 300;

    private ScriptFailure() {}

    /** One line without a full stop at its end. */
    static String reason(RuntimeException thrown) {
        List<String> lines = thrown.getMessage() == null
                ? List.of()
                : thrown.getMessage()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        String said = lines.isEmpty() ? thrown.getClass().getSimpleName() : lines.get(0);
        for (String line : lines) {
            if (line.matches("[\\w.]*(Error|Exception|Stop): .*")) {
                said = line;
            }
        }
        String text = said.replaceAll("^RuntimeError: ", "").replaceAll("[.:]+$", "");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
