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
import org.stockpot.tensor.Told;

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

    private void add(Source source, Finding finding) {
        findings.getOrDefault(source.path(), new ArrayList<>()).add(finding);
    }

    private void add(Source source, Kind kind, Severity severity, Told told) {
        add(source, new Finding(kind, severity, told, Optional.empty(), List.of()));
    }

    private void add(Source source, Kind kind, Severity severity, Told told, FileWording advice, Hint... hints) {
        add(source, new Finding(kind, severity, told, Optional.of(Told.of(advice)), List.of(hints)));
    }

    /** What a problem says about a file. */
    private void add(Source source, Kind kind, Severity severity, FileWording wording, StockpotException problem) {
        Told told = Told.of(wording, sentence(problem.getMessage()));
        add(source, new Finding(kind, severity, told, Optional.empty(), problem.hints()));
    }

    /** What the file tells alone and beside the reference. */
    private void look(Source source) {
        try {
            Checkpoint checkpoint = pantry.open(source);
            for (String warning : checkpoint.warnings()) {
                add(source, Kind.READER, Severity.WARNING, Told.of(FileWording.AS_SAID, sentence(warning)));
            }
            if (checkpoint.isProgram()) {
                Told program = Told.of(FileWording.PROGRAM, checkpoint.format());
                if (isTrusted(source)) {
                    add(source, Kind.PROGRAM, Severity.INFO, program, FileWording.CODE_RUNS);
                } else {
                    add(source, Kind.PROGRAM, Severity.INFO, program, FileWording.CODE_RESTS, Hint.RUN_CODE);
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
            add(source, Kind.STRANGERS, Severity.ERROR, FileWording.AS_SAID, e);
        } catch (StockpotException e) {
            add(source, Kind.CHANGED, Severity.ERROR, FileWording.AS_SAID, e);
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
                add(source, Kind.NETWORK, Severity.INFO, Told.of(FileWording.INERT, inert, architecture.name()));
            }
        } catch (StockpotException e) {
            if (checkpoint.isProgram()) {
                // Its own code is the network.
                return;
            }
            add(source, Kind.NETWORK, Severity.WARNING, FileWording.NOT_EVALUATED, e);
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
                add(source, Kind.PREFIX, Severity.INFO, Told.of(FileWording.PREFIX, renamed));
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
                add(source, one);
            } else if (one.severity() == Severity.ERROR) {
                add(source, one.kind(), Severity.WARNING, one.told(), FileWording.NOT_FROM_BASE);
            }
        }
    }

    private void values(Source source, Examination found) throws StockpotException {
        if (source.sha256().filter(declared -> !declared.equals(found.sha256())).isPresent()) {
            add(source, Kind.CHANGED, Severity.ERROR, Told.of(FileWording.CHANGED), FileWording.ADD_AGAIN);
        }
        long bad = found.scan().nonFinite();
        if (bad > 0) {
            boolean allowed = pantry.isNonFiniteAllowed();
            add(
                    source,
                    Kind.NON_FINITE,
                    allowed ? Severity.WARNING : Severity.ERROR,
                    Told.of(FileWording.NON_FINITE, bad, found.scan().nonFiniteText()),
                    allowed ? FileWording.NON_FINITE_ALLOWED : FileWording.LEAVE_OUT,
                    allowed ? new Hint[0] : new Hint[] {Hint.ALLOW_NON_FINITE});
        }
        if (found.relation().isPresent()) {
            Relation relation = found.relation().get();
            relation.headOrder()
                    .ifPresent(order -> add(
                            source,
                            Kind.HEAD_ORDER,
                            Severity.WARNING,
                            Told.of(FileWording.CLASSES, order.rows().toString(), order.tensor(), referenceName()),
                            FileWording.SAME_ORDER));
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
                    Told.of(
                            FileWording.CONSTANT,
                            names.size(),
                            referenceName(),
                            names.size() > 20
                                    ? Told.of(FileWording.MORE, names.subList(0, 20), names.size() - 20)
                                    : names),
                    FileWording.LOST);
        }
    }

    private Object referenceName() {
        return reference.isPresent() ? reference.get().name() : Told.of(FileWording.REFERENCE);
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
                    Told.of(FileWording.UNLIKE_OTHERS),
                    FileWording.ONE_OF_THEM);
            return;
        }
        for (int index : strangers) {
            Relation relation = relations.get(index);
            add(
                    known.get(index),
                    Kind.FOREIGN,
                    Severity.WARNING,
                    Told.of(
                            FileWording.FOREIGN,
                            of,
                            String.format(Locale.ROOT, "%.3g", relation.relativeL2()),
                            String.format(Locale.ROOT, "%.2f", relation.cosine())),
                    FileWording.SAME_BASE);
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
                            Told.of(
                                    bytes ? FileWording.SAME_BYTES : FileWording.SAME_TENSORS,
                                    all.get(earlier).name()),
                            FileWording.REMOVE_ONE);
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
