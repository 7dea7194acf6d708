package org.stockpot.evaluate;

/**
 * The images of one class.
 *
 * @param name of the class
 * @param correct images classified correctly
 * @param total images of the class
 */
public record ClassScore(String name, int correct, int total) {
    /** Share classified correctly, 0…1; NaN without images. */
    public double accuracy() {
        return (double) correct / total;
    }

    /** 95 % Wilson score interval of {@link #accuracy()}. */
    public Interval interval() {
        return Interval.wilson(correct, total);
    }
}
