package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import org.testfx.util.WaitForAsyncUtils;

/** Waits until nothing keeps an object that is no longer shown. */
public final class Forgotten {
    private static final int ROUNDS = 60;
    private static final long PAUSE_MILLIS = 50;

    private Forgotten() {}

    public static void await(WeakReference<?> left) throws InterruptedException {
        for (int round = 0; round < ROUNDS && left.get() != null; round++) {
            WaitForAsyncUtils.waitForFxEvents();
            System.gc();
            Thread.sleep(PAUSE_MILLIS);
        }
        assertThat(left.get()).isNull();
    }
}
