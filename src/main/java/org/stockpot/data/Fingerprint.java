package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Collects everything that decides what the pixels of a set are into one SHA-256. Parts are separated by their lengths,
 * so that no two lists of parts give the same bytes.
 */
final class Fingerprint {
    private final MessageDigest digest;

    /** @param kind of the set and of the reading, such as {@code folder 1}; another number where pixels change */
    Fingerprint(String kind) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
        add(kind);
    }

    Fingerprint add(String part) {
        return add(part.getBytes(StandardCharsets.UTF_8));
    }

    Fingerprint add(byte[] part) {
        return add(ByteBuffer.wrap(part));
    }

    Fingerprint add(ByteBuffer part) {
        digest.update(ByteBuffer.allocate(8).putLong(0, part.remaining()));
        digest.update(part.duplicate());
        return this;
    }

    Fingerprint add(long part) {
        digest.update(ByteBuffer.allocate(8).putLong(0, part));
        return this;
    }

    /** Where a file is, how large and when it was changed. */
    Fingerprint add(SourceFile file) {
        return add(file.path().toAbsolutePath().normalize().toString())
                .add(file.size())
                .add(file.modified());
    }

    /** 64 hexadecimal digits. Nothing may be added afterwards. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
