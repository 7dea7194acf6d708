package org.stockpot.checkpoint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.stockpot.checkpoint.PickleValue.Bool;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.Int;
import org.stockpot.checkpoint.PickleValue.Sequence;
import org.stockpot.checkpoint.PickleValue.Text;

/**
 * What {@code torch.save} wrote from PyTorch 0.1.10 to 1.5, and still does on request: five pickles in a row (a magic
 * number, a version, notes on the machine, the object, the keys of its storages), then each storage as its count of
 * elements and its bytes. There is no checksum.
 */
final class TorchLegacy {
    /** Longest first pickle. */
    static final int LONGEST_BEGINNING = 24;

    /** The magic number and the end of its pickle, in hexadecimal digits. */
    private static final String MAGIC = "8a0a6cfc9c46f9206aa850192e";

    /** What protocols 4 and 5 put before it: a frame of its 13 bytes. */
    private static final String FRAME = "950d00000000000000";

    private static final int VERSION = 1001;

    private TorchLegacy() {}

    /**
     * The pickle that every such file begins with, in whatever protocol it was saved.
     *
     * @param head at least {@link #LONGEST_BEGINNING} bytes, if the file has them
     * @return its length; 0 if the file begins otherwise
     */
    static int beginning(byte[] head) {
        String digits = HexFormat.of().formatHex(head, 0, Math.min(head.length, LONGEST_BEGINNING));
        for (String pickle : List.of("8002" + MAGIC, "8003" + MAGIC, "8004" + FRAME + MAGIC, "8005" + FRAME + MAGIC)) {
            if (digits.startsWith(pickle)) {
                return pickle.length() / 2;
            }
        }
        return 0;
    }

    /** Reads and validates everything but the data; the file belongs to the result. */
    static TorchCheckpoint open(InputFile file, Strangers strangers) throws CheckpointException {
        byte[] head = file.read(0, (int) Math.min(LONGEST_BEGINNING, file.size()), "the beginning")
                .array();
        var cursor = new FileCursor(file, "the file", beginning(head), file.size());
        PickleValue version = PickleMachine.readPlain(file, cursor.pickle("its version"));
        if (!version.equals(new Int(VERSION))) {
            throw file.refusal("is a PyTorch file of an unknown version, expected " + VERSION
                    + "; save it again with a newer PyTorch");
        }
        PickleValue system = PickleMachine.readPlain(file, cursor.pickle("its notes on the machine"));
        if (!(system instanceof Dict notes)
                || !(notes.items.get(new Text("little_endian")) instanceof Bool little)
                || !little.value()) {
            throw file.refusal("was written by a machine that is not little endian, expected one that is;"
                    + " load it with PyTorch and save it again");
        }
        var ids = new Ids(file, cursor.remaining());
        Unpickled content = PickleMachine.readNext(cursor.pickle("its pickle of weights"), new PickleCalls(file), ids);
        StateDict dict = StateDict.of(file, content, strangers);
        PickleValue keys = PickleMachine.readPlain(file, cursor.pickle("its list of storages"));
        ids.place(cursor, keys);
        return new TorchCheckpoint(file, Format.TORCH_LEGACY, Optional.empty(), false, dict, Map.of(), dict.warnings());
    }

    /** Storages by key, and views of them. */
    private static final class Ids implements PersistentIds {
        private final InputFile file;
        private final long available;
        private final Map<String, FileStorage> storages = new HashMap<>();
        private final Map<String, Integer> widths = new HashMap<>();
        private final Map<String, StorageView> views = new HashMap<>();
        private long claimed;

        Ids(InputFile file, long available) {
            this.file = file;
            this.available = available;
        }

        @Override
        public PickleValue resolve(PickleValue id) throws CheckpointException {
            StorageId wanted = StorageId.of(file, id, true);
            FileStorage storage = storages.get(wanted.key());
            if (storage == null) {
                if (wanted.size() > available - claimed) {
                    throw file.refusal("refers to a storage of " + wanted.size() + " bytes, " + (available - claimed)
                            + " are left in the file; it is cut short, get it again");
                }
                claimed += wanted.size();
                storage = new FileStorage(file, wanted.key(), wanted.size());
                storages.put(wanted.key(), storage);
                widths.put(wanted.key(), StorageId.width(wanted.tag()));
            }
            if (storage.size() != wanted.size()) {
                throw file.refusal("refers to storage " + wanted.key() + " with " + storage.size() + " and with "
                        + wanted.size() + " bytes; the file is damaged or made by hand");
            }
            if (wanted.view().isEmpty()) {
                return new PickleValue.Storage(storage, wanted.tag());
            }
            StorageId.View part = wanted.view().get();
            var view = new StorageView(storage, part.key(), part.start(), part.size());
            StorageView before = views.putIfAbsent(part.key(), view);
            if (before != null && !before.equals(view)) {
                throw file.refusal("holds two different views named " + part.key()
                        + " of its storages; the file is damaged or made by hand");
            }
            return new PickleValue.Storage(view, wanted.tag());
        }

        /** Finds the data of every storage; the list must name each of them once. */
        void place(FileCursor cursor, PickleValue keys) throws CheckpointException {
            List<PickleValue> list = keys instanceof Sequence sequence ? sequence.items : List.of();
            Set<String> placed = new HashSet<>();
            for (PickleValue key : list) {
                FileStorage storage = key instanceof Text text ? storages.get(text.value()) : null;
                if (storage == null || !placed.add(storage.key())) {
                    throw wrongKeys();
                }
                int width = widths.getOrDefault(storage.key(), 1);
                long count = cursor.numbers(Long.BYTES).getLong();
                if (count != storage.size() / width) {
                    throw file.refusal("storage " + storage.key() + " has " + count + " elements, the pickle expects "
                            + storage.size() / width + "; the file is damaged, get it again");
                }
                storage.place(cursor.stepOver(storage.size(), "storage " + storage.key()));
            }
            if (placed.size() != storages.size()) {
                throw wrongKeys();
            }
            if (cursor.remaining() > 0) {
                throw file.refusal("has " + cursor.remaining()
                        + " bytes after its last storage, expected none; the file" + " is damaged, get it again");
            }
        }

        private CheckpointException wrongKeys() {
            return file.refusal("lists other storages than its tensors use; the file is damaged or made by hand");
        }
    }
}
