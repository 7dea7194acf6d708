package org.stockpot.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.stockpot.checkpoint.Checkpoint;
import org.stockpot.checkpoint.StrangersException;
import org.stockpot.evaluate.Architecture;
import org.stockpot.evaluate.Backend;
import org.stockpot.fuse.Compatibility;
import org.stockpot.fuse.Family;
import org.stockpot.fuse.Finding;
import org.stockpot.fuse.Finding.Kind;
import org.stockpot.fuse.Finding.Severity;
import org.stockpot.fuse.PrefixMatch;
import org.stockpot.fuse.Relation;
import org.stockpot.fuse.WeightScan;
import org.stockpot.tensor.Hint;
import org.stockpot.tensor.StockpotException;
import org.stockpot.tensor.TensorSource;

/** Puts together what headers tell and what examinations have found so far. Reads no data. */
final class Reporter {
    private final Session session;
    private final Pantry pantry;
    private final Backend backend;
    private final Optional<Source> reference;
    private final Map<Path, List<Finding>> findings = new HashMap<>();
    private final Map<Path, Examination> examined = new HashMap<>();

    private Reporter(Session session, Pantry pantry, Backend backend) {
        this.session = session;
        this.pantry = pantry;
        this.backend = backend;
        this.reference = Pantry.reference(session);
    }

    static SessionReport report(Session session, Pantry pantry, Backend backend) {
        var reporter = new Reporter(session, pantry, backend);
        for (Source source : session.sources()) {
            reporter.findings.put(source.path(), new ArrayList<>());
        }
        session.sources().forEach(reporter::look);
        reporter.family();
        reporter.twins();
        Map<Path, FileReport> files = new HashMap<>();
        reporter.findings.forEach((path, found) -> {
            found.sort(Comparator.comparing(Finding::severity));
            Optional<Examination> known = Optional.ofNullable(reporter.examined.get(path));
            files.put(path, new FileReport(known.isPresent(), known.map(Examination::sha256), found));
        });
        return new SessionReport(files);
    }

    private void add(Source source, Kind kind, Severity severity, String text, String advice, Hint... hints) {
        findings.getOrDefault(source.path(), new ArrayList<>())
                .add(new Finding(kind, severity, text, advice, List.of(hints)));
    }

    private void add(Source source, Kind kind, Severity severity, String text, StockpotException problem) {
        add(source, kind, severity, text, "", problem.hints().toArray(Hint[]::new));
    }

    /** What the file tells alone and beside the reference. */
    private void look(Source source) {
        try {
            Checkpoint checkpoint = pantry.open(source);
            for (String warning : checkpoint.warnings()) {
                add(source, Kind.READER, Severity.WARNING, sentence(warning), "");
            }
            if (checkpoint.isProgram()) {
                String program = "It holds a program beside its weights (" + checkpoint.format() + ").";
                if (isTrusted(source)) {
                    String runs = "You trust this very file, so measuring runs its code.";
                    add(source, Kind.PROGRAM, Severity.INFO, program, runs);
                } else {
                    String idle = "Its weights are read; its code is not run unless you trust this very file.";
                    add(source, Kind.PROGRAM, Severity.INFO, program, idle, Hint.RUN_CODE);
                }
            }
            network(source, checkpoint);
            compare(source);
            Optional<Examination> known = pantry.known(source, reference);
            if (known.isPresent()) {
                examined.put(source.path(), known.get());
                values(source, known.get());
            }
        } catch (StrangersException e) {
            add(source, Kind.STRANGERS, Severity.ERROR, sentence(e.getMessage()), e);
        } catch (StockpotException e) {
            add(source, Kind.CHANGED, Severity.ERROR, sentence(e.getMessage()), e);
        }
    }

    private boolean isTrusted(Source source) throws StockpotException {
        Optional<String> sha256 = source.sha256();
        if (sha256.isEmpty()) {
            sha256 = pantry.known(source, reference).map(Examination::sha256);
        }
        return sha256.filter(pantry.programs().trust()::contains).isPresent();
    }

