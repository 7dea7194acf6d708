package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Recipe;
import org.stockpot.session.Session;
import org.stockpot.session.TinyKitchen;
import org.stockpot.ui.live.Reading;
import org.testfx.api.FxRobot;

/** What the line under the accuracies says of the mix. */
class LiveWindowTest extends WindowTest {
    @TempDir
    private static Path folder;

    @Test
    void aMixThatCannotBeMeasuredSaysSoUntilItCan(FxRobot robot) throws Exception {
        Session kitchen = new TinyKitchen(folder).session(workbench, 48);
        Recipe recipe = kitchen.recipe();
        open(kitchen.withRecipe(new Recipe(new FusionMethod.TaskArithmetic(), recipe.granularity(), recipe.weights())));
        awaitReading();
        assertThat(label(robot, "#mix-reading-state")).startsWith("This mix, from 144 images");
        onFx(() -> window.kitchen().session().edit(Session::withoutBase));
        waitUntil(() -> window.kitchen().live().readingProperty().get().state() == Reading.State.FAILED);
        assertThat(label(robot, "#mix-reading-state")).isEqualTo("This mix could not be measured");
        assertThat(label(robot, "#mix-accuracy-validation")).isEqualTo("–");
        onFx(() -> window.kitchen()
                .session()
                .edit(now -> now.withBase(kitchen.base().orElseThrow())));
        awaitReading();
        assertThat(label(robot, "#mix-reading-state")).startsWith("This mix, from 144 images");
    }
}
