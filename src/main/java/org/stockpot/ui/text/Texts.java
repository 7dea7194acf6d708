package org.stockpot.ui.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * What a panel says, in the user's language. Every package of the window has its own bundle, {@code texts.properties}
 * (English) and {@code texts_de.properties}, beside its classes. Patterns are those of {@link MessageFormat}, plurals by
 * its {@code choice}; an apostrophe is written twice in a pattern that has arguments.
 */
public final class Texts {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /** The texts of the package that a class is in, in the language of the screen. */
    public static Texts of(Class<?> owner) {
        return of(owner, Locale.getDefault(Locale.Category.DISPLAY));
    }

    /** The texts of the package that a class is in; English where there is no such language. */
    public static Texts of(Class<?> owner, Locale locale) {
        return new Texts(
                ResourceBundle.getBundle(
                        owner.getPackageName() + ".texts",
                        locale,
                        owner.getClassLoader(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)),
                locale);
    }

    /** The language that was asked for; dates and the like follow it. */
    public Locale locale() {
        return locale;
    }

    /** The text as it stands there. */
    public String get(String key) {
        return bundle.getString(key);
    }

    /** The text, where there is one. */
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /** The text with arguments put in; numbers by locale, so give words or formatted numbers where that matters. */
    public String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
