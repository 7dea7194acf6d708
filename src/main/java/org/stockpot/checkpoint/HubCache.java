package org.stockpot.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layout in which Hugging Face's tools keep what they downloaded: {@code snapshots/REVISION/…/NAME} is a link to a file
 * in the folder {@code blobs} beside {@code snapshots}. Whoever downloads a checkpoint in several files gets it like that.
 */
final class HubCache {
    private static final String SNAPSHOTS = "snapshots";
    private static final String BLOBS = "blobs";

    private HubCache() {}

    /**
     * The file that a link of such a snapshot leads to, if it lies directly in the blobs of the same download. Links to
     * anywhere else are none of this layout.
     */
    static Optional<Path> blob(Path link) throws CheckpointException {
        Path absolute = link.toAbsolutePath().normalize();
        Path download = download(absolute);
        if (download == null || !Files.isSymbolicLink(absolute)) {
            return Optional.empty();
        }
        Path blobs = download.resolve(BLOBS);
        try {
            Path target =
                    absolute.resolveSibling(Files.readSymbolicLink(absolute)).normalize();
            return blobs.equals(target.getParent()) && Files.isDirectory(blobs, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (IOException e) {
            throw new CheckpointException(link, "cannot be examined: " + InputFile.reason(e), e);
        }
    }

    /** The folder that holds the snapshots which a path lies in. */
    private static @Nullable Path download(Path path) {
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Path name = folder.getFileName();
            if (name != null && name.toString().equals(SNAPSHOTS)) {
                return folder.getParent();
            }
        }
        return null;
    }
}
