package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Saves tensors of any source as a state dict, byte for byte as {@code torch.save} of PyTorch 2.7 does, but for the
 * serialization id, which only tells files apart, and a member with metadata. PyTorch opens it with {@code weights_only}
 * and with {@code mmap}; 1.13 too, as long as it knows the element types. The folder inside is always {@code archive}, so
 * that the bytes do not depend on the file's name.
 */
final class TorchZipWriter implements FileContent {
    private static final String TOP = "archive/";
    private static final int ID_DIGITS = 20;

    /** All other members of the archive fit beside them in the largest directory that is read back. */
    private static final int MOST_TENSORS = ZipEnd.MOST_MEMBERS - 100;

    private final Map<String, String> metadata;
    private final List<Map.Entry<String, TensorSpec>> tensors;
    private final CRC32 contents = new CRC32();
    private final ZipPlan zip;

    /**
     * @param source its tensors are written in its order
     * @throws CheckpointException if the format cannot hold a name or so many
     */
    TorchZipWriter(Path target, TensorSource source, Map<String, String> metadata) throws CheckpointException {
        this.metadata = Map.copyOf(metadata);
        this.tensors = List.copyOf(source.specs().entrySet());
        if (tensors.isEmpty() || tensors.size() > MOST_TENSORS) {
            throw new CheckpointException(
                    target,
                    source.name() + " has " + tensors.size() + " tensors, a PyTorch file holds 1 to " + MOST_TENSORS
                            + "; write safetensors");
        }
        var members = new ArrayList<ZipPlan.Member>();
        for (var tensor : tensors) {
            SafetensorsHeaderText.checkText(target, tensor.getKey());
        }
        members.add(ZipPlan.Member.of(TOP + "data.pkl", StateDictPickle.of(tensors)));
        members.add(ZipPlan.Member.of(TOP + ".format_version", "1"));
        members.add(ZipPlan.Member.of(TOP + ".storage_alignment", "64"));
        members.add(ZipPlan.Member.of(TOP + "byteorder", "little"));
        for (int storage = 0; storage < tensors.size(); storage++) {
            var tensor = tensors.get(storage);
            members.add(ZipPlan.Member.of(
                    TOP + "data/" + storage, tensor.getValue().byteCount(), sink -> stream(source, tensor, sink)));
        }
        if (!metadata.isEmpty()) {
            members.add(ZipPlan.Member.of(TOP + ArchiveNotes.MEMBER, ArchiveNotes.bytes(target, metadata)));
        }
        members.add(ZipPlan.Member.of(TOP + "version", "3\n"));
        String names = id(names(members));
        members.add(ZipPlan.Member.of(
                TOP + ".data/serialization_id",
                2 * ID_DIGITS,
                sink -> sink.take(StandardCharsets.US_ASCII.encode(names + id(contents.getValue())))));
        this.zip = new ZipPlan(members);
    }

    private void stream(TensorSource source, Map.Entry<String, TensorSpec> tensor, Chunks.Sink sink)
            throws StockpotException {
        Chunks.of(source, tensor.getKey(), data -> {
            contents.update(data.duplicate());
            sink.take(data);
        });
    }

    private static long names(List<ZipPlan.Member> members) {
        MessageDigest digest = Sha256.digest();
        for (ZipPlan.Member member : members) {
            digest.update((member.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ByteBuffer.wrap(digest.digest()).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static String id(long half) {
        String digits = Long.toUnsignedString(half);
        return "0".repeat(ID_DIGITS - digits.length()) + digits;
    }

    @Override
    public long size() {
        return zip.size();
    }

    @Override
    public void writeTo(AtomicFile file) throws StockpotException {
        contents.reset();
        zip.writeTo(file::write);
    }

    @Override
    public boolean matches(InputFile reread) throws CheckpointException {
        // Not closed here: the file is.
        Checkpoint found = Format.TORCH_ZIP.open(reread, Strangers.REFUSED);
        return List.copyOf(found.specs().entrySet()).equals(tensors)
                && found.metadata().equals(metadata);
    }
}
