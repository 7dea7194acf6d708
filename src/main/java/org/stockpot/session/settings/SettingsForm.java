package org.stockpot.session.settings;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.stockpot.fuse.DrawnCurve;

/** Settings as they lie in JSON. What is missing or of a newer program is as usual; whatever else is known stays. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsForm(
        @Nullable String theme,
        @Nullable Integer textPercent,
        @Nullable String language,
        @Nullable Integer scalePercent,
        @Nullable Bounds window,
        @Nullable Boolean maximised,
        @Nullable String room,
        @Nullable Map<String, List<Double>> dividers,
        @Nullable Map<String, TableShape> tables,
        @Nullable Map<String, String> choices,
        @Nullable List<RecentForm> recent,
        @Nullable Map<String, String> folders,
        @Nullable Map<String, Object> keys,
        @Nullable Boolean tourSeen,
        @Nullable List<CurveForm> curves) {

    /** One recent session. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RecentForm(String file, @Nullable Boolean pinned) {}

    /** One depth curve; points are depth and height. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CurveForm(String name, List<List<Double>> points) {
        static CurveForm of(Curves.Named named) {
            return new CurveForm(
                    named.name(),
                    named.curve().points().stream()
                            .map(point -> List.of(point.depth(), point.height()))
                            .toList());
        }

        Curves.Named named() {
            return new Curves.Named(
                    name,
                    new DrawnCurve(points.stream()
                            .map(point -> new DrawnCurve.Point(point.get(0), point.get(1)))
                            .toList()));
        }
    }

    static SettingsForm of(Settings settings) {
        Map<String, String> folders = new TreeMap<>();
        settings.folders().forEach((kind, folder) -> folders.put(id(kind), folder.toString()));
        Look look = settings.look();
        Layout layout = settings.layout();
        return new SettingsForm(
                id(look.theme()),
                look.textPercent(),
                id(look.language()),
                look.scalePercent(),
                layout.window().orElse(null),
                layout.maximised(),
                layout.room().orElse(null),
                new TreeMap<>(layout.dividers()),
                new TreeMap<>(layout.tables()),
                new TreeMap<>(layout.choices()),
                settings.recents().all().stream()
                        .map(recent -> new RecentForm(recent.file().toString(), recent.pinned()))
                        .toList(),
                folders,
                new TreeMap<>(settings.keys()),
                settings.tourSeen(),
                settings.curves().all().stream().map(CurveForm::of).toList());
    }

    /** @throws InvalidPathException if a path is none on this system */
    Settings settings() {
        Look usual = Look.USUAL;
        var look = new Look(
                choice(ThemeChoice.class, theme).orElse(usual.theme()),
                textPercent == null ? usual.textPercent() : textPercent,
                choice(Language.class, language).orElse(usual.language()),
                scalePercent == null ? usual.scalePercent() : scalePercent);
        var layout = new Layout(
                Optional.ofNullable(window),
                maximised != null && maximised,
                Optional.ofNullable(room),
                dividers == null ? Map.of() : dividers,
                tables == null ? Map.of() : tables,
                choices == null ? Map.of() : choices);
        var recents = new Recents((recent == null ? List.<RecentForm>of() : recent)
                .stream()
                        .map(form -> new Recents.Recent(Path.of(form.file()), form.pinned() != null && form.pinned()))
                        .toList());
        Map<Settings.FileKind, Path> known = new EnumMap<>(Settings.FileKind.class);
        (folders == null ? Map.<String, String>of() : folders)
                .forEach((kind, folder) ->
                        choice(Settings.FileKind.class, kind).ifPresent(found -> known.put(found, Path.of(folder))));
        return new Settings(look, layout, recents, known, readable(keys), tourSeen != null && tourSeen, curves(curves));
    }

    private static Curves curves(@Nullable List<CurveForm> forms) {
        Curves all = Curves.NONE;
        for (CurveForm form : forms == null ? List.<CurveForm>of() : forms) {
            all = all.with(form.named());
        }
        return all;
    }

    /** Keys are written by hand at times: what is no list of words is left out, the rest stays. */
    private static Map<String, List<String>> readable(@Nullable Map<String, Object> written) {
        Map<String, List<String>> all = new TreeMap<>();
        (written == null ? Map.<String, Object>of() : written).forEach((action, keys) -> {
            if (keys instanceof List<?> list) {
                all.put(
                        action,
                        list.stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList());
            }
        });
        return all;
    }

    private static String id(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> choice(Class<E> type, @Nullable String id) {
        for (E value : type.getEnumConstants()) {
            if (id(value).equals(id)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
