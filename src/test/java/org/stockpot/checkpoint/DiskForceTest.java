package org.stockpot.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.checkpoint.Trouble.Operation;

@Timeout(60)
class DiskForceTest {
    @TempDir
    Path folder;

    private FileChannel channel(Trouble trouble) throws IOException {
        Path file = folder.resolve("file");
        return new TroubledChannel(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), file, trouble);
    }

    @Test
    void everythingIsForcedInTheEndHoweverLittleItIs() throws IOException {
        var forced = new AtomicInteger();
        try (FileChannel channel =
                channel((operation, path) -> forced.addAndGet(operation == Operation.FORCE ? 1 : 0))) {
            var force = new DiskForce(channel);
            force.wrote(1);
            force.finish();
        }
        assertThat(forced).hasValue(1);
    }

    @Test
    void writingGoesOnWhileTheDiskIsBusy() throws IOException {
        var forced = new AtomicInteger();
        var free = new CountDownLatch(1);
        Trouble slow = (operation, path) -> {
            if (operation == Operation.FORCE && forced.getAndIncrement() == 0) {
                awaitOn(free);
            }
        };
        try (FileChannel channel = channel(slow)) {
            var force = new DiskForce(channel);
            for (int i = 0; i < 5; i++) {
                force.wrote((int) DiskForce.EVERY);
            }
            free.countDown();
            force.finish();
        }
        assertThat(forced).as("once while writing, once in the end").hasValue(2);
    }

    @Test
    void whatTheDiskRefusedOnceIsNotForgottenWhenItAcceptsTheRest() throws IOException {
        var forced = new AtomicInteger();
        Trouble first = (operation, path) -> {
            if (operation == Operation.FORCE && forced.getAndIncrement() == 0) {
                throw new IOException("bad sector");
            }
        };
        try (FileChannel channel = channel(first)) {
            var force = new DiskForce(channel);
            force.wrote((int) DiskForce.EVERY);

            assertThatThrownBy(force::finish).isInstanceOf(IOException.class).hasMessage("bad sector");
        }
    }

    @Test
    void aCancelledWriterDoesNotWaitForTheDisk() throws IOException {
        var never = new CountDownLatch(1);
        try (FileChannel channel = channel((operation, path) -> {
            if (operation == Operation.FORCE) {
                awaitOn(never);
            }
        })) {
            var force = new DiskForce(channel);
            force.wrote((int) DiskForce.EVERY);
            Thread.currentThread().interrupt();

            assertThatThrownBy(force::finish).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            never.countDown();
        }
    }

    private static void awaitOn(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
