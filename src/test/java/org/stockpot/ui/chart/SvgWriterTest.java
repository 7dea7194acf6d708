package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javafx.scene.paint.Color;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.stockpot.session.chart.MarkerShape;
import org.stockpot.tools.ChartSamples;
import org.stockpot.ui.theme.Theme;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SvgWriterTest {
    private static final TextWidth WIDTH = (text, size) -> 0.6 * size * text.length();

    @Test
    void everyKindOfMarkIsThere() throws Exception {
        Document svg = parse(new Picture(
                100,
                50,
                Color.WHITE,
                List.of(
                        new Mark.Box(1, 2, 3, 4, Color.RED),
                        new Mark.Frame(1, 2, 3, 4, Color.RED, 1),
                        new Mark.Hatch(0, 0, 12, 6, Color.RED),
                        new Mark.Line(0, 0, 9, 9, Color.RED, 1, true),
                        new Mark.Path(points(), Color.RED, 1, false),
                        new Mark.Area(points(), Color.RED),
                        new Mark.Symbol(MarkerShape.STAR, 5, 5, 3, Color.RED, Color.BLUE),
                        new Mark.Label("a", 5, 5, Mark.Align.CENTRE, Color.RED, 11, true, -90))));
        assertThat(count(svg, "rect")).as("ground, box, frame, clip").isEqualTo(4);
        assertThat(count(svg, "line")).as("hatch of 3, line").isEqualTo(4);
        assertThat(count(svg, "polyline")).isEqualTo(1);
        assertThat(count(svg, "polygon")).isEqualTo(2);
        Element text = (Element) svg.getElementsByTagName("text").item(0);
        assertThat(text.getAttribute("transform")).isEqualTo("translate(5 5) rotate(-90)");
        assertThat(text.getAttribute("font-weight")).isEqualTo("bold");
        assertThat(text.getAttribute("text-anchor")).isEqualTo("middle");
    }

    @Test
    void textStaysTextWhateverIsInIt() throws Exception {
        Document svg = parse(new Picture(
                10,
                10,
                Color.WHITE,
                List.of(new Mark.Label("a < b & \"c\"", 0, 0, Mark.Align.LEFT, Color.BLACK, 11, false, 0))));
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a < b & \"c\"");
    }

    @Test
    void aWholeChartHasAllItsTextsAndShapes() throws Exception {
        Picture picture =
                new ScatterPicture(ChartSamples.scatter(30), Theme.LIGHT, WIDTH, 500, 400).draw(Optional.empty());
        Document svg = parse(picture);
        assertThat(count(svg, "text")).isEqualTo(picture.texts().size());
        assertThat(count(svg, "polygon"))
                .isEqualTo(picture.all(Mark.Symbol.class).size());
        for (int index = 0; index < picture.texts().size(); index++) {
            assertThat(svg.getElementsByTagName("text").item(index).getTextContent())
                    .isEqualTo(picture.texts().get(index));
        }
    }

    @Test
    void clippedMarksAreCutOffAndTransparencyIsKept() {
        var picture = new Picture(
                10,
                10,
                Color.TRANSPARENT,
                List.of(new Mark.Clipped(1, 2, 3, 4, List.of(new Mark.Box(0, 0, 9, 9, Color.color(1, 0, 0, 0.25))))));
        assertThat(SvgWriter.write(picture, "t"))
                .contains("<g clip-path=\"url(#clip1)\">", "fill=\"#ff0000\" fill-opacity=\"0.25\"", "</g>")
                .doesNotContain("#000000");
    }

    private static List<Mark.Point> points() {
        return List.of(new Mark.Point(0, 0), new Mark.Point(4, 0), new Mark.Point(4, 4));
    }

    private static int count(Document svg, String name) {
        return svg.getElementsByTagName(name).getLength();
    }

    private static Document parse(Picture picture) throws Exception {
        byte[] bytes = SvgWriter.write(picture, "a < title").getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }
}
