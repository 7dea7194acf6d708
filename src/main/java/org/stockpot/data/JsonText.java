package org.stockpot.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stockpot.tensor.StockpotException;

/**
 * Strict JSON (RFC 8259) of a few kilobytes: label maps and the descriptions beside images. Objects become maps in the
 * order of the text, arrays lists, numbers {@link BigDecimal}, {@code null} the constant {@link #NULL}. Duplicate names,
 * deep nesting and everything behind the value are refused. The JSON library stays where sessions and checkpoints are
 * read, so that this package needs nothing but the JDK.
 */
final class JsonText {
    /** The JSON null. */
    static final Object NULL = Void.class;

    private static final int MAX_DEPTH = 16;
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?");

    private final String subject;
    private final String text;
    private int at;

    private JsonText(String subject, String text) {
        this.subject = subject;
        this.text = text;
    }

    static Object parse(String subject, String text) throws StockpotException {
        var json = new JsonText(subject, text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.refusal("nothing more");
        }
        return value;
    }

    private Object value(int depth) throws StockpotException {
        skipBlanks();
        if (depth > MAX_DEPTH) {
            throw refusal("at most " + MAX_DEPTH + " levels");
        }
        char next = at < text.length() ? text.charAt(at) : 0;
        if (next == '{') {
            return object(depth);
        }
        if (next == '[') {
            return array(depth);
        }
        if (next == '"') {
            return string();
        }
        if (take("true")) {
            return true;
        }
        if (take("false")) {
            return false;
        }
        if (take("null")) {
            return NULL;
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw refusal("a value");
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    private Map<String, Object> object(int depth) throws StockpotException {
        var map = new LinkedHashMap<String, Object>();
        at++;
        skipBlanks();
        if (take("}")) {
            return map;
        }
        do {
            skipBlanks();
            if (!text.startsWith("\"", at)) {
                throw refusal("a name in quotes");
            }
            String name = string();
            skipBlanks();
            if (!take(":")) {
                throw refusal("a colon");
            }
            if (map.put(name, value(depth + 1)) != null) {
                throw new StockpotException(subject + ": the JSON text names '" + name + "' twice");
            }
            skipBlanks();
        } while (take(","));
        if (!take("}")) {
            throw refusal("a comma or }");
        }
        return map;
    }

    private List<Object> array(int depth) throws StockpotException {
        var list = new ArrayList<Object>();
        at++;
        skipBlanks();
        if (take("]")) {
            return list;
        }
        do {
            list.add(value(depth + 1));
            skipBlanks();
        } while (take(","));
        if (!take("]")) {
            throw refusal("a comma or ]");
        }
        return list;
    }

    private String string() throws StockpotException {
        var out = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw refusal("no control character in a text");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        if (!take("\"")) {
            throw refusal("a closing quote");
        }
        return out.toString();
    }

    private char escaped() throws StockpotException {
        char c = at < text.length() ? text.charAt(at++) : 0;
        int simple = "\"\\/bfnrt".indexOf(c);
        if (simple >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(simple);
        }
        if (c != 'u' || !text.substring(at, Math.min(at + 4, text.length())).matches("[0-9a-fA-F]{4}")) {
            throw refusal("a known escape");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private boolean take(String token) {
        boolean here = text.startsWith(token, at);
        at += here ? token.length() : 0;
        return here;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private StockpotException refusal(String expected) {
        return new StockpotException(subject + ": the JSON text should have " + expected + " at character " + (at + 1));
    }
}
