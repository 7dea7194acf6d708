package org.stockpot.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.stockpot.checkpoint.PickleGlobal.StorageTag;
import org.stockpot.checkpoint.PickleValue.Global;
import org.stockpot.checkpoint.PickleValue.Int;
import org.stockpot.checkpoint.PickleValue.None;
import org.stockpot.checkpoint.PickleValue.Text;
import org.stockpot.checkpoint.PickleValue.Tuple;

/** How the pickle of a container refers to data that stands outside of it. */
interface PersistentIds {
    /**
     * Looks an id up.
     *
     * @throws CheckpointException if it is not one that torch.save writes, or what it names is not there
     */
    PickleValue resolve(PickleValue id) throws CheckpointException;

    /**
     * A reference to a storage, {@code ("storage", type, key, location, count)} with or without a view.
     *
     * @param size in bytes
     */
    record StorageId(StorageTag tag, String key, long size, Optional<View> view) {
        private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_-]{1,64}");
        private static final Pattern LOCATION = Pattern.compile("[a-z]+(:[0-9]+)?");
        private static final long MOST_ELEMENTS = 1L << 48;

        /**
         * Part of a storage.
         *
         * @param start in bytes
         * @param size in bytes
         */
        record View(String key, long start, long size) {}

        /**
         * Reads the tuple.
         *
         * @param legacy whether a sixth field says which part of the storage is meant
         */
        static StorageId of(InputFile file, PickleValue id, boolean legacy) throws CheckpointException {
            if (id instanceof Tuple tuple && !tuple.items().isEmpty()) {
                List<PickleValue> fields = tuple.items();
                if (legacy && fields.get(0).equals(new Text("module"))) {
                    throw file.refusal(wholeModel(fields.size() > 1 ? PickleValue.kind(fields.get(1)) : "module"));
                }
                if (fields.get(0).equals(new Text("storage"))
                        && fields.size() == (legacy ? 6 : 5)
                        && fields.get(1) instanceof Global global
                        && global.meaning() instanceof StorageTag tag
                        && fields.get(2) instanceof Text key
                        && KEY.matcher(key.value()).matches()
                        && fields.get(3) instanceof Text location
                        && location(location.value())
                        && fields.get(4) instanceof Int count
                        && count(count.value())) {
                    int width = width(tag);
                    if (!legacy || fields.get(5) == None.NONE) {
                        return new StorageId(tag, key.value(), count.value() * width, Optional.empty());
                    }
                    if (fields.get(5) instanceof Tuple view
                            && view.items().size() == 3
                            && view.items().get(0) instanceof Text part
                            && KEY.matcher(part.value()).matches()
                            && view.items().get(1) instanceof Int offset
                            && view.items().get(2) instanceof Int length
                            && offset.value() >= 0
                            && length.value() >= 0
                            && length.value() <= count.value()
                            && offset.value() <= count.value() - length.value()) {
                        return new StorageId(
                                tag,
                                key.value(),
                                count.value() * width,
                                Optional.of(new View(part.value(), offset.value() * width, length.value() * width)));
                    }
                }
            }
            throw file.refusal("refers to a storage in a way torch.save does not; the file is damaged or made by hand");
        }

        /** Bytes of one element of the storage; those without a type count bytes. */
        static int width(StorageTag tag) {
            return tag.element().map(ElementType::bytes).orElse(1);
        }

        /** Whether a number of elements is possible. */
        static boolean count(long count) {
            return count >= 0 && count <= MOST_ELEMENTS;
        }

        /** Whether a text names a device, which is of no interest: everything is read into main memory. */
        static boolean location(String location) {
            return location.length() <= 64 && LOCATION.matcher(location).matches();
        }
    }

    /** The sentence about a file that holds a model instead of its weights. */
    static String wholeModel(String type) {
        return "holds a whole model (" + type + "), expected its weights alone; nothing was executed; load it where it"
                + " was made and save model.state_dict()";
    }
}
