package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;
import org.stockpot.tensor.TensorSpec;

/**
 * Saves tensors of any source as a TorchScript program: the archive of an ingredient, its template, in which the storages
 * of parameters and buffers hold the source's values. Every other member is copied byte for byte, compressed or not, and
 * all members lie as PyTorch lays them out; code is neither read nor run. Types and shapes are those of the template,
 * because its code may depend on them.
 */
final class TorchScriptWriter implements FileContent {
    private final Map<String, String> metadata;
    private final Map<String, TensorSpec> specs;
    private final ZipPlan zip;

    /**
     * @param template open as long as this writer is used
     * @throws CheckpointException if the template is no TorchScript program of these tensors
     */
    TorchScriptWriter(Path target, TensorSource source, Checkpoint template, Map<String, String> metadata)
            throws CheckpointException {
        if (!(template instanceof TorchCheckpoint program)
                || !program.isProgram()
                || program.archive().isEmpty()) {
            throw new CheckpointException(
                    template.path(),
                    "is a " + template.format() + " file, expected a TorchScript program as the template; choose an"
                            + " ingredient that is one, or export a state dict");
        }
        this.metadata = Map.copyOf(metadata);
        this.specs = program.specs();
        checkTensors(source, program);
        if (program.order() != ByteOrder.LITTLE_ENDIAN) {
            throw new CheckpointException(
                    template.path(), "was saved on a big-endian machine; save it on another, or export a state dict");
        }
        this.zip =
                new ZipPlan(members(target, source, program, program.archive().get()));
    }

    private static void checkTensors(TensorSource source, TorchCheckpoint program) throws CheckpointException {
        for (var tensor : program.specs().entrySet()) {
            String name = Show.text(tensor.getKey());
            TensorSpec found = source.specs().get(tensor.getKey());
            if (found == null) {
                throw new CheckpointException(
                        program.path(),
                        "has the tensor " + name + ", which " + source.name() + " lacks; choose the ingredient that the"
                                + " names come from");
            }
            if (found.dtype() != tensor.getValue().dtype()) {
                throw new CheckpointException(
                        program.path(),
                        "has " + name + " as " + tensor.getValue().dtype() + ", " + source.name() + " has it as "
                                + found.dtype() + "; a TorchScript program keeps its types because its code may depend"
                                + " on them, export without another type");
            }
            if (!found.equals(tensor.getValue())) {
                throw new CheckpointException(
                        program.path(),
                        "has " + name + " as " + tensor.getValue() + ", " + source.name() + " has it as " + found);
            }
        }
        for (String name : source.specs().keySet()) {
            if (!program.specs().containsKey(name)) {
                throw new CheckpointException(
                        program.path(),
                        "lacks the tensor " + Show.text(name) + " of " + source.name()
                                + "; choose the ingredient that the names come from");
            }
        }
    }

    private List<ZipPlan.Member> members(
            Path target, TensorSource source, TorchCheckpoint program, TorchArchive archive)
            throws CheckpointException {
        Map<String, Map<String, TorchTensor>> viewsOf = new HashMap<>();
        Map<String, ZipStorage> storages = new HashMap<>();
        for (var tensor : program.tensors().entrySet()) {
            if (!(tensor.getValue().storage() instanceof ZipStorage storage)
                    || storage.member().deflated()) {
                throw new CheckpointException(
                        program.path(),
                        "keeps " + Show.text(tensor.getKey())
                                + " compressed; save it again with torch.jit.save, which does not");
            }
            storages.put(storage.member().name(), storage);
            viewsOf.computeIfAbsent(storage.member().name(), key -> new LinkedHashMap<>())
                    .put(tensor.getKey(), tensor.getValue());
        }
        List<ZipPlan.Member> members = new ArrayList<>();
        String notes = archive.top() + ArchiveNotes.MEMBER;
        for (ZipMember member : archive.members().values()) {
            ZipStorage storage = storages.get(member.name());
            if (storage != null) {
                var filler = new StorageFiller(storage, viewsOf.getOrDefault(member.name(), Map.of()), source);
                members.add(ZipPlan.Member.of(member.name(), member.size(), filler::writeTo));
            } else if (!member.name().equals(notes)) {
                members.add(copy(member, archive.file()));
            }
        }
        if (!metadata.isEmpty()) {
            members.add(ZipPlan.Member.of(notes, ArchiveNotes.bytes(target, metadata)));
        }
        return members;
    }

    /** The member as it lies in the template; its checksum is checked on the way. */
    private static ZipPlan.Member copy(ZipMember member, InputFile file) {
        return new ZipPlan.Member(
                member.name(),
                member.size(),
                member.compressedSize(),
                member.deflated() ? OptionalInt.of(member.crc()) : OptionalInt.empty(),
                sink -> {
                    member.verify(file);
                    long length = member.compressedSize();
                    for (long at = 0; at < length; at += Chunks.SIZE) {
                        int count = (int) Math.min(Chunks.SIZE, length - at);
                        ByteBuffer piece = file.read(member.position() + at, count, "member " + member.name());
                        sink.take(piece);
                    }
                });
    }

    @Override
    public long size() {
        return zip.size();
    }

    @Override
    public void writeTo(AtomicFile file) throws StockpotException {
        zip.writeTo(file::write);
    }

    @Override
    public boolean matches(InputFile reread) throws CheckpointException {
        // Not closed here: the file is.
        Checkpoint found = Format.TORCHSCRIPT.open(reread, Strangers.REFUSED);
        return found.isProgram()
                && found.specs().equals(specs)
                && found.metadata().equals(metadata);
    }
}
