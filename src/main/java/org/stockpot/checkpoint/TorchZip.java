package org.stockpot.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stockpot.tensor.TensorSpec;

/**
 * A state dict saved by {@code torch.save} since PyTorch 1.6: a zip archive with a pickle that describes tensors and one
 * member per storage. Only descriptions are read when it is opened.
 */
final class TorchZip implements Checkpoint {
    private static final long LARGEST_PICKLE = 64L << 20;
    private static final int LARGEST_NOTE = 64;
    private static final int NEWEST_VERSION = 10;

    private final InputFile file;
    private final boolean bigEndian;
    private final Map<String, TorchTensor> tensors;
    private final Map<String, String> metadata;
    private final List<String> warnings;
    private final Map<String, TensorSpec> specs;

    private TorchZip(
            InputFile file, boolean bigEndian, StateDict dict, Map<String, String> metadata, List<String> warnings) {
        this.file = file;
        this.bigEndian = bigEndian;
        this.tensors = dict.tensors();
        this.metadata = metadata;
        this.warnings = List.copyOf(warnings);
        var bySpec = new LinkedHashMap<String, TensorSpec>();
        tensors.forEach((name, tensor) ->
                bySpec.put(name, new TensorSpec(tensor.element().dtype().orElseThrow(), tensor.shape())));
        this.specs = Collections.unmodifiableMap(bySpec);
    }

    /** Reads and validates directory and pickle; the file belongs to the result. */
    static TorchZip open(InputFile file, Strangers strangers) throws CheckpointException {
        Map<String, ZipMember> members = ZipDirectory.read(file);
        String top = topFolder(file, members);
        for (String script : List.of("constants.pkl", "model.json", "attributes.pkl")) {
            if (members.containsKey(top + script)) {
                throw file.refusal("is a TorchScript program (it has " + script + "), expected a state_dict;"
                        + " nothing was executed; save the model's state_dict() with torch.save");
            }
        }
        ZipMember pickle = members.get(top + "data.pkl");
        if (pickle == null) {
            throw file.refusal(
                    "is a zip archive without " + Show.text(top) + "data.pkl, expected a file made by torch.save");
        }
        if (pickle.size() > LARGEST_PICKLE) {
            throw file.refusal("member data.pkl has " + pickle.size() + " bytes, expected at most " + LARGEST_PICKLE);
        }
        checkVersion(file, members, top);
        boolean bigEndian = bigEndian(file, members.get(top + "byteorder"));
        pickle.verify(file);
        StateDict dict = StateDict.of(file, unpickle(file, members, top, pickle));
        var warnings = new ArrayList<>(dict.warnings());
        if (members.values().stream().anyMatch(ZipMember::unchecked)) {
            warnings.add("the file was saved without checksums; damage in its data would not be noticed");
        }
        return new TorchZip(
                file, bigEndian, dict, ArchiveNotes.read(file, members.get(top + ArchiveNotes.MEMBER)), warnings);
    }

    private static String topFolder(InputFile file, Map<String, ZipMember> members) throws CheckpointException {
        String first = members.keySet().iterator().next();
        String top = first.substring(0, first.indexOf('/') + 1);
        boolean arrays = members.keySet().stream().allMatch(name -> name.endsWith(".npy"));
        if (arrays) {
            throw file.refusal(
                    "is a NumPy archive (npz), expected a file made by torch.save; save the weights by name as"
                            + " safetensors");
        }
        if (top.isEmpty() || !members.keySet().stream().allMatch(name -> name.startsWith(top))) {
            throw file.refusal("is a zip archive without the one top folder that torch.save makes; if checkpoints are"
                    + " inside, unpack it");
        }
        return top;
    }

    private static void checkVersion(InputFile file, Map<String, ZipMember> members, String top)
            throws CheckpointException {
        ZipMember member = members.containsKey(top + "version")
                ? members.get(top + "version")
                : members.get(top + ".data/version");
        if (member == null) {
            throw file.refusal("has no member version, expected a file made by torch.save");
        }
        String version = note(file, member);
        if (!version.matches("[0-9]{1,2}")
                || Integer.parseInt(version) < 1
                || Integer.parseInt(version) > NEWEST_VERSION) {
            throw file.refusal("has archive version " + Show.text(version) + ", expected 1 to " + NEWEST_VERSION);
        }
    }

    private static boolean bigEndian(InputFile file, @org.jspecify.annotations.Nullable ZipMember member)
            throws CheckpointException {
        String order = member == null ? "little" : note(file, member);
        if (!order.equals("little") && !order.equals("big")) {
            throw file.refusal("has byte order " + Show.text(order) + ", expected little or big");
        }
        return order.equals("big");
    }

    /** A member of one short line. */
    private static String note(InputFile file, ZipMember member) throws CheckpointException {
        if (member.size() > LARGEST_NOTE) {
            throw file.refusal(
                    "member " + Show.text(member.name()) + " has " + member.size() + " bytes, expected one word");
        }
        member.verify(file);
        try (InputStream in = member.stream(file)) {
            return new String(in.readNBytes(LARGEST_NOTE), StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw member.unreadable(file, e);
        }
    }

    private static PickleValue unpickle(InputFile file, Map<String, ZipMember> members, String top, ZipMember pickle)
            throws CheckpointException {
        try (InputStream in = new BufferedInputStream(pickle.stream(file), 1 << 16)) {
            return new PickleMachine(new PickleInput(file, pickle, in), new PickleCalls(file, members, top + "data/"))
                    .read();
        } catch (IOException e) {
            throw pickle.unreadable(file, e);
        }
    }

    @Override
    public Path path() {
        return file.path();
    }

    @Override
    public String format() {
        return Format.TORCH_ZIP.title();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Map<String, TensorSpec> specs() {
        return specs;
    }

    @Override
    public ByteBuffer read(String name, long first, int count) throws CheckpointException {
        TensorSpec spec = spec(name);
        int bytes = Ranges.byteCount(name, spec, first, count);
        TorchTensor tensor = tensors.get(name);
        if (tensor == null || bytes == 0) {
            return ByteBuffer.allocate(0).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer data = StridedRead.read(tensor, first, count);
        if (bigEndian) {
            swap(data, spec.dtype().bytes());
        }
        return data;
    }

    private static void swap(ByteBuffer bytes, int width) {
        for (int start = 0; start < bytes.limit(); start += width) {
            for (int i = start, j = start + width - 1; i < j; i++, j--) {
                byte low = bytes.get(i);
                bytes.put(i, bytes.get(j)).put(j, low);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
