package org.stockpot.ui.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.stockpot.search.CookPlan;
import org.stockpot.search.Need;
import org.stockpot.session.Added;
import org.stockpot.session.CookOrder;
import org.stockpot.session.Cooked;
import org.stockpot.session.ExportFormat;
import org.stockpot.session.ExportOrder;
import org.stockpot.session.Lacking;
import org.stockpot.session.Refusal;
import org.stockpot.session.Session;
import org.stockpot.session.Workbench;
import org.stockpot.tensor.StockpotException;
import org.stockpot.ui.state.Notices;
import org.stockpot.ui.state.OpenModel;
import org.stockpot.ui.state.SessionModel;
import org.stockpot.ui.state.Tasks;
import org.stockpot.ui.text.Glossary;
import org.stockpot.ui.text.Texts;

/**
 * Makes checkpoints that no mixing weights give, and adds them to the session as ingredients. A file that is there already
 * is replaced only when somebody said so. Lives on the JavaFX thread and knows no control.
 */
public final class CookModel {
    private static final Texts TEXTS = Texts.of(CookModel.class);
    private static final Glossary GLOSSARY = Glossary.shown();

    private final Workbench workbench;
    private final SessionModel session;
    private final OpenModel opened;
    private final Tasks tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Cooked>> last = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Asked>> question = new ReadOnlyObjectWrapper<>(Optional.empty());

    private boolean cooking;

    /** A checkpoint to be made whose file is there already. */
    record Asked(CookOrder order, boolean adding) {}

    public CookModel(Workbench workbench, SessionModel session, OpenModel opened, Tasks tasks, Notices notices) {
        this.workbench = workbench;
        this.session = session;
        this.opened = opened;
        this.tasks = tasks;
        this.notices = notices;
        session.openingProperty().addListener((observable, before, after) -> question.set(Optional.empty()));
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** The newest checkpoint made. */
    public ReadOnlyObjectProperty<Optional<Cooked>> lastProperty() {
        return last.getReadOnlyProperty();
    }

    /** What is asked about, while it is. */
    ReadOnlyObjectProperty<Optional<Asked>> questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** Changes whenever the reasons of {@link #lacking} may have. */
    ObservableValue<Boolean> emptyProperty() {
        return Bindings.createBooleanBinding(
                () -> session.session().ingredients().isEmpty(),
                session.sessionProperty(),
                opened.openedProperty(),
                running);
    }

    /** What a method needs and the session lacks. */
    List<Need> lacking(CookPlan plan) {
        Session now = session.session();
        return Lacking.of(plan.needs(), now, opened.openedFor(now));
    }

    /** All methods, with their initial settings. */
    static List<CookPlan> plans() {
        List<CookPlan> plans = new ArrayList<>();
        for (String id : CookPlan.ids()) {
            try {
                plans.add(CookPlan.standard(id));
            } catch (StockpotException e) {
                throw new IllegalStateException(e);
            }
        }
        return plans;
    }

    /**
     * Makes a checkpoint, unless its file is there already: then it asks.
     *
     * @param adding whether it becomes an ingredient
     */
    public void start(String id, Map<String, String> settings, Path target, boolean adding) {
        if (running.get()) {
            return;
        }
        try {
            CookPlan plan = CookPlan.parse(id, settings);
            Path named = ExportFormat.SAFETENSORS.withEnding(target);
            var asked = new Asked(new CookOrder(plan, named), adding);
            ExportOrder order =
                    ExportOrder.to(named).withFormat(ExportFormat.SAFETENSORS).withCard(false);
            running.set(true);
            tasks.start(
                    GLOSSARY.title(plan),
                    workbench.io(),
                    workbench.exportOutlook(session.session(), order),
                    session.ifStillOpen(outlook -> {
                        if (outlook.refusal().isPresent()) {
                            notices.problem(
                                    GLOSSARY.title(plan), outlook.refusal().get());
                        } else if (outlook.existing().isPresent()) {
                            question.set(Optional.of(asked));
                        } else {
                            cook(asked);
                        }
                    }),
                    () -> running.set(cooking));
        } catch (StockpotException e) {
            notices.problem(TEXTS.get("cook"), e.getMessage());
        }
    }

    /** Answers the question. */
    void answer(boolean overwrite) {
        Optional<Asked> asked = question.get();
        question.set(Optional.empty());
        if (overwrite) {
            asked.ifPresent(this::cook);
        }
    }

    private void cook(Asked asked) {
        cooking = true;
        running.set(true);
        String title = GLOSSARY.title(asked.order().plan());
        Consumer<Path> add = session.ifStillOpen(file -> add(title, file));
        tasks.start(
                title,
                workbench.device(),
                workbench.cook(session.session(), asked.order()),
                cooked -> {
                    last.set(Optional.of(cooked));
                    notices.done(
                            title,
                            TEXTS.get(
                                    "cook.done",
                                    cooked.file().toString(),
                                    String.format(Locale.ROOT, "%,d", cooked.images())));
                    if (asked.adding()) {
                        add.accept(cooked.file());
                    }
                },
                () -> {
                    cooking = false;
                    running.set(false);
                });
    }

    private void add(String title, Path file) {
        tasks.start(
                title,
                workbench.io(),
                workbench.addCheckpoints(session.session(), List.of(file)),
                session.ifStillOpen((Added added) -> {
                    session.edit(now -> now.added(added.sources()));
                    for (Refusal refusal : added.refusals()) {
                        notices.problem(title, refusal.text());
                    }
                }));
    }
}
