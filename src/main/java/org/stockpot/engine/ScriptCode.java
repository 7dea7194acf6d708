package org.stockpot.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code files of a TorchScript archive, of which only the heads of module classes are looked at. A head lists which
 * attributes are parameters and which are buffers, and PyTorch takes their kind from these lists alone:
 *
 * <pre>
 * class BatchNorm2d(Module):
 *   __parameters__ = ["weight", "bias", ]
 *   __buffers__ = ["running_mean", "running_var", "num_batches_tracked", ]
 *   weight : Tensor
 * </pre>
 *
 * The engine gives out parameters and nothing else, so all tensors are declared to be parameters. What the code computes
 * stays the same.
 */
final class ScriptCode {
    private static final Pattern FILE = Pattern.compile("[^/]+/code/.*\\.py");
    private static final Pattern LIST = Pattern.compile("  __(parameters|buffers)__ = \\[(.*)]");
    private static final Pattern TENSOR = Pattern.compile("  (\\w+) : (?:Tensor|Optional\\[Tensor])");
    private static final Pattern ODD_TENSOR =
            Pattern.compile("  __annotations__\\[(\".*\")] = (?:Tensor|Optional\\[Tensor])");

    private ScriptCode() {}

    /** Whether an entry of the archive is a code file. */
    static boolean isCode(String entry) {
        return FILE.matcher(entry).matches();
    }

    /** The same code with every tensor attribute of a module as a parameter. */
    static String allParameters(String code) {
        String[] lines = code.split("\n", -1);
        List<String> out = new ArrayList<>();
        for (int at = 0; at < lines.length; at++) {
            Matcher list = LIST.matcher(lines[at]);
            if (!list.matches()) {
                out.add(lines[at]);
            } else if (list.group(1).equals("parameters")) {
                out.add("  __parameters__ = [" + names(lines, at) + "]");
            }
        }
        return String.join("\n", out);
    }

    /** The names a class has after its head: those listed, and tensors that are neither parameter nor buffer. */
    private static String names(String[] lines, int head) {
        var names = new StringBuilder();
        for (int at = head; at < lines.length && isDeclaration(lines[at]); at++) {
            Matcher list = LIST.matcher(lines[at]);
            if (list.matches()) {
                names.append(list.group(2));
                continue;
            }
            Matcher tensor = TENSOR.matcher(lines[at]);
            Matcher odd = ODD_TENSOR.matcher(lines[at]);
            String name = tensor.matches() ? "\"" + tensor.group(1) + "\"" : odd.matches() ? odd.group(1) : "";
            if (!name.isEmpty() && names.indexOf(name + ",") < 0) {
                names.append(name).append(", ");
            }
        }
        return names.toString();
    }

    private static boolean isDeclaration(String line) {
        return line.startsWith("  ") && !line.startsWith("  def ");
    }
}
