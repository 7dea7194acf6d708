package org.stockpot.ui.search;

import java.util.stream.Collectors;
import org.stockpot.data.DataRef;
import org.stockpot.data.Role;
import org.stockpot.search.Goal;
import org.stockpot.session.Aim;
import org.stockpot.session.Session;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.text.Advice;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/**
 * What an objective looks at, in words.
 *
 * @param isValid whether a search can have it
 * @param words what is looked at, or why it cannot be had
 */
public record AimWords(boolean isValid, String words) {
    private static final Texts TEXTS = Texts.of(AimWords.class);
    private static final Glossary GLOSSARY = Glossary.shown();
    private static final Advice ADVICE = Advice.shown();

    static AimWords of(String objective, boolean insisted, Session session) {
        try {
            Goal goal = Goal.parse(objective);
            if (session.data().stream().noneMatch(ref -> ref.role() == Role.VALIDATION)) {
                return new AimWords(true, "");
            }
            Aim aim = Aim.of(goal, insisted, session);
            String looks = TEXTS.get(
                    "objective.looks", aim.data().stream().map(DataRef::name).collect(Collectors.joining(", ")));
            return new AimWords(
                    true,
                    aim.leak().map(leak -> looks + "\n" + GLOSSARY.words(leak)).orElse(looks));
        } catch (StockpotException e) {
            return new AimWords(false, ADVICE.of(e));
        }
    }
}
