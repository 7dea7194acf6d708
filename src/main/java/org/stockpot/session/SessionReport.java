package org.stockpot.session;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What is worth knowing about the files of a session, each on its own and beside the others. */
public record SessionReport(Map<Path, FileReport> files) {
    /** Nothing is known yet. */
    public static final SessionReport EMPTY = new SessionReport(Map.of());

    public SessionReport {
        files = Map.copyOf(files);
    }

    public FileReport of(Source source) {
        return files.getOrDefault(source.path(), FileReport.UNKNOWN);
    }

    /** The hashes of the files that have been examined; see {@link Session#withSha256}. */
    public Map<Path, String> sha256() {
        Map<Path, String> hashes = new HashMap<>();
        files.forEach((path, file) -> file.sha256().ifPresent(sha256 -> hashes.put(path, sha256)));
        return hashes;
    }
}
