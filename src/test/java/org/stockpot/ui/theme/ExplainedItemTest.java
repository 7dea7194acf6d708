package org.stockpot.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.MenuItem;
import org.junit.jupiter.api.Test;

class ExplainedItemTest {
    @Test
    void whatCannotBeChosenSaysWhyInASecondLineUntilItCan() {
        var why = new SimpleStringProperty("Nothing is shown yet");
        MenuItem item = ExplainedItem.of(new MenuItem("Save"), why);
        assertThat(item.isDisable()).isTrue();
        assertThat(item.getText()).isEqualTo("Save\nNothing is shown yet");
        why.set("");
        assertThat(item.isDisable()).isFalse();
        assertThat(item.getText()).isEqualTo("Save");
    }
}
