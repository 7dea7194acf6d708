package org.stockpot.architecture.planted.evaluate;

public class CatchesEverything {
    public boolean swallows(Runnable work) {
        try {
            work.run();
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
