package org.stockpot.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stockpot.tensor.Told;

/** Whoever lets the core tell something new has to say here how the window says it. */
class ToldTest {
    private static final Texts ENGLISH = Texts.of(Glossary.class, Locale.ENGLISH);
    private static final Texts GERMAN = Texts.of(Glossary.class, Locale.GERMAN);

    @ParameterizedTest(name = "{0}")
    @MethodSource("wordings")
    void theWindowTellsWhatTheCommandLineTellsAndInGerman(String key, Told.Wording wording) {
        assertThat(ENGLISH.get(key)).isEqualTo(wording.pattern());
        assertThat(GERMAN.get(key)).isNotBlank();
    }

    static Stream<Arguments> wordings() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.stockpot").stream()
                        .filter(type -> type.isAssignableTo(Told.Wording.class) && type.isEnum())
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getEnumConstants()))
                        .map(Told.Wording.class::cast)
                        .map(one -> Arguments.of(one.key(), one));
    }

    @Test
    void noTwoAreTheSame() {
        assertThat(wordings().map(one -> one.get()[0])).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void partsAndListsAreToldInTheSameLanguage() {
        Told part = Told.of(Sample.MANY, 1);
        Told whole = Told.of(Sample.WHOLE, List.of(part, "salt"), 1234);
        assertThat(whole).hasToString("In the pot: 1 spoon; salt; 1,234 g.");
        assertThat(whole.said((wording, values) -> wording.key() + List.of(values)))
                .isEqualTo("sample.whole[sample.many[1]; salt, 1234]");
    }

    private enum Sample implements Told.Wording {
        WHOLE("In the pot: {0}; {1} g."),
        MANY("{0,choice,1#1 spoon|1<{0} spoons}");

        private final String pattern;

        Sample(String pattern) {
            this.pattern = pattern;
        }

        @Override
        public String family() {
            return "sample";
        }

        @Override
        public String pattern() {
            return pattern;
        }
    }
}
