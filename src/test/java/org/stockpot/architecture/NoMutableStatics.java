package org.stockpot.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/**
 * Static fields must be final and must not hold what can change. A field of a collection's interface is suspected when
 * the static initialiser of its class makes a mutable collection; an array is tolerated while it is private.
 */
final class NoMutableStatics extends ArchCondition<JavaClass> {
    private static final List<String> MUTABLE_TYPES = List.of(
            "java.util.concurrent.atomic.",
            "java.util.concurrent.Concurrent",
            "java.util.concurrent.CopyOnWrite",
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.util.LinkedList",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHash",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.EnumMap",
            "java.util.WeakHashMap",
            "java.util.IdentityHashMap",
            "java.util.BitSet",
            "java.util.Random",
            "java.lang.StringBuilder",
            "java.lang.ThreadLocal",
            "javafx.beans.property.",
            "javafx.collections.");
    private static final List<String> COLLECTIONS = List.of(
            "java.util.Collection",
            "java.util.List",
            "java.util.Map",
            "java.util.Set",
            "java.util.Queue",
            "java.util.Deque",
            "java.util.SortedMap",
            "java.util.NavigableMap");

    NoMutableStatics() {
        super("have no mutable statics");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
            if (field.getModifiers().contains(JavaModifier.STATIC)
                    && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                    && isMutable(type, field)) {
                events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is a mutable static"));
            }
        }
    }

    private static boolean isMutable(JavaClass type, JavaField field) {
        String name = field.getRawType().getName();
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        if (field.getRawType().isArray()) {
            return !field.getModifiers().contains(JavaModifier.PRIVATE);
        }
        return isMutableType(name) || (COLLECTIONS.contains(name) && initialiserMakesACollection(type));
    }

    private static boolean isMutableType(String name) {
        return MUTABLE_TYPES.stream().anyMatch(name::startsWith);
    }

    private static boolean initialiserMakesACollection(JavaClass type) {
        return type.getStaticInitializer().stream()
                .flatMap(initialiser -> initialiser.getConstructorCallsFromSelf().stream())
                .anyMatch(call -> isMutableType(call.getTargetOwner().getName()));
    }
}
