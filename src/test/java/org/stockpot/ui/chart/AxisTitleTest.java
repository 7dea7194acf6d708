package org.stockpot.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stockpot.tools.ChartGallery;
import org.stockpot.ui.theme.Appearance;
import org.stockpot.ui.theme.Theme;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Every axis says what it shows and in which unit. */
class AxisTitleTest {
    /** How many axes and scales of colours each chart of the gallery has. */
    private static final Map<String, Integer> AXES = Map.of(
            "heat-map", 1,
            "scatter", 2,
            "accuracy", 2,
            "weights", 2,
            "bars", 2,
            "confusion", 3,
            "reliability", 2,
            "barrier", 2,
            "histogram", 2,
            "model-map", 2);

    /** Axes along which there are names instead of numbers. */
    private static final Set<String> NAMES =
            Set.of("Class", "Taken for (class)", "Is (class)", "Klasse", "Gehalten für (Klasse)", "Ist (Klasse)");

    private static final Pattern UNIT = Pattern.compile(".*( in %|, in % of .+| in % .+"
            + "|\\((no unit|evaluations|values per bar|ohne Einheit|Auswertungen|Werte je Balken)\\))");

    @BeforeAll
    static void startToolkit() throws Exception {
        FxToolkit.registerPrimaryStage();
    }

    @Test
    void everyAxisOfTheGalleryHasATitleWithItsUnit() {
        Map<String, List<String>> titles =
                WaitForAsyncUtils.waitForAsyncFx(60_000, () -> titles(name -> new ChartSize(960, 600)));
        assertThat(titles).hasSizeGreaterThan(15);
        titles.forEach((chart, found) -> {
            String kind = AXES.keySet().stream()
                    .filter(chart::startsWith)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(chart + " is not on the list of charts"));
            assertThat(found).as(chart).hasSize(AXES.get(kind)).allMatch(AxisTitleTest::hasUnit);
        });
    }

    @Test
    void noTitleIsShortenedInTheSizesOfTheGallery() {
        List<String> titles = WaitForAsyncUtils.waitForAsyncFx(
                60_000,
                () -> titles(name -> {
                            String[] size =
                                    name.substring(name.lastIndexOf(' ') + 1).split("x", 2);
                            return new ChartSize(Double.parseDouble(size[0]), Double.parseDouble(size[1]));
                        })
                        .values()
                        .stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(titles).hasSizeGreaterThan(30).noneMatch(title -> title.contains("…"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            chart,      'accuracy.across accuracy.up scatter.across scatter.up barrier.across barrier.up'
            chart,      'parallel.weight parallel.score bars.across bars.up reliability.across reliability.up'
            chart,      'confusion.across confusion.up confusion.scale'
            library,    'values.across values.difference.across values.count'
            difference, 'unit.distance unit.cosine unit.conflict unit.unchanged similarity.axis-1 similarity.axis-2'
            difference, 'unit.similarity-cosine unit.similarity-distance'
            """)
    void theTitlesHaveUnitsInAllLanguages(String room, String keys) {
        for (Locale locale : List.of(Locale.ROOT, Locale.GERMAN)) {
            var texts = ResourceBundle.getBundle(
                    "org.stockpot.ui." + room + ".texts",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(Stream.of(keys.split(" ")).map(texts::getString))
                    .as(locale.toString())
                    .allMatch(AxisTitleTest::hasUnit);
        }
    }

    private static boolean hasUnit(String title) {
        return NAMES.contains(title) || UNIT.matcher(title).matches();
    }

    private static Map<String, List<String>> titles(Function<String, ChartSize> sizes) {
        var titles = new TreeMap<String, List<String>>();
        for (Map.Entry<String, Supplier<Region>> entry :
                ChartGallery.charts(new Appearance(Theme.LIGHT)).entrySet()) {
            if (entry.getValue().get() instanceof ChartView chart && chart.hasNumbers()) {
                ChartSize size = sizes.apply(entry.getKey());
                chart.resize(size.width(), size.height());
                titles.put(entry.getKey(), new ArrayList<>(chart.picture().axisTitles()));
            }
        }
        return titles;
    }
}
