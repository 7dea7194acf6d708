package org.stockpot.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The zip container of {@code torch.save} since PyTorch 1.6 and of {@code torch.jit.save}: one top folder with pickles
 * and one member per storage.
 *
 * @param members all of the archive by full name, in the order of its directory
 * @param top the one top folder, with its slash
 * @param bigEndian byte order of the storages
 */
record TorchArchive(InputFile file, Map<String, ZipMember> members, String top, boolean bigEndian) {
    private static final long LARGEST_PICKLE = 64L << 20;
    private static final int LARGEST_NOTE = 64;
    private static final int NEWEST_VERSION = 10;

    /** Reads and validates the directory and the notes about the archive. */
    static TorchArchive open(InputFile file) throws CheckpointException {
        Map<String, ZipMember> members = ZipDirectory.read(file);
        String top = topFolder(file, members);
        if (!members.containsKey(top + "data.pkl") && !members.containsKey(top + "model.json")) {
            throw file.refusal(
                    "is a zip archive without " + Show.text(top) + "data.pkl, expected a file made by torch.save");
        }
        checkVersion(file, members, top);
        return new TorchArchive(file, members, top, bigEndian(file, members, top));
    }

    /** Whether a member of that name, without the top folder, exists. */
    boolean has(String name) {
        return members.containsKey(top + name);
    }

    /** What Stockpot wrote beside the tensors, empty in files of others. */
    Map<String, String> notes() throws CheckpointException {
        return ArchiveNotes.read(file, members.get(top + ArchiveNotes.MEMBER));
    }

    /** What to tell about the whole archive. */
    List<String> warnings() {
        return members.values().stream().anyMatch(ZipMember::unchecked)
                ? List.of("the file was saved without checksums; damage in its data would not be noticed")
                : List.of();
    }

    /**
     * Reads a pickle.
     *
     * @param name of the member, without the top folder
     * @param data folder of the storages it refers to
     * @param script whether it belongs to a TorchScript program
     */
    Unpickled unpickle(String name, String data, boolean script) throws CheckpointException {
        ZipMember pickle = members.get(top + name);
        if (pickle == null) {
            throw file.refusal("is an archive without " + Show.text(top + name) + "; get the file again");
        }
        if (pickle.size() > LARGEST_PICKLE) {
            throw file.refusal("member " + Show.text(name) + " has " + pickle.size() + " bytes, expected at most "
                    + LARGEST_PICKLE);
        }
        pickle.verify(file);
        try (InputStream in = new BufferedInputStream(pickle.stream(file), 1 << 16)) {
            return PickleMachine.read(
                    PickleInput.of(file, pickle, in),
                    new PickleCalls(file),
                    new ZipStorages(file, members, top + data),
                    script);
        } catch (IOException e) {
            throw pickle.unreadable(file, e);
        }
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

    private static boolean bigEndian(InputFile file, Map<String, ZipMember> members, String top)
            throws CheckpointException {
        ZipMember member = members.get(top + "byteorder");
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
}
