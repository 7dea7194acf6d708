package org.stockpot.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stockpot.data.Role;
import org.stockpot.fuse.Granularity;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.SessionFile;
import org.stockpot.session.Source;
import org.stockpot.session.TinyKitchen;
import org.stockpot.tensor.StockpotException;

/** A session as wide as a desk gets: twelve small networks with random weights that are cut into 26 layer groups. */
final class WideKitchen {
    static final int INGREDIENTS = 12;
    static final int GROUPS = 26;

    /** Each is a layer group; nine more are around them. */
    private static final int BLOCKS = 17;

    private static final int IMAGES = 32;

    private WideKitchen() {}

    /** Writes files and session; the same each time. */
    static Path cook(Path folder) throws StockpotException {
        var kitchen = new TinyKitchen(folder);
        List<Source> ingredients = new ArrayList<>();
        for (int seed = 1; seed <= INGREDIENTS; seed++) {
            String name = "finetuned-" + seed;
            ingredients.add(source(name, kitchen.deep(name, seed, BLOCKS)));
        }
        Session session = Session.EMPTY
                .withBase(source("base", kitchen.deep("base", 0, BLOCKS)))
                .withIngredients(ingredients)
                .withData(List.of(
                        kitchen.images(Role.VALIDATION, "validation", IMAGES),
                        kitchen.images(Role.TEST, "test", IMAGES),
                        kitchen.images(Role.OOD, "other", IMAGES)));
        Recipe recipe = session.recipe();
        Path file = folder.resolve("wide" + SessionFile.ENDING);
        SessionFile.write(
                session.withRecipe(new Recipe(recipe.method(), new Granularity.Level(3), recipe.weights())), file);
        return file;
    }

    private static Source source(String name, Path file) {
        return new Source(name, file, Optional.empty(), false);
    }
}
