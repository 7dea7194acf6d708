package org.stockpot.fuse;

/** How a weight may go through the depth of a network, as a factor 0…1 of its largest value; d is 0 at the input, 1 at the output. */
public enum DepthCurve {
    /** 1. */
    CONSTANT {
        @Override
        public double at(double depth) {
            return 1;
        }
    },
    /** d. */
    RISING {
        @Override
        public double at(double depth) {
            return depth;
        }
    },
    /** 1 − d. */
    FALLING {
        @Override
        public double at(double depth) {
            return 1 - depth;
        }
    },
    /** 1 in the first half, 0 behind it. */
    EARLY {
        @Override
        public double at(double depth) {
            return depth < 0.5 ? 1 : 0;
        }
    },
    /** 0 in the first half, 1 behind it. */
    LATE {
        @Override
        public double at(double depth) {
            return depth < 0.5 ? 0 : 1;
        }
    },
    /** |2d − 1|. */
    VALLEY {
        @Override
        public double at(double depth) {
            return Math.abs(2 * depth - 1);
        }
    },
    /** exp(−½((d − ½)/0.2)²). */
    BELL {
        @Override
        public double at(double depth) {
            double distance = (depth - 0.5) / BELL_WIDTH;
            return Math.exp(-distance * distance / 2);
        }
    };

    private static final double BELL_WIDTH = 0.2;

    /**
     * The factor at a depth.
     *
     * @param depth 0…1
     */
    public abstract double at(double depth);
}