    private void network(Source source, Checkpoint checkpoint) {
        try {
            Optional<Heads.Head> head = Recognition.head(session.network(), checkpoint, pantry, backend);
            Architecture architecture = backend.recognise(
                    checkpoint.name(),
                    head.isPresent() ? head.get().matrix().over(checkpoint.specs()) : checkpoint.specs());
            long inert = checkpoint.specs().keySet().stream()
                    .filter(tensor -> !architecture.usedTensors().contains(tensor))
                    .count();
            if (inert > 0) {
                add(
                        source,
                        Kind.NETWORK,
                        Severity.INFO,
                        inert + (inert == 1 ? " tensor does" : " tensors do") + " not influence the predictions ("
                                + architecture.name() + ").",
                        "");
            }
        } catch (StockpotException e) {
            if (checkpoint.isProgram()) {
                // Its own code is the network.
                return;
            }
            add(
                    source,
                    Kind.NETWORK,
                    Severity.WARNING,
                    "It can be mixed but not evaluated: " + sentence(e.getMessage()),
                    e);
        }
    }

    /** Ingredients must fit the first one; the base only lends tensors where nobody else takes part. */
    private void compare(Source source) throws StockpotException {
        TensorSource plain = pantry.tensors(source);
        TensorSource aligned = plain;
        if (reference.isPresent() && !reference.get().equals(source)) {
            aligned = PrefixMatch.align(pantry.tensors(reference.get()), plain);
            if (!aligned.specs().equals(plain.specs())) {
                Set<String> old = plain.specs().keySet();
                long renamed = aligned.specs().keySet().stream()
                        .filter(name -> !old.contains(name))
                        .count();
                add(
                        source,
                        Kind.PREFIX,
                        Severity.INFO,
                        renamed + (renamed == 1 ? " tensor is" : " tensors are")
                                + " matched by name without the prefix of a wrapper, such as module.",
                        "");
            }
        }
        if (session.ingredients().isEmpty() || session.ingredients().get(0).equals(source)) {
            return;
        }
        boolean isBase = session.base().filter(source::equals).isPresent();
        List<TensorSource> first = PrefixMatch.alignAll(
                session.base().isPresent()
                        ? Optional.of(pantry.tensors(session.base().get()))
                        : Optional.empty(),
                List.of(pantry.tensors(session.ingredients().get(0))));
        for (Finding one : Compatibility.report(first.get(0), PrefixMatch.align(first.get(0), aligned))) {
            if (!isBase) {
                add(source, one.kind(), one.severity(), one.text(), one.advice(), one.hints().toArray(Hint[]::new));
            } else if (one.severity() == Severity.ERROR) {
                add(
                        source,
                        one.kind(),
                        Severity.WARNING,
                        one.text(),
                        "Layer groups with these tensors cannot be taken from the base.");
            }
        }
    }

    private void values(Source source, Examination found) throws StockpotException {
        if (source.sha256().filter(declared -> !declared.equals(found.sha256())).isPresent()) {
            add(
                    source,
                    Kind.CHANGED,
                    Severity.ERROR,
                    "It is not the file that was added: its SHA-256 is another one.",
                    "Remove it from the session and add it again.");
        }
        long bad = found.scan().nonFinite();
        if (bad > 0) {
            boolean allowed = pantry.isNonFiniteAllowed();
            add(
                    source,
                    Kind.NON_FINITE,
                    allowed ? Severity.WARNING : Severity.ERROR,
                    bad + (bad == 1 ? " value is" : " values are") + " NaN or infinite: "
                            + found.scan().nonFiniteText() + ".",
                    allowed
                            ? "Such values are allowed for this run; a mix with them is broken there."
                            : "Leave the model out, or allow such values for this run.",
                    allowed ? new Hint[0] : new Hint[] {Hint.ALLOW_NON_FINITE});
        }
        if (found.relation().isPresent()) {
            Relation relation = found.relation().get();
            relation.headOrder()
                    .ifPresent(order -> add(
                            source,
                            Kind.HEAD_ORDER,
                            Severity.WARNING,
                            "Its classes seem to stand in another order: rows " + order.rows() + " of " + order.tensor()
                                    + " fit rows 0, 1, 2 … of "
                                    + reference.map(Source::name).orElse("the reference") + ".",
                            "Bring its head into the same order, or leave it out."));
            if (reference.isPresent()
                    && pantry.known(reference.get(), reference).isPresent()) {
                WeightScan base = pantry.known(reference.get(), reference).get().scan();
                constant(source, found.scan().constantUnlike(base));
            }
        }
    }

