package org.stockpot.ui.chart;

import java.util.ArrayList;
import java.util.List;
import org.stockpot.ui.theme.Theme;

/** What a chart shows while it has nothing to show: a sentence in its middle. */
final class EmptyPicture {
    private static final double FONT = 12;
    private static final double LINE = 17;

    private EmptyPicture() {}

    /** Breaks the sentence between words where it is wider than the chart. */
    static Picture of(String sentence, Theme theme, TextWidth text, double width, double height) {
        List<String> lines = lines(sentence, text, width - 24);
        var marks = new ArrayList<Mark>();
        for (int line = 0; line < lines.size(); line++) {
            double y = height / 2 + (line - (lines.size() - 1) / 2.0) * LINE;
            marks.add(new Mark.Label(lines.get(line), width / 2, y, Mark.Align.CENTRE, theme.muted(), FONT, false, 0));
        }
        return new Picture(width, height, theme.background(), marks);
    }

    private static List<String> lines(String sentence, TextWidth text, double room) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : List.of(sentence.split(" ", -1))) {
            if (line.length() > 0 && text.of(line + " " + word, FONT) > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
