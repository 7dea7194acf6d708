package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.JobContext;
import org.stockpot.tensor.StockpotException;

class FolderImagesTest {
    @TempDir
    Path folder;

    @Test
    void labelsFollowTheFoldersSortedAsText() throws IOException, StockpotException {
        put("9", "grey.png", "a.png");
        put("10", "grey.jpg", "b.jpg");
        put("10", "colour.png", "a");
        var images = FolderImages.open("photos", folder, Optional.empty());
        assertThat(images.classes()).containsExactly("10", "9");
        assertThat(images.size()).isEqualTo(3);
        assertThat(List.of(images.label(0), images.label(1), images.label(2))).containsExactly(0, 0, 1);
        assertThat(images.image(0).channels()).isEqualTo(3);
        assertThat(images.image(1).channels()).isEqualTo(1);
    }

    @Test
    void leavesOutLinksHiddenFilesAndTexts() throws IOException, StockpotException {
        put("cat", "grey.png", "a.png");
        put("cat", "grey.png", ".b.png");
        Files.writeString(folder.resolve("cat/readme.txt"), "text");
        Files.createSymbolicLink(folder.resolve("cat/c.png"), folder.resolve("cat/a.png"));
        Files.createSymbolicLink(folder.resolve("dog"), folder.resolve("cat"));
        var images = FolderImages.open("photos", folder, Optional.empty());
        assertThat(images.classes()).containsExactly("cat");
        assertThat(images.size()).isEqualTo(1);
    }

    @Test
    void aFileOfClassNamesFixesTheOrderAndMayNameMoreClasses() throws IOException, StockpotException {
        put("cat", "grey.png", "a.png");
        put("bird", "grey.png", "a.png");
        Files.writeString(folder.resolve("classes.txt"), "dog\ncat\r\nbird\n");
        var images = FolderImages.open("photos", folder, Optional.empty());
        assertThat(images.classes()).containsExactly("dog", "cat", "bird");
        assertThat(List.of(images.label(0), images.label(1))).containsExactly(2, 1);
    }

    @Test
    void refusesAFolderThatIsNoClass() throws IOException {
        put("cat", "grey.png", "a.png");
        Files.writeString(folder.resolve("classes.txt"), "dog");
        assertThatThrownBy(() -> FolderImages.open("photos", folder, Optional.empty()))
                .isInstanceOf(StockpotException.class)
                .hasMessage(folder.resolve("cat")
                        + ": this folder is none of the 1 classes named; rename it or add it to the class names");
    }

    @Test
    void refusesAFolderWithoutClassFolders() {
        assertThatThrownBy(() -> FolderImages.open("photos", folder, Optional.empty()))
                .hasMessage(folder
                        + ": expected a subfolder of images per class, found none; sort the images into folders");
    }

    @Test
    void listsAFewBrokenImagesAndCountsTheRest() throws IOException, StockpotException {
        for (int i = 0; i < 100; i++) {
            put("cat", "grey.png", String.format("%03d.png", i));
        }
        Path broken = Files.writeString(folder.resolve("cat/050.png"), "cut");
        var prepared = prepare();
        assertThat(prepared.size()).isEqualTo(99);
        assertThat(prepared.skipped()).containsExactly(broken + ": neither a PNG nor a JPEG image");
    }

    @Test
    void refusesASetWithMoreThanOnePercentBroken() throws IOException {
        put("cat", "grey.png", "a.png");
        Path first = Files.writeString(folder.resolve("cat/b.png"), "cut");
        assertThatThrownBy(this::prepare)
                .isInstanceOf(StockpotException.class)
                .hasMessage("photos: more than 1 % of the 2 images cannot be read, first of all " + first
                        + ": neither a PNG nor a JPEG image; repair or remove them");
    }

    private PreparedSet prepare() throws StockpotException {
        ImageSet images = FolderImages.open("photos", folder, Optional.empty());
        return PreparedSet.prepare("photos", Role.TEST, images, Preprocessing.clip(8, 1), JobContext.detached());
    }

    private void put(String className, String fixture, String file) throws IOException {
        Path target = Files.createDirectories(folder.resolve(className)).resolve(file);
        Files.copy(Fixtures.path("images/" + fixture), target);
    }
}
