package org.stockpot.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stockpot.job.JobContext;

class ImageCheckTest {
    @TempDir
    private Path folder;

    @Test
    void brokenImagesAreListedByPathAndTheOthersAreCounted() throws Exception {
        Path classFolder = Files.createDirectories(folder.resolve("set").resolve("cat"));
        for (int image = 0; image < 9; image++) {
            Files.write(
                    classFolder.resolve(image + ".png"),
                    image % 4 == 1 ? new byte[] {1, 2} : PngFile.encode(new Pixels(2, 2, 1, new byte[4])));
        }
        ImageSet images = FolderImages.open("set", folder.resolve("set"), Optional.empty());
        ImageCheck check = ImageCheck.run(images, 2, JobContext.detached());
        assertThat(check.images()).isEqualTo(9);
        assertThat(check.broken()).extracting(ImageCheck.Broken::image).containsExactly(1, 5);
        assertThat(check.broken().get(0).reason()).startsWith(classFolder.resolve("1.png") + ": ");
    }

    @Test
    void presetsMakeWhatTheirFamiliesTake() {
        assertThat(Preset.IMAGENET.of(224, 3)).isEqualTo(Preprocessing.imageNet());
        assertThat(Preset.TIMM_VIT.of(224, 3).resize()).isEqualTo(248);
        for (Preset preset : Preset.values()) {
            assertThat(preset.of(28, 1).channels()).isEqualTo(1);
            assertThat(preset.of(28, 1).size()).isEqualTo(28);
        }
    }

    @Test
    void whatANetworkSeesIsResizedAndCroppedToItsCentre() throws Exception {
        var wide = new Pixels(8, 4, 1, new byte[32]);
        Pixels seen = Preset.PLAIN.of(2, 3).seen(wide);
        assertThat(seen.width()).isEqualTo(2);
        assertThat(seen.height()).isEqualTo(2);
        assertThat(seen.channels()).isEqualTo(3);
    }

    @Test
    void aThumbnailShowsAllOfAnImageAndSmallOnesKeepTheirSize() {
        Pixels thumbnail = new Pixels(80, 20, 1, new byte[1600]).thumbnail(40);
        assertThat(thumbnail.width()).isEqualTo(40);
        assertThat(thumbnail.height()).isEqualTo(10);
        assertThat(thumbnail.channels()).isEqualTo(3);
        assertThat(new Pixels(8, 8, 1, new byte[64]).thumbnail(40).width()).isEqualTo(8);
    }
}
