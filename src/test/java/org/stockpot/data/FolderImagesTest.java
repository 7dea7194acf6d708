package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        assertThat(prepared.skipped()).containsExactly(broken + ": no PNG, JPEG, WebP, BMP or GIF image");
    }

    @Test
    void sixGoodAndFiveBrokenAreAskedForAndThenScoredWithoutTheBroken() throws IOException, StockpotException {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            if (i % 2 == 0) {
                put("cat", "grey.png", i + ".png");
            } else {
                Path file = Files.writeString(
                        Files.createDirectories(folder.resolve("cat")).resolve(i + ".png"), "cut");
                broken.add(file + ": no PNG, JPEG, WebP, BMP or GIF image");
            }
        }
        assertThatThrownBy(this::prepare)
                .isInstanceOfSatisfying(BrokenImagesException.class, refusal -> {
                    assertThat(refusal.broken()).containsExactlyElementsOf(broken);
                    assertThat(refusal.total()).isEqualTo(11);
                    assertThat(refusal.isAcceptable()).isTrue();
                })
                .hasMessage("photos: 6 only of the 11 images can be read; broken are " + String.join("; ", broken)
                        + ". Repair or remove them, or go on without them by broken=skip");
        var ref = DataRef.parse("test:" + folder + "?broken=skip");
        PreparedSet prepared = Preparation.inMemory().prepare(ref, Preprocessing.clip(8, 1), JobContext.detached());
        assertThat(prepared.size()).isEqualTo(6);
        assertThat(prepared.skipped()).containsExactlyElementsOf(broken);
    }

    @Test
    void refusesASetWithoutAnyGoodImageInAnyCase() throws IOException {
        Path file =
                Files.writeString(Files.createDirectories(folder.resolve("cat")).resolve("a.png"), "cut");
        assertThatThrownBy(() -> Preparation.inMemory()
                        .prepare(
                                DataRef.parse("test:" + folder + "?name=photos&broken=skip"),
                                Preprocessing.clip(8, 1),
                                JobContext.detached()))
                .isInstanceOf(BrokenImagesException.class)
                .hasMessage("photos: none of the 1 images can be read; broken are " + file
                        + ": no PNG, JPEG, WebP, BMP or GIF image. Repair or remove them");
    }

    @Test
    void resultsAreComparableOnlyWhereTheSameImagesAreLeftOut() throws IOException, StockpotException {
        for (int i = 0; i < 200; i++) {
            put("cat", "grey.png", String.format("%03d.png", i));
        }
        String whole = prepare().identity();
        assertThat(prepare().identity()).isEqualTo(whole);
        Path file = folder.resolve("cat/050.png");
        Files.writeString(file, "cut");
        assertThat(prepare().identity()).isNotEqualTo(whole);
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