    private void constant(Source source, List<String> names) {
        if (!names.isEmpty()) {
            add(
                    source,
                    Kind.CONSTANT,
                    Severity.WARNING,
                    names.size() + (names.size() == 1 ? " tensor has" : " tensors have")
                            + " one single value everywhere, unlike in "
                            + reference.map(Source::name).orElse("the reference") + ": "
                            + names.stream().limit(20).collect(Collectors.joining(", "))
                            + (names.size() > 20 ? ", and " + (names.size() - 20) + " more" : "") + ".",
                    "They were probably never trained or lost when the file was saved; look at them.");
        }
    }

    /** Ingredients that were not finetuned from what the others were finetuned from. */
    private void family() {
        List<Source> known = session.ingredients().stream()
                .filter(source -> relation(source).isPresent())
                .toList();
        List<Relation> relations =
                known.stream().flatMap(source -> relation(source).stream()).toList();
        Set<Integer> strangers = Family.strangers(relations);
        if (reference.isEmpty() || strangers.isEmpty()) {
            return;
        }
        String of = reference.get().name();
        if (session.base().isEmpty() && known.size() > 1 && 2 * strangers.size() > known.size()) {
            add(
                    reference.get(),
                    Kind.FOREIGN,
                    Severity.WARNING,
                    "Its weights have little in common with those of most other ingredients.",
                    "Mix only models finetuned from the same base; is this one of them?");
            return;
        }
        for (int index : strangers) {
            Relation relation = relations.get(index);
            add(
                    known.get(index),
                    Kind.FOREIGN,
                    Severity.WARNING,
                    String.format(
                            Locale.ROOT,
                            "It was probably not finetuned from what %s comes from: its weights are %.3g times the"
                                    + " length of %s's away (cosine %.2f).",
                            of,
                            relation.relativeL2(),
                            of,
                            relation.cosine()),
                    "Mix only models finetuned from the same base.");
        }
    }

    private Optional<Relation> relation(Source source) {
        return Optional.ofNullable(examined.get(source.path())).flatMap(Examination::relation);
    }

    /** The same weights twice. */
    private void twins() {
        List<Source> all = session.sources();
        for (int later = 1; later < all.size(); later++) {
            Examination ours = examined.get(all.get(later).path());
            for (int earlier = 0; earlier < later && ours != null; earlier++) {
                Examination theirs = examined.get(all.get(earlier).path());
                if (theirs != null && isTwin(theirs, ours)) {
                    boolean bytes = theirs.sha256().equals(ours.sha256());
                    add(
                            all.get(later),
                            Kind.IDENTICAL,
                            Severity.WARNING,
                            "It is the same as " + all.get(earlier).name()
                                    + (bytes ? ", byte for byte." : ": all tensors are equal bit for bit."),
                            "Remove one of them, or it counts twice in the mix.");
                    break;
                }
            }
        }
    }

    private static boolean isTwin(Examination one, Examination other) {
        return one.sha256().equals(other.sha256()) || one.scan().isSame(other.scan());
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
