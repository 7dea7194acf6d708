package org.stockpot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stockpot.ui.ShellStage.onFx;
import static org.stockpot.ui.ShellStage.waitUntil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.application.Platform;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** A user finds tables and choices as they were left, in the next window. */
@ExtendWith(ApplicationExtension.class)
class LayoutWindowTest {
    @TempDir
    private static Path folder;

    @AfterAll
    static void wash() {
        Platform.setImplicitExit(false);
    }

    @Start
    void start(Stage stage) {
        // Only the toolkit is needed; each test opens its windows.
    }

    @Test
    void columnsAndSortingAreAsTheyWereLeftUntilTheLayoutIsReset() throws Exception {
        Path home = Files.createTempDirectory(folder, "tables");
        double tensorName;
        try (ShellStage shell = ShellStage.open(home)) {
            TableView<Object> table = table(shell);
            TableColumn<Object, ?> note = column(table, "trials-column-note");
            TableColumn<Object, ?> origin = column(table, "trials-column-origin");
            double wide = note.getWidth() + 61;
            onFx(() -> {
                table.resizeColumn(note, 61);
                table.getColumns().remove(note);
                table.getColumns().add(1, note);
                origin.setVisible(false);
                note.setSortType(TableColumn.SortType.DESCENDING);
                table.getSortOrder().setAll(List.of(note));
                return true;
            });
            TreeTableView<Object> tensors = tensors(shell);
            double before = tensors.getColumns().get(0).getWidth();
            onFx(() -> tensors.resizeColumn(tensors.getColumns().get(0), -44));
            tensorName = tensors.getColumns().get(0).getWidth();
            assertThat(note.getWidth()).isEqualTo(wide);
            assertThat(tensorName).isCloseTo(before - 44, within(1.0));
        }
        try (ShellStage shell = ShellStage.open(home)) {
            TableView<Object> table = table(shell);
            TableColumn<Object, ?> note = column(table, "trials-column-note");
            TableColumn<Object, ?> origin = column(table, "trials-column-origin");
            assertThat(table.getColumns().indexOf(note)).isEqualTo(1);
            assertThat(note.getWidth()).isEqualTo(note.getPrefWidth()).isGreaterThan(100);
            assertThat(origin.isVisible()).isFalse();
            assertThat(table.getSortOrder()).containsExactly(note);
            assertThat(note.getSortType()).isEqualTo(TableColumn.SortType.DESCENDING);
            TreeTableColumn<Object, ?> name = tensors(shell).getColumns().get(0);
            assertThat(name.getWidth()).isCloseTo(tensorName, within(3.0));
            onFx(() -> table.resizeColumn(note, 33));

            shell.perform("reset-layout");
            assertThat(table.getColumns().indexOf(note)).isGreaterThan(5);
            assertThat(origin.isVisible()).isTrue();
            waitUntil(() -> name.getWidth() > tensorName + 30);
            assertThat(table.getSortOrder()).doesNotContain(note);
        }
    }

    @Test
    void columnsGrowAndShrinkWithTheSizeOfText() throws Exception {
        try (ShellStage shell = ShellStage.open(Files.createTempDirectory(folder, "sizes"))) {
            TableView<Object> table = table(shell);
            TableColumn<Object, ?> note = column(table, "trials-column-note");
            double usual = note.getWidth();
            size(shell, 200);
            assertThat(note.getWidth()).isCloseTo(2 * usual, within(0.5));
            onFx(() -> table.resizeColumn(note, 40));
            size(shell, 100);
            assertThat(note.getWidth()).isCloseTo(usual + 20, within(0.5));
        }
    }

    private static void size(ShellStage shell, int percent) throws Exception {
        onFx(() -> {
            shell.window().settings().look(look -> look.withTextPercent(percent));
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void choicesOfWhatIsSeenAreAsTheyWereLeftUntilTheLayoutIsReset() throws Exception {
        Path home = Files.createTempDirectory(folder, "choices");
        try (ShellStage shell = ShellStage.open(home)) {
            enter(shell, "mix");
            ToggleButton desk = look(shell, "mix-as-desk");
            onFx(() -> {
                desk.setSelected(true);
                return true;
            });
            enter(shell, "differences");
            TabPane tabs = look(shell, "difference-tabs");
            ChoiceBox<Object> measure = look(shell, "difference-measure");
            onFx(() -> {
                tabs.getSelectionModel().select(1);
                measure.getSelectionModel().select(2);
                return true;
            });
        }
        try (ShellStage shell = ShellStage.open(home)) {
            // It opens in the room that was in front.
            TabPane tabs = look(shell, "difference-tabs");
            ChoiceBox<Object> measure = look(shell, "difference-measure");
            assertThat(tabs.getSelectionModel().getSelectedIndex()).isEqualTo(1);
            assertThat(measure.getSelectionModel().getSelectedIndex()).isEqualTo(2);
            enter(shell, "mix");
            ToggleButton desk = look(shell, "mix-as-desk");
            ToggleButton list = look(shell, "mix-as-list");
            assertThat(desk.isSelected()).isTrue();
            assertThat(list.isSelected()).isFalse();

            shell.perform("reset-layout");
            assertThat(list.isSelected()).isTrue();
            assertThat(desk.isSelected()).isFalse();
            assertThat(tabs.getSelectionModel().getSelectedIndex()).isZero();
            assertThat(measure.getSelectionModel().getSelectedIndex()).isZero();
        }
    }

    private static void enter(ShellStage shell, String room) throws Exception {
        onFx(() -> {
            shell.window().enter(room);
            return true;
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    private static TableView<Object> table(ShellStage shell) throws Exception {
        enter(shell, "trials");
        return look(shell, "trials-table");
    }

    private static TreeTableView<Object> tensors(ShellStage shell) throws Exception {
        enter(shell, "library");
        return look(shell, "details-tensors");
    }

    private static TableColumn<Object, ?> column(TableView<Object> table, String id) {
        return table.getColumns().stream()
                .filter(column -> id.equals(column.getId()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the ids say what they are
    private static <T> T look(ShellStage shell, String id) throws Exception {
        return (T) onFx(() -> shell.window().view().lookup("#" + id));
    }
}
