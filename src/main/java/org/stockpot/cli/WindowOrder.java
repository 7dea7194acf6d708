package org.stockpot.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.stockpot.session.settings.Language;

/**
 * How the window is to be opened.
 *
 * @param session to begin with; empty for a new one
 * @param demo the demo's session, where it is installed
 * @param language for this time; empty for what the settings say
 * @param safeMode whether to begin without saved settings and layout
 */
public record WindowOrder(Optional<Path> session, Optional<Path> demo, Optional<Language> language, boolean safeMode) {}
