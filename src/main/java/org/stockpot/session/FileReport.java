package org.stockpot.session;

import java.util.List;
import java.util.Optional;
import org.stockpot.fuse.Finding;

/**
 * What is worth knowing about one file of a session.
 *
 * @param examined whether the file has been read as a whole; before, only what its header tells is known
 * @param sha256 once it is examined
 * @param findings the most severe first
 */
public record FileReport(boolean examined, Optional<String> sha256, List<Finding> findings) {
    /** Nothing is known yet. */
    public static final FileReport UNKNOWN = new FileReport(false, Optional.empty(), List.of());

    public FileReport {
        findings = List.copyOf(findings);
    }

    /** Of the worst finding. */
    public Optional<Finding.Severity> severity() {
        return findings.stream().findFirst().map(Finding::severity);
    }
}
