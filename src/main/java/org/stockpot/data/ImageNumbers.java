package org.stockpot.data;

import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.tensor.StockpotException;

/**
 * Numbers of images in a set, counted from 0. As text: {@code 3,17-20}.
 *
 * @param all ascending, each once
 */
public record ImageNumbers(List<Integer> all) {
    /** No images. */
    public static final ImageNumbers NONE = new ImageNumbers(List.of());

    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
    private static final int MOST = 10_000_000;

    public ImageNumbers {
        all = List.copyOf(new TreeSet<>(all));
    }

    /** @param subject for messages */
    static ImageNumbers parse(String subject, String text) throws StockpotException {
        var numbers = new TreeSet<Integer>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw new StockpotException(
                        subject + ": expected numbers of images such as 3,17-20, found '" + part + "'");
            }
            int from = Integer.parseInt(matcher.group(1));
            int to = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
            if (to < from || (long) numbers.size() + to - from >= MOST) {
                throw new StockpotException(subject + ": '" + part + "' names no or too many images");
            }
            for (int number = from; number <= to; number++) {
                numbers.add(number);
            }
        }
        return new ImageNumbers(List.copyOf(numbers));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** These and others. */
    public ImageNumbers and(Collection<Integer> more) {
        var numbers = new TreeSet<>(all);
        numbers.addAll(more);
        return new ImageNumbers(List.copyOf(numbers));
    }

    @Override
    public String toString() {
        var text = new StringJoiner(",");
        for (int i = 0; i < all.size(); ) {
            int end = i;
            while (end + 1 < all.size() && all.get(end + 1) == all.get(end) + 1) {
                end++;
            }
            text.add(end == i ? all.get(i).toString() : all.get(i) + "-" + all.get(end));
            i = end + 1;
        }
        return text.toString();
    }
}
