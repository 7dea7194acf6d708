package org.stockpot.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stockpot.evaluate.Backend;
import org.stockpot.evaluate.Network;
import org.stockpot.fuse.Soup;
import org.stockpot.tensor.StockpotException;

/**
 * One network on the device and the mix in it. When the mix changes, only the tensors of the layer groups that changed
 * are fused and sent to the device. Lives on the device lane's thread.
 */
final class LoadedMix implements AutoCloseable {
    private final Backend backend;
    private @Nullable Network network;
    private List<MixKey.Column> loaded = List.of();
    private MixKey.@Nullable Sources sources;

    LoadedMix(Backend backend) {
        this.backend = backend;
    }

    /** How many layer groups would have to be replaced; a network of other sources is worth nothing. */
    int distance(MixKey wanted) {
        if (network == null || !wanted.sources().equals(sources)) {
            return Integer.MAX_VALUE;
        }
        return changed(wanted).size();
    }

    /**
     * The network with this mix in it; it stays the property of this object.
     *
     * @param soup of that key
     */
    Network with(MixKey wanted, Opened opened, Soup soup) throws StockpotException {
        Network current = network;
        if (current == null || !wanted.sources().equals(sources)) {
            close();
            current = opened.runner().load(backend, soup);
            network = current;
        } else {
            List<Integer> groups = changed(wanted);
            // What is in the network is unknown until all tensors have arrived.
            loaded = List.of();
            boolean complete = false;
            try {
                for (int group : groups) {
                    current.replace(soup, opened.groups().tensorsOf(group));
                }
                complete = true;
            } finally {
                if (!complete) {
                    close();
                }
            }
        }
        sources = wanted.sources();
        loaded = wanted.columns();
        return current;
    }

    private List<Integer> changed(MixKey wanted) {
        List<Integer> changed = new ArrayList<>();
        for (int group = 0; group < wanted.columns().size(); group++) {
            if (group >= loaded.size()
                    || !loaded.get(group).equals(wanted.columns().get(group))) {
                changed.add(group);
            }
        }
        return changed;
    }

    @Override
    public void close() {
        if (network != null) {
            network.close();
            network = null;
        }
        loaded = List.of();
        sources = null;
    }
}
