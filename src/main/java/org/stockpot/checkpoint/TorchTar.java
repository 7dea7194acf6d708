package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stockpot.checkpoint.PersistentIds.StorageId;
import org.stockpot.checkpoint.PickleGlobal.ClassTag;
import org.stockpot.checkpoint.PickleGlobal.StorageTag;
import org.stockpot.checkpoint.PickleValue.Dict;
import org.stockpot.checkpoint.PickleValue.Global;
import org.stockpot.checkpoint.PickleValue.Int;
import org.stockpot.checkpoint.PickleValue.Sequence;
import org.stockpot.checkpoint.PickleValue.Text;
import org.stockpot.checkpoint.PickleValue.Tuple;

/**
 * What {@code torch.save} wrote in PyTorch 0.1.1: a tar archive with the storages one after the other, the tensors as
 * views of them, and a pickle that refers to tensors by number.
 */
final class TorchTar {
    private static final int MOST = 100_000;
    /** Sizes and strides of all tensors together; bounds memory. */
    private static final int MOST_AXES = 1_000_000;

    private final InputFile file;
    private final PickleCalls calls;
    private final Map<String, FileStorage> storages = new HashMap<>();
    private final Map<String, ElementType> types = new HashMap<>();
    private final Map<String, TorchTensor> tensors = new HashMap<>();

    private TorchTar(InputFile file) {
        this.file = file;
        this.calls = new PickleCalls(file);
    }

    /** Reads and validates everything but the data; the file belongs to the result. */
    static TorchCheckpoint open(InputFile file, Strangers strangers) throws CheckpointException {
        Map<String, TarMembers.Member> members = TarMembers.read(file);
        var tar = new TorchTar(file);
        tar.checkSystem(cursor(file, members, "sys_info"));
        tar.readStorages(cursor(file, members, "storages"));
        tar.readTensors(cursor(file, members, "tensors"));
        FileCursor pickle = cursor(file, members, "pickle");
        Unpickled content = PickleMachine.read(pickle.pickle("member pickle"), tar.calls, tar::tensor, false);
        StateDict dict = StateDict.of(file, content, strangers);
        return new TorchCheckpoint(file, Format.TAR, Optional.empty(), false, dict, Map.of(), dict.warnings());
    }

    private static FileCursor cursor(InputFile file, Map<String, TarMembers.Member> members, String name)
            throws CheckpointException {
        TarMembers.Member member = members.get(name);
        if (member == null) {
            throw file.refusal("has no member " + name + "; the file is damaged, get it again");
        }
        return new FileCursor(file, "member " + name, member.start(), member.start() + member.size());
    }

    private void checkSystem(FileCursor cursor) throws CheckpointException {
        PickleValue system = PickleMachine.readPlain(file, cursor.pickle("member sys_info"));
        checkEnd(cursor, "sys_info");
        if (!(system instanceof Dict notes)
                || new PickleValue.Bool(false).equals(notes.items.get(new Text("little_endian")))) {
            throw file.refusal("was written by a machine that is not little endian, expected one that is;"
                    + " load it with PyTorch and save it again");
        }
    }

    private void readStorages(FileCursor cursor) throws CheckpointException {
        int count = count(cursor, "storages");
        for (int i = 0; i < count; i++) {
            List<PickleValue> fields = fields(cursor, "storages");
            if (!(fields.get(1) instanceof Text location)
                    || !StorageId.location(location.value())
                    || !(fields.get(2) instanceof Global global)
                    || !(global.meaning() instanceof StorageTag tag)
                    || tag.element().isEmpty()) {
                throw unexpected("storages");
            }
            String key = key(fields.get(0), "storages");
            ElementType type = tag.element().get();
            long elements = cursor.numbers(Long.BYTES).getLong();
            if (!StorageId.count(elements)) {
                throw file.refusal("storage " + Show.text(key) + " claims " + elements
                        + " elements; the file is damaged, get it again");
            }
            var storage = new FileStorage(file, key, elements * type.bytes());
            storage.place(cursor.stepOver(storage.size(), "storage " + Show.text(key)));
            if (storages.put(key, storage) != null) {
                throw unexpected("storages");
            }
            types.put(key, type);
        }
        PickleValue views = PickleMachine.readPlain(file, cursor.pickle("member storages"));
        if (!(views instanceof Sequence list) || !list.items.isEmpty()) {
            throw file.refusal("holds views of storages, which Stockpot does not read in files of PyTorch 0.1.1;"
                    + " load it with PyTorch and save it again");
        }
        checkEnd(cursor, "storages");
    }

