package org.stockpot.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a file can turn out to be, by its first bytes. This is the one list: a format that becomes readable gets a reader
 * in {@link #open}.
 */
enum Format {
    SAFETENSORS("safetensors", ""),
    TORCH_ZIP("PyTorch zip", ""),
    TORCHSCRIPT("TorchScript", ""),
    TORCH_LEGACY("PyTorch legacy", ""),
    TAR("PyTorch tar", ""),
    PICKLE(
            "bare Python pickle",
            "it may run code when loaded, nothing was executed; save the state_dict with torch.save or as safetensors"),
    NPY("NumPy array", "save the weights by name as safetensors"),
    SEVEN_ZIP("7z archive", "unpack it and add the checkpoint inside"),
    GZIP("gzip file", "unpack it and add the checkpoint inside"),
    WEB_PAGE("web page", "the download went wrong, probably for want of a login; download the file itself"),
    LFS_POINTER("Git LFS pointer", "the weights were not downloaded; run git lfs pull"),
    JSON("JSON text", ""),
    TEXT("text file", "look into it: where a download went wrong, it says why"),
    EMPTY("empty file", "the download or the copy was cut short; get the file again"),
    SHORT("file of less than 10 bytes", "the download or the copy was cut short; get the file again"),
    UNKNOWN("file of unknown kind", "Stockpot reads safetensors files, PyTorch state dicts and TorchScript archives");

    private static final int HEAD = 512;

    private final String title;
    private final String advice;

    Format(String title, String advice) {
        this.title = title;
        this.advice = advice;
    }

    /** The name people know it by. */
    String title() {
        return title;
    }

    /** Opens the file as this format, or refuses with the advice that helps. */
    Checkpoint open(InputFile file, Strangers strangers) throws CheckpointException {
        return switch (this) {
            case SAFETENSORS -> SafetensorsFile.open(file);
            case TORCH_ZIP, TORCHSCRIPT -> TorchZip.open(file, strangers);
            case TORCH_LEGACY -> TorchLegacy.open(file, strangers);
            case TAR -> TorchTar.open(file, strangers);
            case JSON -> ShardedCheckpoint.open(file, strangers);
            default ->
                throw file.refusal(
                        "expected a checkpoint, found " + (this == EMPTY ? "an " : "a ") + title + "; " + advice);
        };
    }

    /** Looks at the first bytes. */
    static Format of(InputFile file) throws CheckpointException {
        ByteBuffer head = file.read(0, (int) Math.min(HEAD, file.size()), "the beginning");
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        if (begins(bytes, 'P', 'K', 3, 4)) {
            return TORCH_ZIP;
        }
        if (TorchLegacy.beginning(bytes) > 0) {
            return TORCH_LEGACY;
        }
        if (bytes.length > 8 && bytes[8] == '{') {
            return SAFETENSORS;
        }
        if (bytes.length >= 262 && new String(bytes, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return TAR;
        }
        if (begins(bytes, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NPY;
        }
        if (begins(bytes, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (begins(bytes, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return SEVEN_ZIP;
        }
        if (begins(bytes, 0x80)) {
            return PICKLE;
        }
        return ofText(bytes);
    }

    private static Format ofText(byte[] bytes) {
        String text =
                new String(bytes, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return LFS_POINTER;
        }
        if (text.startsWith("<")) {
            return WEB_PAGE;
        }
        if (text.startsWith("{")) {
            return JSON;
        }
        if (bytes.length < 10) {
            return bytes.length == 0 ? EMPTY : SHORT;
        }
        boolean legible = text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || Character.isWhitespace(c));
        return legible ? TEXT : UNKNOWN;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        boolean same = bytes.length >= magic.length;
        for (int i = 0; same && i < magic.length; i++) {
            same = (bytes[i] & 0xff) == magic[i];
        }
        return same;
    }
}
