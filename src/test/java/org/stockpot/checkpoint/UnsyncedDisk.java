package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A disk that loses its power at one operation. What was not forced may be on it or not, in any combination: bytes of
 * files page by page, names of folders one by one. A name that moves is written to its new place before it leaves the
 * old one, as every file system with atomic moves does.
 */
final class UnsyncedDisk implements Trouble {
    private static final int PAGE = 16;

    private final Path root;
    private final int at;
    private int count;

    /** Files by their names, as programs see them, and as they are on the disk for sure. */
    private final Map<Path, Content> seen = new HashMap<>();

    private final Map<Path, Content> durable = new HashMap<>();

    /** The bytes of one file, whatever its name. */
    private static final class Content {
        private byte[] forced = {};
        private byte[] last = {};
    }

    /** @param root a folder with files that are on the disk already */
    UnsyncedDisk(Path root, int at) throws IOException {
        this.root = root;
        this.at = at;
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.toList()) {
                var content = new Content();
                content.forced = Files.readAllBytes(file);
                content.last = content.forced;
                seen.put(file, content);
            }
        }
        durable.putAll(seen);
    }

    @Override
    public void before(Operation operation, Path path) throws IOException {
        count++;
        if (count == at) {
            for (var file : seen.entrySet()) {
                file.getValue().last = Files.readAllBytes(file.getKey());
            }
        }
        if (count >= at) {
            throw new IOException("power cut");
        }
    }

    @Override
    public void after(Operation operation, Path path, Path to) throws IOException {
        switch (operation) {
            case OPEN -> {
                if (Files.isRegularFile(path)) {
                    seen.computeIfAbsent(path, created -> new Content());
                }
            }
            case FORCE -> force(path);
            case DELETE -> seen.remove(path);
            case MOVE -> {
                Content moved = seen.remove(path);
                if (moved != null) {
                    seen.put(to, moved);
                }
            }
            default -> {}
        }
    }

    private void force(Path path) throws IOException {
        Content content = seen.get(path);
        if (content != null) {
            content.forced = Files.readAllBytes(path);
            content.last = content.forced;
            return;
        }
        // A folder: its names are on the disk now, those of other folders need not be.
        durable.keySet().removeIf(name -> path.equals(name.getParent()) && !seen.containsKey(name));
        seen.forEach((name, file) -> {
            if (path.equals(name.getParent())) {
                durable.put(name, file);
            }
        });
    }

    /** Puts into an empty folder what may be there when the power is back: one of many outcomes. */
    void survivors(Path folder, Random random) throws IOException {
        Set<Path> names = new HashSet<>(durable.keySet());
        names.addAll(seen.keySet());
        for (Path name : names) {
            Content content = random.nextBoolean() ? seen.get(name) : durable.get(name);
            if (root.equals(name.getParent()) && content != null) {
                Files.write(folder.resolve(String.valueOf(name.getFileName())), bytes(content, random));
            }
        }
    }

    private static byte[] bytes(@Nullable Content content, Random random) {
        if (content == null) {
            return new byte[0];
        }
        byte[] bytes = content.last.clone();
        for (int page = 0; page < bytes.length; page += PAGE) {
            if (random.nextBoolean()) {
                int end = Math.min(page + PAGE, bytes.length);
                byte[] old = Arrays.copyOf(content.forced, Math.max(end, content.forced.length));
                System.arraycopy(old, page, bytes, page, end - page);
            }
        }
        return bytes;
    }
}
