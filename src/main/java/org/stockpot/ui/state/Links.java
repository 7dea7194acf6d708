package org.stockpot.ui.state;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens addresses and files outside the window, when the user asks for it. Lives on the JavaFX thread. */
public final class Links {
    private static final Pattern ARXIV = Pattern.compile("arXiv:(\\d{4}\\.\\d{4,5})");

    private Consumer<String> browser = address -> {};

    /**
     * Says what opens an address.
     *
     * @param newBrowser gets {@code https} and {@code file} addresses
     */
    public void openWith(Consumer<String> newBrowser) {
        browser = newBrowser;
    }

    /** Opens an address. */
    public void open(String address) {
        browser.accept(address);
    }

    /** Where a reference of the literature can be read, if it names a preprint. */
    public static Optional<String> address(String reference) {
        Matcher found = ARXIV.matcher(reference);
        return found.find() ? Optional.of("https://arxiv.org/abs/" + found.group(1)) : Optional.empty();
    }
}
