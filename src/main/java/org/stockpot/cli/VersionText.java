package org.stockpot.cli;

import org.stockpot.session.Version;
import picocli.CommandLine;

/** What {@code --version} prints. */
final class VersionText implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Stockpot " + Version.text()};
    }
}
