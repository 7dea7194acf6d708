package org.stockpot.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Files of PyTorch's legacy stream with any content: five pickles in a row, then the storages. */
final class LegacyFile {
    private static final byte[] VERSION =
            Pickle.protocol(2).op('M').little(1001, 2).op('.').bytes();

    byte[] version = VERSION;
    byte[] system =
            Pickle.protocol(2).op('}').text("little_endian").op(0x88, 's', '.').bytes();
    byte[] object;
    byte[] keys = Pickle.protocol(2).op(']').text("0").op('a', '.').bytes();
    long count = 8;
    byte[] data = new byte[32];

    /** A pickle that uses one storage {@code 0} of eight floats. */
    LegacyFile(byte[] object) {
        this.object = object;
    }

    /** {@code {"w": …}} with one tensor of eight floats. */
    static LegacyFile honest() {
        return new LegacyFile(Pickle.dict().legacyTensor("0", 8, p -> p.op('N')).close());
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e"));
        out.writeBytes(version);
        out.writeBytes(system);
        out.writeBytes(object);
        out.writeBytes(keys);
        out.writeBytes(new Pickle().little(count, 8).bytes());
        out.writeBytes(data);
        return out.toByteArray();
    }

    Path write(Path path) throws IOException {
        return Files.write(path, bytes());
    }
}
