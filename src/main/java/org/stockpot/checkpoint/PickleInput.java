package org.stockpot.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of one pickle. Knows where it is, so that refusals can say so. */
final class PickleInput {
    static final int LONGEST_STRING = 1 << 20;
    private static final int LONGEST_LINE = 1024;

    private final InputFile file;
    private final String subject;
    private final long size;
    private final InputStream in;
    private long position;

    /**
     * @param subject what people call this pickle
     * @param size bytes that may be read
     * @param in the bytes, buffered
     */
    PickleInput(InputFile file, String subject, long size, InputStream in) {
        this.file = file;
        this.subject = subject;
        this.size = size;
        this.in = in;
    }

    /** The pickle that is a member of an archive. */
    static PickleInput of(InputFile file, ZipMember member, InputStream in) {
        return new PickleInput(file, "member " + Show.text(member.name()), member.size(), in);
    }

    /** Bytes not read yet. */
    long remaining() {
        return size - position;
    }

    CheckpointException refusal(String sentence) {
        return file.refusal(subject + " " + sentence);
    }

    CheckpointException malformed(String problem) {
        return refusal("is not a proper pickle: " + problem + " at byte " + position);
    }

    int u8() throws CheckpointException {
        try {
            int value = remaining() > 0 ? in.read() : -1;
            if (value < 0) {
                throw malformed("it ends without STOP");
            }
            position++;
            return value;
        } catch (IOException e) {
            throw ZipMember.unreadable(file, subject, e);
        }
    }

    int u16() throws CheckpointException {
        return bytes(2).getShort() & 0xffff;
    }

    int i32() throws CheckpointException {
        return bytes(4).getInt();
    }

    long i64() throws CheckpointException {
        return bytes(8).getLong();
    }

    /** Python's float, the only big-endian number of the format. */
    double f64() throws CheckpointException {
        return bytes(8).order(ByteOrder.BIG_ENDIAN).getDouble();
    }

    /** A little-endian two's-complement number of 0 to 8 bytes. */
    long signed(int length) throws CheckpointException {
        if (length > 8) {
            throw malformed("a number of " + length + " bytes");
        }
        ByteBuffer bytes = bytes(length);
        long value = 0;
        for (int i = 0; i < length; i++) {
            value |= (bytes.get(i) & 0xffL) << (8 * i);
        }
        return length == 0 ? 0 : value << (64 - 8 * length) >> (64 - 8 * length);
    }

    private ByteBuffer bytes(int length) throws CheckpointException {
        return ByteBuffer.wrap(raw(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] raw(int length) throws CheckpointException {
        if (length < 0 || length > LONGEST_STRING || length > remaining()) {
            throw malformed("a string of " + Integer.toUnsignedString(length) + " bytes with " + remaining() + " left");
        }
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw malformed("it ends without STOP");
            }
            position += length;
            return bytes;
        } catch (IOException e) {
            throw ZipMember.unreadable(file, subject, e);
        }
    }

    String text(int length) throws CheckpointException {
        return decode(bytes(length)).orElseThrow(() -> malformed("text that is not UTF-8"));
    }

    PickleValue.Bytes latin1(int length) throws CheckpointException {
        return new PickleValue.Bytes(new String(raw(length), StandardCharsets.ISO_8859_1));
    }

    /** A Python 2 string: text where it is UTF-8, else bytes. */
    PickleValue string(int length) throws CheckpointException {
        byte[] bytes = raw(length);
        Optional<String> text = decode(ByteBuffer.wrap(bytes));
        if (text.isPresent()) {
            return new PickleValue.Text(text.get());
        }
        return new PickleValue.Bytes(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Text up to a line feed, which is not part of it. */
    String line() throws CheckpointException {
        var bytes = new byte[LONGEST_LINE];
        int length = 0;
        int next = u8();
        while (next != '\n') {
            if (length == LONGEST_LINE) {
                throw malformed("a name of more than " + LONGEST_LINE + " bytes");
            }
            bytes[length++] = (byte) next;
            next = u8();
        }
        return decode(ByteBuffer.wrap(bytes, 0, length)).orElseThrow(() -> malformed("a name that is not UTF-8"));
    }

    private static Optional<String> decode(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
