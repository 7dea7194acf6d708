package org.stockpot.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.tensor.Floats;
import org.stockpot.tensor.StockpotException;

/**
 * The head of a NumPy array: magic, version, and a Python literal of exactly three keys, matched by a grammar and never
 * evaluated.
 *
 * @param kind {@code b} (bool), {@code i}, {@code u} or {@code f}
 * @param width bytes per element
 * @param order of the bytes of an element
 * @param shape outermost first
 * @param fortran whether the first axis moves fastest, and not the last
 * @param length bytes of the head, behind which the elements begin
 */
record NpyHeader(char kind, int width, ByteOrder order, List<Long> shape, boolean fortran, int length) {
    /** Longest head; NumPy itself allows no more. */
    static final int MAX_LENGTH = 10_000;

    private static final Pattern DICTIONARY =
            Pattern.compile("\\{ *((?:'[a-z_]+': *(?:'[^']*'|True|False|\\([0-9, ]*\\)),? *){3})\\} *\n");
    private static final Pattern ENTRY = Pattern.compile("'([a-z_]+)': *('[^']*'|True|False|\\([0-9, ]*\\)),? *");
    private static final Pattern NUMERIC = Pattern.compile("'([<>|])([biuf])([1248])'");
    /** Up to the 64 axes of NumPy; without a bound the stack would be. */
    private static final Pattern TUPLE =
            Pattern.compile("\\((?:[0-9]{1,15},|[0-9]{1,15}(?:, ?[0-9]{1,15}){1,63},?|)\\)");

    /**
     * Reads the head of an array that holds images or labels: neither half-precision numbers nor columns come first.
     *
     * @param subject for messages, such as {@code a.npz, member images}
     * @param start the first bytes of the array, {@value #MAX_LENGTH} or all there are
     */
    static NpyHeader read(String subject, ByteBuffer start) throws StockpotException {
        NpyHeader header = readAny(subject, start);
        if (header.kind() == 'f' && header.width() == 2) {
            throw new StockpotException(
                    subject + ": the array holds elements of type '<f2'; save integers, for images uint8");
        }
        if (header.fortran()) {
            throw new StockpotException(
                    subject + ": the array is in Fortran order; save numpy.ascontiguousarray of it instead");
        }
        return header;
    }

    /** As {@link #read}, whatever the order of the axes and the precision. */
    static NpyHeader readAny(String subject, ByteBuffer start) throws StockpotException {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 12 || bytes.getLong(0) << 16 != 0x59504d554e930000L) {
            throw new StockpotException(subject + ": expected a NumPy array, found other bytes");
        }
        int version = bytes.get(6);
        int prefix = version == 1 ? 10 : 12;
        long text = version == 1 ? bytes.getShort(8) & 0xffff : bytes.getInt(8) & 0xffffffffL;
        if (version < 1
                || version > 3
                || bytes.get(7) != 0
                || text > MAX_LENGTH - prefix
                || text > bytes.remaining() - prefix) {
            throw new StockpotException(subject + ": the array's version " + version + " with a head of " + text
                    + " bytes is not one that NumPy writes");
        }
        var latin = new byte[(int) text];
        bytes.get(prefix, latin);
        return parse(subject, new String(latin, StandardCharsets.ISO_8859_1), prefix + (int) text);
    }

    /** Bytes of the elements. */
    long byteCount(String subject) throws StockpotException {
        try {
            long count = width;
            for (long size : shape) {
                count = Math.multiplyExact(count, size);
            }
            return count;
        } catch (ArithmeticException e) {
            throw new StockpotException(subject + ": the array's shape " + shape + " is too large", e);
        }
    }

    /** One element as a number. */
    double element(ByteBuffer elements, int index) {
        ByteBuffer ordered = elements.duplicate().order(order);
        return switch (width) {
            case 1 -> kind == 'i' ? ordered.get(index) : ordered.get(index) & 0xff;
            case 2 ->
                kind == 'f'
                        ? Floats.halfToFloat(ordered.getShort(2 * index))
                        : kind == 'i' ? ordered.getShort(2 * index) : ordered.getShort(2 * index) & 0xffff;
            case 4 ->
                kind == 'f'
                        ? ordered.getFloat(4 * index)
                        : kind == 'i' ? ordered.getInt(4 * index) : ordered.getInt(4 * index) & 0xffffffffL;
            default -> kind == 'f' ? ordered.getDouble(8 * index) : ordered.getLong(8 * index);
        };
    }

    private static NpyHeader parse(String subject, String text, int length) throws StockpotException {
        Matcher dictionary = DICTIONARY.matcher(text);
        String descr = "";
        String shape = "";
        String fortran = "";
        if (dictionary.matches()) {
            Matcher entries = ENTRY.matcher(dictionary.group(1));
            while (entries.find()) {
                switch (entries.group(1)) {
                    case "descr" -> descr = entries.group(2);
                    case "shape" -> shape = entries.group(2);
                    case "fortran_order" -> fortran = entries.group(2);
                    default -> {}
                }
            }
        }
        Matcher numeric = NUMERIC.matcher(descr);
        if (!TUPLE.matcher(shape).matches() || !fortran.matches("True|False") || descr.isEmpty()) {
            throw new StockpotException(subject + ": the array's head is not the dictionary of descr, fortran_order and"
                    + " shape that NumPy writes");
        }
        if (!numeric.matches()
                || (numeric.group(2).equals("f") && numeric.group(3).equals("1"))) {
            throw new StockpotException(
                    subject + ": the array holds elements of type " + descr + "; save integers, for images uint8");
        }
        var sizes = new ArrayList<Long>();
        Matcher number = Pattern.compile("[0-9]+").matcher(shape);
        while (number.find()) {
            sizes.add(Long.parseLong(number.group()));
        }
        return new NpyHeader(
                numeric.group(2).charAt(0),
                Integer.parseInt(numeric.group(3)),
                numeric.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                List.copyOf(sizes),
                fortran.equals("True"),
                length);
    }
}
