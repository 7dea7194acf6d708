package org.stockpot.architecture.planted.engine;

/** One way to reach the standard streams or to end the program in each method. */
public class Prints {
    public void prints() {
        System.out.println("out");
    }

    public void complains() {
        System.err.println("err");
    }

    public void traces(IllegalStateException problem) {
        problem.printStackTrace();
    }

    public void exits() {
        System.exit(1);
    }

    public void halts() {
        Runtime.getRuntime().halt(1);
    }
}
