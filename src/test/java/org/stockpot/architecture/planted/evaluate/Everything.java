package org.stockpot.architecture.planted.evaluate;

/** Uses every other package, so it breaks every arrow that the table does not allow. */
public class Everything {
    public org.stockpot.architecture.planted.tensor.Everything tensor;
    public org.stockpot.architecture.planted.job.Everything job;
    public org.stockpot.architecture.planted.checkpoint.Everything checkpoint;
    public org.stockpot.architecture.planted.fuse.Everything fuse;
    public org.stockpot.architecture.planted.data.Everything data;
    public org.stockpot.architecture.planted.search.Everything search;
    public org.stockpot.architecture.planted.engine.Everything engine;
    public org.stockpot.architecture.planted.session.Everything session;
    public org.stockpot.architecture.planted.cli.Everything cli;
    public org.stockpot.architecture.planted.ui.Everything ui;
}
