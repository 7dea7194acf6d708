package org.stockpot.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was found out about this machine and need not be found out again. Losing it costs time, nothing else. */
public interface Notes {
    Optional<String> get(String key);

    void put(String key, String value);

    /** Remembers as long as the program runs. */
    static Notes inMemory() {
        Map<String, String> notes = new ConcurrentHashMap<>();
        return new Notes() {
            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(notes.get(key));
            }

            @Override
            public void put(String key, String value) {
                notes.put(key, value);
            }
        };
    }
}
