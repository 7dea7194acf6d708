package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stockpot.tensor.StockpotException;

/** Small files of text: strict UTF-8, bounded. */
final class TextFile {
    /** Largest file: a manifest of a million images. */
    private static final int MAX_BYTES = 1 << 28;

    private TextFile() {}

    /** The text, without the mark that some programs put in front. */
    static String read(Path path) throws StockpotException {
        SourceFile file = SourceFile.of(path);
        if (file.size() > MAX_BYTES) {
            throw file.refusal("larger than the limit of " + MAX_BYTES + " bytes for a text file");
        }
        return decode(path.toString(), file.read(0, file.size(), "the text"));
    }

    static String decode(String subject, ByteBuffer bytes) throws StockpotException {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new StockpotException(subject + ": expected UTF-8 text, found other bytes", e);
        }
    }

    /**
     * The rows of a table with commas (RFC 4180): fields may be quoted, quotes within are doubled, a quoted field may
     * hold commas and line breaks. Empty lines are left out. Anything else between quotes and commas is refused, where
     * libraries guess.
     */
    static List<List<String>> rows(Path path, String text) throws StockpotException {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            var field = new StringBuilder();
            if (text.charAt(at) == '"') {
                at = quoted(path, text, at + 1, field, rows.size());
            } else {
                while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) {
                    field.append(text.charAt(at++));
                }
            }
            row.add(field.toString());
            char next = at < text.length() ? text.charAt(at) : '\n';
            if (next == ',') {
                at++;
                if (at < text.length() && "\r\n".indexOf(text.charAt(at)) < 0) {
                    continue;
                }
                row.add("");
                next = '\n';
            }
            if (next != '\n' && !text.startsWith("\r\n", at)) {
                throw new StockpotException(path + ": row " + (rows.size() + 1)
                        + " has a quote or a line break in the middle of a field; quote the whole field");
            }
            at += text.startsWith("\r\n", at) ? 2 : 1;
            if (row.size() > 1 || !row.get(0).isEmpty()) {
                rows.add(List.copyOf(row));
            }
            row.clear();
        }
        return rows;
    }

    private static int quoted(Path path, String text, int from, StringBuilder field, int row) throws StockpotException {
        int at = from;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) {
                throw new StockpotException(path + ": row " + (row + 1) + " opens a quote that nothing closes");
            }
            field.append(text, at, quote);
            if (!text.startsWith("\"\"", quote)) {
                return quote + 1;
            }
            field.append('"');
            at = quote + 2;
        }
    }
}
