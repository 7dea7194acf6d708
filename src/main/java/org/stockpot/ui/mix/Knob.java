package org.stockpot.ui.mix;

/** What a fader moves. */
interface Knob {
    /** A drag begins. */
    void begin();

    /** The value changed, by drag, key or typing. */
    void set(double value);

    /** The drag ended at a value. */
    void end(double value);

    /** Back to the fair share. */
    void reset();

    /** What was typed is no value; why. */
    void refuse(String reason);

    /** The knob of an ingredient in all layer groups. */
    static Knob ofMaster(MixModel model, int ingredient) {
        return new Knob() {
            @Override
            public void begin() {
                model.hand().beginMaster(ingredient);
            }

            @Override
            public void set(double value) {
                model.hand().setMaster(ingredient, value);
            }

            @Override
            public void end(double value) {
                model.hand().end(value);
            }

            @Override
            public void reset() {
                model.hand().resetStrip(ingredient);
            }

            @Override
            public void refuse(String reason) {
                model.refuse(reason);
            }
        };
    }

    /** The knob of an ingredient in one layer group. */
    static Knob ofGroup(MixModel model, int ingredient, int group) {
        return new Knob() {
            @Override
            public void begin() {
                model.hand().beginWeight(ingredient, group);
            }

            @Override
            public void set(double value) {
                model.hand().setWeight(ingredient, group, value);
            }

            @Override
            public void end(double value) {
                model.hand().end(value);
            }

            @Override
            public void reset() {
                model.hand().resetWeight(ingredient, group);
            }

            @Override
            public void refuse(String reason) {
                model.refuse(reason);
            }
        };
    }
}
