package org.stockpot.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images in rows and columns with titles, as one picture.
 *
 * @param columns titles above the columns
 * @param rows each of as many images as there are columns, or fewer
 */
public record PictureGrid(List<String> columns, List<Row> rows) {
    private static final int GAP = 4;
    private static final int SCALE = 2;
    private static final int LINE = PixelFont.HEIGHT * SCALE + 2 * GAP;
    /** Small images are enlarged by whole factors to about this side. */
    private static final int SMALL = 84;
    /** Larger ones are reduced to this side. */
    private static final int LARGE = 160;

    /**
     * Images side by side.
     *
     * @param title stands to the left of them
     */
    public record Row(String title, List<Pixels> images) {
        public Row {
            images = List.copyOf(images);
        }
    }

    public PictureGrid {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The picture, dark on white, in colour. */
    public Pixels draw() {
        List<List<Pixels>> cells = rows.stream()
                .map(row -> row.images().stream().map(PictureGrid::cell).toList())
                .toList();
        int cellWidth = Stream.concat(
                        cells.stream().flatMap(List::stream).map(Pixels::width),
                        columns.stream().map(title -> PixelFont.width(title, SCALE)))
                .max(Integer::compare)
                .orElse(SMALL);
        int cellHeight = cells.stream()
                .flatMap(List::stream)
                .mapToInt(Pixels::height)
                .max()
                .orElse(SMALL);
        int margin = rows.stream()
                        .mapToInt(row -> PixelFont.width(row.title(), SCALE))
                        .max()
                        .orElse(0)
                + 2 * GAP;
        int width = margin + columns.size() * (cellWidth + GAP);
        var canvas = new Canvas(width, LINE + rows.size() * (cellHeight + GAP));
        for (int column = 0; column < columns.size(); column++) {
            canvas.text(columns.get(column), margin + column * (cellWidth + GAP), GAP);
        }
        for (int row = 0; row < rows.size(); row++) {
            int top = LINE + row * (cellHeight + GAP);
            canvas.text(rows.get(row).title(), GAP, top + (cellHeight - PixelFont.HEIGHT * SCALE) / 2);
            for (int column = 0; column < cells.get(row).size(); column++) {
                canvas.image(cells.get(row).get(column), margin + column * (cellWidth + GAP), top);
            }
        }
        return canvas.pixels();
    }

    private static Pixels cell(Pixels image) {
        int side = Math.max(image.width(), image.height());
        if (side > LARGE) {
            return Resampler.resize(
                    image,
                    Math.max(1, Math.round((float) image.width() * LARGE / side)),
                    Math.max(1, Math.round((float) image.height() * LARGE / side)),
                    Preprocessing.Filter.BILINEAR);
        }
        int times = Math.max(1, SMALL / side);
        return times == 1 ? image : Resampler.blocks(image, image.width() * times, image.height() * times);
    }

    private static final class Canvas {
        private static final int WHITE = 255;
        private static final int DARK = 40;

        private final int width;
        private final int height;
        private final byte[] samples;

        Canvas(int width, int height) {
            this.width = width;
            this.height = height;
            this.samples = new byte[width * height * 3];
            Arrays.fill(samples, (byte) WHITE);
        }

        void text(String text, int left, int top) {
            PixelFont.draw(text, SCALE, (x, y) -> {
                for (int channel = 0; channel < 3; channel++) {
                    set(left + x, top + y, channel, DARK);
                }
            });
        }

        void image(Pixels image, int left, int top) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    for (int channel = 0; channel < 3; channel++) {
                        set(left + x, top + y, channel, image.sample(x, y, Math.min(channel, image.channels() - 1)));
                    }
                }
            }
        }

        private void set(int x, int y, int channel, int value) {
            if (x >= 0 && x < width && y >= 0 && y < height) {
                samples[(y * width + x) * 3 + channel] = (byte) value;
            }
        }

        Pixels pixels() {
            return new Pixels(width, height, 3, samples);
        }
    }
}
