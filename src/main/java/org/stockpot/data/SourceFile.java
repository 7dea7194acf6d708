package org.stockpot.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.stockpot.tensor.StockpotException;

/**
 * A file of a data set that is read in parts for as long as the set is used. It is opened for each part, so that
 * nothing has to be closed, and refused as soon as its size or its time of change is another one than at first.
 *
 * @param size in bytes
 * @param modified nanoseconds since 1970
 */
record SourceFile(Path path, long size, long modified) {
    /** @throws StockpotException if this is no regular file */
    static SourceFile of(Path path) throws StockpotException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new StockpotException(path + ": expected a file, found "
                        + (attributes.isDirectory() ? "a folder" : "something else"));
            }
            return new SourceFile(path, attributes.size(), nanoseconds(attributes));
        } catch (NoSuchFileException e) {
            throw new StockpotException(path + ": no such file", e);
        } catch (IOException e) {
            throw new StockpotException(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** A part of the file, little endian, from position 0. */
    ByteBuffer read(long offset, long length, String what) throws StockpotException {
        if (offset < 0 || length < 0 || length > size || offset > size - length || length > Integer.MAX_VALUE - 16) {
            throw refusal(what + " should lie at byte " + offset + " with " + length + " bytes, the file has " + size);
        }
        if (length > Memory.free()) {
            throw refusal(
                    what + " of " + length + " bytes does not fit into the free memory; give Java more with -Xmx");
        }
        var buffer = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw changed();
                }
            }
            if (channel.size() != size
                    || nanoseconds(Files.readAttributes(path, BasicFileAttributes.class)) != modified) {
                throw changed();
            }
        } catch (NoSuchFileException e) {
            throw new StockpotException(path + ": the file is gone; put it back or choose another", e);
        } catch (IOException e) {
            throw new StockpotException(path + ": cannot be read (" + e.getMessage() + ")", e);
        }
        return buffer.flip();
    }

    /** The first bytes, fewer where the file is shorter. */
    byte[] start(int length) throws StockpotException {
        return read(0, Math.min(length, size), "the beginning").array();
    }

    StockpotException refusal(String problem) {
        return new StockpotException(path + ": " + problem);
    }

    private StockpotException changed() {
        return refusal("the file was changed while it is in use; open the set again");
    }

    private static long nanoseconds(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
    }
}
