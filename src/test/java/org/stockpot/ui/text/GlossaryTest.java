package org.stockpot.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.data.ShiftKind;
import org.stockpot.fuse.Dare;
import org.stockpot.fuse.FusionMethod;
import org.stockpot.fuse.Parameter;
import org.stockpot.fuse.Ties;
import org.stockpot.search.CookPlan;
import org.stockpot.search.Goal;
import org.stockpot.search.Optimiser;
import org.stockpot.search.SearchPlan;
import org.stockpot.tensor.StockpotException;

/** Whoever adds a method, a setting or a shift to the core has to say here what the window calls it. */
class GlossaryTest {
    private static final Glossary ENGLISH = Glossary.in(Locale.ENGLISH);
    private static final Glossary GERMAN = Glossary.in(Locale.GERMAN);

    @ParameterizedTest
    @MethodSource("methods")
    void aWayToFuseIsSaidAsTheCommandLineSaysItAndInGerman(FusionMethod method) {
        assertThat(ENGLISH.title(method)).isEqualTo(method.title());
        assertThat(ENGLISH.formula(method)).isEqualTo(method.formula());
        assertThat(GERMAN.title(method)).isNotBlank();
        assertThat(GERMAN.formula(method)).isNotBlank().isNotEqualTo(method.formula());
    }

    static Stream<FusionMethod> methods() {
        return Stream.concat(
                FusionMethod.standard().stream(),
                Stream.of(new Ties(0.125, Ties.Scope.TENSOR), new Dare(0.5, Dare.Merge.TIES, 1)));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aSearchIsSaidAsTheCommandLineSaysItAndInGerman(SearchPlan plan) {
        assertThat(ENGLISH.title(plan)).isEqualTo(plan.title());
        assertThat(ENGLISH.reference(plan)).isEqualTo(plan.reference());
        assertThat(ENGLISH.about(plan)).isNotBlank();
        assertThat(GERMAN.title(plan)).isNotBlank();
        assertThat(GERMAN.about(plan)).isNotBlank().isNotEqualTo(ENGLISH.about(plan));
    }

    static List<SearchPlan> plans() throws StockpotException {
        List<SearchPlan> all = new ArrayList<>();
        for (String id : SearchPlan.ids()) {
            all.add(SearchPlan.standard(id));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cookPlans")
    void aMethodThatMakesACheckpointIsSaidAsTheCommandLineSaysItAndInGerman(CookPlan plan) {
        assertThat(ENGLISH.title(plan)).isEqualTo(plan.title());
        assertThat(ENGLISH.about(plan)).isNotBlank();
        assertThat(GERMAN.title(plan)).isNotBlank();
        assertThat(GERMAN.about(plan)).isNotBlank().isNotEqualTo(ENGLISH.about(plan));
    }

    static List<CookPlan> cookPlans() throws StockpotException {
        List<CookPlan> all = new ArrayList<>();
        for (String id : CookPlan.ids()) {
            all.add(CookPlan.standard(id));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void anOptimiserIsSaidAsTheCommandLineSaysItAndInGerman(Optimiser optimiser) {
        assertThat(ENGLISH.title(optimiser)).isEqualTo(optimiser.title());
        assertThat(ENGLISH.reference(optimiser)).isEqualTo(optimiser.reference());
        assertThat(GERMAN.title(optimiser)).isNotBlank();
        assertThat(GERMAN.reference(optimiser)).isNotBlank();
    }

    static List<Optimiser> optimisers() throws StockpotException {
        List<Optimiser> all = new ArrayList<>();
        for (String id : Optimiser.ids()) {
            all.add(Optimiser.standard(id));
        }
        return all;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("settings")
    void aSettingIsSaidAsTheCommandLineSaysItAndInGerman(String owner, Parameter setting) {
        assertThat(ENGLISH.help(owner, setting)).isEqualTo(setting.help());
        assertThat(ENGLISH.range(setting.kind())).isEqualTo(setting.kind().range());
        assertThat(ENGLISH.name(setting)).isNotBlank();
        assertThat(GERMAN.help(owner, setting)).isNotBlank().isNotEqualTo(setting.help());
        assertThat(GERMAN.range(setting.kind())).isNotBlank();
        assertThat(GERMAN.name(setting)).isNotBlank();
        assertThat(GERMAN.line(owner, setting)).startsWith(setting.name() + " (");
        if (setting.kind() instanceof Parameter.Choice choice && !setting.name().equals("optimiser")) {
            for (String word : choice.words()) {
                assertThat(ENGLISH.choice(setting, word)).isNotBlank();
                assertThat(GERMAN.choice(setting, word)).isNotBlank();
            }
        }
    }

    static Stream<Arguments> settings() throws StockpotException {
        Stream<Arguments> fused = FusionMethod.standard().stream().flatMap(one -> of(one.id(), one.parameters()));
        Stream<Arguments> cooked = cookPlans().stream().flatMap(one -> of(one.id(), one.parameters()));
        Stream<Arguments> optimised = optimisers().stream().flatMap(one -> of(one.id(), one.parameters()));
        Stream<Arguments> searched = plans().stream().flatMap(one -> of(one.id(), one.parameters()));
        return Stream.of(fused, cooked, optimised, searched).flatMap(one -> one);
    }

    private static Stream<Arguments> of(String owner, List<Parameter> settings) {
        return settings.stream().map(one -> Arguments.of(owner, one));
    }

    @ParameterizedTest
    @EnumSource
    void aShiftIsSaidAsTheCommandLineSaysItAndInGerman(ShiftKind kind) {
        assertThat(ENGLISH.title(kind)).isEqualTo(kind.words());
        assertThat(GERMAN.title(kind)).isNotBlank();
    }

    @Test
    void whatASearchMaximisesIsSaidInWords() throws StockpotException {
        assertThat(ENGLISH.words(Goal.SHIFT_AWARE)).isEqualTo("0.5 × accuracy + 0.5 × accuracy (shifted)");
        assertThat(GERMAN.words(Goal.parse("accuracy where shifted(blur:3,fog:2)>=0.7 and negative-cross-entropy>=-1")))
                .isEqualTo("Genauigkeit, solange Genauigkeit (Unschärfe 3, Nebel 2) ≥ 70.0 %,"
                        + " negative Kreuzentropie ≥ -1");
    }

    @Test
    void anOriginIsSaidInGermanUnlessTheUserNamedIt() {
        assertThat(GERMAN.origin("sliders")).isEqualTo("Regler");
        assertThat(GERMAN.origin("Greedy soup")).isEqualTo("Greedy-Suppe");
        assertThat(GERMAN.origin("Pareto front, 2 of 5")).isEqualTo("Pareto-Front, 2 von 5");
        assertThat(GERMAN.origin("dish.safetensors")).isEqualTo("dish.safetensors");
    }
}
