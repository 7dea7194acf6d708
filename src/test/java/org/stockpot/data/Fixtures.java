package org.stockpot.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;

/** Test data of this package. */
final class Fixtures {
    private Fixtures() {}

    static Path path(String name) {
        URL url = Objects.requireNonNull(Fixtures.class.getResource(name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> lines(String name) {
        try {
            return Files.readAllLines(path(name)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Pixels pixels(String channels, String width, String height, String hex) {
        return new Pixels(
                Integer.parseInt(width),
                Integer.parseInt(height),
                Integer.parseInt(channels),
                HexFormat.of().parseHex(hex));
    }

    static String hex(Pixels image) {
        return HexFormat.of().formatHex(image.samples());
    }

    /** An IDX file of unsigned bytes. */
    static byte[] idx(int[] sizes, byte... data) {
        var buffer = ByteBuffer.allocate(4 + 4 * sizes.length + data.length);
        buffer.put(new byte[] {0, 0, 8, (byte) sizes.length});
        for (int size : sizes) {
            buffer.putInt(size);
        }
        return buffer.put(data).array();
    }
}
