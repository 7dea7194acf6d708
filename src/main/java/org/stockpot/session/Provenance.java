package org.stockpot.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stockpot.data.Preprocessing;
import org.stockpot.tensor.StockpotException;

/**
 * What an exported file says about itself in safetensors' {@code __metadata__}: how it was cooked, from which files, and
 * how images are prepared for it.
 */
final class Provenance {
    /** Our key; the value is {@link Form} as JSON. */
    private static final String KEY = "stockpot";

    private Provenance() {}

    /** As it lies in JSON. */
    record Form(
            String tool,
            RecipeForm recipe,
            List<String> groups,
            List<Ingredient> ingredients,
            @Nullable Ingredient base,
            SessionForm.PreprocessingForm preprocessing) {}

    /** A source by name and content. */
    record Ingredient(String name, String sha256) {
        static Ingredient of(Source source) {
            return new Ingredient(source.name(), source.content());
        }
    }

    static Map<String, String> metadata(Opened opened) {
        Session session = opened.session();
        Form form = new Form(
                "Stockpot " + Version.text(),
                RecipeForm.of(session.recipe()),
                opened.groups().names(),
                session.ingredients().stream().map(Ingredient::of).toList(),
                session.base().map(Ingredient::of).orElse(null),
                SessionForm.PreprocessingForm.of(opened.preprocessing()));
        // Readers of the PyTorch world look for "format".
        return Map.of("format", "pt", KEY, Json.line(form));
    }

    /** How images are prepared for a file that this program exported; empty for others. */
    static Optional<Preprocessing> preprocessing(String file, Map<String, String> metadata) throws StockpotException {
        String text = metadata.get(KEY);
        if (text == null) {
            return Optional.empty();
        }
        try {
            Form form = Json.parse("The metadata \"" + KEY + "\" of " + file, text, Form.class);
            return Optional.of(form.preprocessing().preprocessing());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new StockpotException(
                    file + " says nonsense about its preprocessing (" + e.getMessage()
                            + "): give the preprocessing yourself.",
                    e);
        }
    }
}
