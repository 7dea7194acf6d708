package org.stockpot.ui;

import java.io.File;
import java.util.List;
import java.util.Locale;
import org.stockpot.ui.text.Texts;

/** What dropping files will do, as far as their names tell. */
final class DropWords {
    private static final Texts TEXTS = Texts.of(DropWords.class);
    private static final List<String> CHECKPOINTS =
            List.of(".safetensors", ".pt", ".pth", ".bin", ".ckpt", ".index.json");

    private DropWords() {}

    static String of(List<File> files) {
        String first = files.isEmpty() ? "" : files.get(0).getName();
        boolean one = files.size() == 1;
        if (files.stream().allMatch(file -> isCheckpoint(file.getName()))) {
            return one ? TEXTS.get("drop.checkpoint", first) : TEXTS.get("drop.checkpoints", files.size());
        }
        if (one && Filing.isSession(files.get(0).toPath())) {
            return TEXTS.get("drop.session", first);
        }
        return one ? TEXTS.get("drop.one", first) : TEXTS.get("drop.several", files.size());
    }

    private static boolean isCheckpoint(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return CHECKPOINTS.stream().anyMatch(small::endsWith);
    }
}
