package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.stockpot.session.chart.MarkerShape;

class PngWriterTest {
    private static final int RED = 0xffff0000;

    @Test
    void everyKindOfMarkIsPaintedWhereItLies() throws IOException {
        BufferedImage image = read(picture(
                Color.WHITE,
                new Mark.Box(2, 2, 6, 6, Color.RED),
                new Mark.Frame(12, 2, 6, 6, Color.RED, 2),
                new Mark.Line(20, 5, 30, 5, Color.RED, 2, false),
                new Mark.Path(List.of(new Mark.Point(32, 5), new Mark.Point(40, 5)), Color.RED, 2, false),
                new Mark.Area(List.of(new Mark.Point(42, 2), new Mark.Point(49, 2), new Mark.Point(42, 9)), Color.RED),
                new Mark.Symbol(MarkerShape.SQUARE, 55, 5, 3, Color.RED, Color.TRANSPARENT),
                new Mark.Clipped(62, 2, 2, 6, List.of(new Mark.Box(60, 2, 8, 6, Color.RED)))));
        assertThat(IntStream.of(5, 12, 25, 35, 43, 55, 63)
                        .map(x -> image.getRGB(x, 5))
                        .toArray())
                .containsOnly(RED);
        assertThat(IntStream.of(10, 15, 31, 41, 49, 61, 65)
                        .map(x -> image.getRGB(x, 5))
                        .toArray())
                .as("beside them")
                .containsOnly(0xffffffff);
    }

    @Test
    void dashesHaveGapsAndHatchingStaysInItsRectangle() throws IOException {
        BufferedImage image = read(picture(
                Color.WHITE,
                new Mark.Line(0, 5, 80, 5, Color.RED, 2, true),
                new Mark.Hatch(10, 20, 20, 10, Color.RED)));
        assertThat(IntStream.of(2, 11, 20).map(x -> image.getRGB(x, 5)).toArray())
                .containsOnly(RED);
        assertThat(IntStream.of(7, 16, 25).map(x -> image.getRGB(x, 5)).toArray())
                .containsOnly(0xffffffff);
        assertThat(painted(image, 10, 20, 20, 10)).isBetween(20L, 190L);
        assertThat(painted(image, 0, 12, 80, 28) - painted(image, 10, 20, 20, 10))
                .isZero();
    }

    @Test
    void textStandsWhereItsAlignmentSaysAndTurns() throws IOException {
        BufferedImage image = read(picture(
                Color.WHITE,
                new Mark.Label("HHH", 40, 10, Mark.Align.LEFT, Color.RED, 11, false, 0),
                new Mark.Label("HHH", 40, 25, Mark.Align.RIGHT, Color.RED, 11, true, 0),
                new Mark.Label("HHH", 70, 20, Mark.Align.CENTRE, Color.RED, 11, false, -90)));
        assertThat(painted(image, 40, 4, 20, 12)).isGreaterThan(20);
        assertThat(painted(image, 0, 4, 39, 12)).isZero();
        assertThat(painted(image, 0, 19, 40, 12)).isGreaterThan(painted(image, 40, 4, 20, 12));
        assertThat(painted(image, 42, 19, 18, 12)).isZero();
        assertThat(painted(image, 64, 8, 12, 24)).as("upright").isGreaterThan(20);
        assertThat(painted(image, 64, 0, 16, 6) + painted(image, 77, 0, 3, 40))
                .as("no wider than the letters are tall")
                .isZero();
    }

    @Test
    void transparencyAndScaleAreKept() throws IOException {
        Picture picture = picture(Color.TRANSPARENT, new Mark.Box(2, 2, 6, 6, Color.color(1, 0, 0, 0.5)));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(PngWriter.write(picture, 3)));
        assertThat(image.getWidth()).isEqualTo(240);
        assertThat(image.getHeight()).isEqualTo(120);
        assertThat(image.getRGB(3, 3)).isZero();
        assertThat(image.getRGB(12, 12) >>> 24).isEqualTo(128);
    }

    private static Picture picture(Color ground, Mark... marks) {
        return new Picture(80, 40, ground, List.of(marks));
    }

    private static long painted(BufferedImage image, int x, int y, int width, int height) {
        return IntStream.of(image.getRGB(x, y, width, height, null, 0, width))
                .filter(pixel -> pixel != 0xffffffff)
                .count();
    }

    private static BufferedImage read(Picture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(PngWriter.write(picture, 1)));
    }
}