    private void readTensors(FileCursor cursor) throws CheckpointException {
        int count = count(cursor, "tensors");
        int axes = 0;
        for (int i = 0; i < count; i++) {
            List<PickleValue> fields = fields(cursor, "tensors");
            String key = key(fields.get(0), "tensors");
            String storageKey = key(fields.get(1), "tensors");
            FileStorage storage = storages.get(storageKey);
            ElementType type = types.get(storageKey);
            if (storage == null
                    || type == null
                    || !(fields.get(2) instanceof Global global)
                    || !(global.meaning() instanceof ClassTag)) {
                throw unexpected("tensors");
            }
            ByteBuffer head = cursor.numbers(8);
            int rank = head.getInt();
            axes += Math.max(0, rank);
            if (rank < 0 || rank > PickleCalls.MOST_AXES || axes > MOST_AXES) {
                throw file.refusal(
                        "tensor " + Show.text(key) + " claims " + rank + " axes; the file is damaged, get it again");
            }
            List<Long> extents = longs(cursor, rank);
            List<Long> strides = longs(cursor, rank);
            long offset = cursor.numbers(Long.BYTES).getLong();
            boolean negative = offset < 0
                    || extents.stream().anyMatch(extent -> extent < 0)
                    || strides.stream().anyMatch(stride -> stride < 0);
            if (negative || tensors.put(key, calls.view(storage, type, offset, extents, strides)) != null) {
                throw unexpected("tensors");
            }
        }
        checkEnd(cursor, "tensors");
    }

    private int count(FileCursor cursor, String member) throws CheckpointException {
        PickleValue count = PickleMachine.readPlain(file, cursor.pickle("member " + member));
        if (!(count instanceof Int number) || number.value() < 0 || number.value() > MOST) {
            throw file.refusal("member " + member + " claims more than " + MOST
                    + " entries or none; the file is damaged" + " or made by hand");
        }
        return (int) number.value();
    }

    private List<PickleValue> fields(FileCursor cursor, String member) throws CheckpointException {
        PickleValue entry = PickleMachine.readPlain(file, cursor.pickle("member " + member));
        if (!(entry instanceof Tuple tuple) || tuple.items().size() != 3) {
            throw unexpected(member);
        }
        return tuple.items();
    }

    private static List<Long> longs(FileCursor cursor, int count) throws CheckpointException {
        ByteBuffer numbers = cursor.numbers(count * Long.BYTES);
        var list = new ArrayList<Long>(count);
        while (numbers.hasRemaining()) {
            list.add(numbers.getLong());
        }
        return list;
    }

    /** Numbers, which Python wrote as text where they stand in a pickle of weights. */
    private String key(PickleValue value, String member) throws CheckpointException {
        if (value instanceof Int number) {
            return String.valueOf(number.value());
        }
        if (value instanceof Text text && text.value().matches("-?[0-9]{1,20}")) {
            return text.value();
        }
        throw unexpected(member);
    }

    private PickleValue tensor(PickleValue id) throws CheckpointException {
        if (id instanceof Tuple tuple && !tuple.items().isEmpty()) {
            throw file.refusal(
                    PersistentIds.wholeModel(PickleValue.kind(tuple.items().get(0))));
        }
        TorchTensor tensor = tensors.get(key(id, "pickle"));
        if (tensor == null) {
            throw file.refusal("refers to a tensor that is not in the file; the file is damaged, get it again");
        }
        return new PickleValue.Tensor(tensor);
    }

    private void checkEnd(FileCursor cursor, String member) throws CheckpointException {
        if (cursor.remaining() > 0) {
            throw file.refusal("member " + member + " has " + cursor.remaining()
                    + " bytes behind its content; the file is damaged or made by hand");
        }
    }

    private CheckpointException unexpected(String member) {
        return file.refusal("member " + member
                + " describes its content in a way torch.save did not; the file is damaged or made by hand");
    }
}
