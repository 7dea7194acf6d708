package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.stockpot.tensor.StockpotException;

/**
 * An archive to be, byte for byte as PyTorch 2.7's own writer lays it out: the data of every member
 * begins at a multiple of 64, sizes follow the data, zip64 records always stand at the end and, where a size or a place
 * needs them, beside the member.
 */
final class ZipPlan {
    private static final int ALIGNMENT = 64;
    private static final long NARROW = 0xffffffffL;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_SIZE = 30;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;

    private final List<Placed> members = new ArrayList<>();
    private final long directory;
    private final int directorySize;

    /** Streams the bytes of one member. */
    @FunctionalInterface
    interface Body {
        void writeTo(Chunks.Sink sink) throws StockpotException;
    }

    /**
     * A member to be.
     *
     * @param size of the content
     * @param packed exact number of bytes of the body: the size, or what is left of it after compression
     * @param crc CRC-32 of the content of a compressed member; that of others follows from the body
     */
    record Member(String name, long size, long packed, OptionalInt crc, Body body) {
        static Member of(String name, long size, Body body) {
            return new Member(name, size, size, OptionalInt.empty(), body);
        }

        static Member of(String name, byte[] content) {
            return of(name, content.length, sink -> sink.take(ByteBuffer.wrap(content)));
        }

        static Member of(String name, String content) {
            return of(name, content.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** A member with its place. */
    private static final class Placed {
        private final Member member;
        private final byte[] name;
        private final long offset;

        Placed(Member member, long offset) {
            this.member = member;
            this.name = member.name.getBytes(StandardCharsets.UTF_8);
            this.offset = offset;
        }

        boolean wideSize() {
            return Math.max(member.size, member.packed) >= NARROW;
        }

        boolean wideOffset() {
            return offset >= NARROW;
        }

        short needed() {
            return (short) (member.crc.isPresent() ? 20 : 0);
        }

        short method() {
            return (short) (member.crc.isPresent() ? 8 : 0);
        }

        int flags() {
            // Names are UTF-8; sizes follow the data where there is any.
            return member.size == 0 ? 1 << 11 : 1 << 11 | 1 << 3;
        }

        byte[] zip64() {
            int length = (wideSize() ? 16 : 0) + (wideOffset() ? 8 : 0);
            if (length == 0) {
                return new byte[0];
            }
            var bytes = new byte[4 + length];
            ByteBuffer field = ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 1)
                    .putShort((short) length);
            if (wideSize()) {
                field.putLong(member.size).putLong(member.packed);
            }
            if (wideOffset()) {
                field.putLong(offset);
            }
            return bytes;
        }

        ByteBuffer header() {
            byte[] zip64 = zip64();
            long unpadded = offset + LOCAL_SIZE + name.length + zip64.length + 4;
            int padding = (int) (-unpadded & (ALIGNMENT - 1));
            int extra = zip64.length + 4 + padding;
            ByteBuffer header = buffer(LOCAL_SIZE + name.length + extra)
                    .putInt(LOCAL)
                    .putShort(needed())
                    .putShort((short) flags())
                    .putShort(method())
                    .position(LOCAL_SIZE - 4)
                    .putShort((short) name.length)
                    .putShort((short) extra)
                    .put(name)
                    .put(zip64)
                    .put((byte) 'F')
                    .put((byte) 'B')
                    .putShort((short) padding);
            while (header.hasRemaining()) {
                header.put((byte) 'Z');
            }
            return header.flip();
        }

        int descriptorSize() {
            return member.size == 0 ? 0 : wideSize() || wideOffset() ? 24 : 16;
        }

        ByteBuffer descriptor(int crc) {
            ByteBuffer descriptor = buffer(descriptorSize()).putInt(DESCRIPTOR).putInt(crc);
            if (descriptor.capacity() == 24) {
                descriptor.putLong(member.packed).putLong(member.size);
            } else {
                descriptor.putInt((int) member.packed).putInt((int) member.size);
            }
            return descriptor.flip();
        }

        int centralSize() {
            return CENTRAL_SIZE + name.length + zip64().length;
        }

        void central(ByteBuffer directory, int crc) {
            byte[] zip64 = zip64();
            int start = directory.position();
            directory
                    .putInt(CENTRAL)
                    .putShort((short) 0)
                    .putShort(needed())
                    .putShort((short) flags())
                    .putShort(method())
                    .position(start + 16)
                    .putInt(crc)
                    .putInt((int) (wideSize() ? NARROW : member.packed))
                    .putInt((int) (wideSize() ? NARROW : member.size))
                    .putShort((short) name.length)
                    .putShort((short) zip64.length)
                    .position(start + CENTRAL_SIZE - 4)
                    .putInt((int) Math.min(offset, NARROW))
                    .put(name)
                    .put(zip64);
        }

        long end() {
            return offset + header().remaining() + member.packed + descriptorSize();
        }
    }

    ZipPlan(List<Member> contents) {
        long offset = 0;
        int size = 0;
        for (Member member : contents) {
            var placed = new Placed(member, offset);
            members.add(placed);
            offset = placed.end();
            size += placed.centralSize();
        }
        directory = offset;
        directorySize = size;
    }

    /** Size of the archive in bytes. */
    long size() {
        return directory + directorySize + END64_SIZE + LOCATOR_SIZE + END_SIZE;
    }

    /**
     * Streams the archive.
     *
     * @throws IllegalStateException if a body is not as long as its member
     */
    void writeTo(Chunks.Sink sink) throws StockpotException {
        ByteBuffer central = buffer(directorySize);
        for (Placed placed : members) {
            sink.take(placed.header());
            var crc = new CRC32();
            var length = new long[1];
            placed.member.body.writeTo(data -> {
                length[0] += data.remaining();
                crc.update(data.duplicate());
                sink.take(data);
            });
            if (length[0] != placed.member.packed) {
                throw new IllegalStateException(
                        placed.member.name + " should have " + placed.member.packed + " bytes, has " + length[0]);
            }
            int checksum = placed.member.crc.orElse((int) crc.getValue());
            if (placed.descriptorSize() > 0) {
                sink.take(placed.descriptor(checksum));
            }
            placed.central(central, checksum);
        }
        sink.take(central.flip());
        sink.take(end());
    }

    private ByteBuffer end() {
        int count = Math.min(members.size(), 0xffff);
        return buffer(END64_SIZE + LOCATOR_SIZE + END_SIZE)
                .putInt(END64)
                .putLong(END64_SIZE - 12)
                .putShort((short) 0x031e)
                .putShort((short) 45)
                .putLong(0)
                .putLong(members.size())
                .putLong(members.size())
                .putLong(directorySize)
                .putLong(directory)
                .putInt(LOCATOR)
                .putInt(0)
                .putLong(directory + directorySize)
                .putInt(1)
                .putInt(END)
                .putInt(0)
                .putShort((short) count)
                .putShort((short) count)
                .putInt(directorySize)
                .putInt((int) Math.min(directory, NARROW))
                .putShort((short) 0)
                .flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
