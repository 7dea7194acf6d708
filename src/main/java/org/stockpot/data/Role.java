package org.stockpot.data;

import java.nio.file.Path;
import java.util.Optional;

/** What a data set may be used for. */
public enum Role {
    /** The only data a search may look at. */
    VALIDATION,
    /** In-distribution test data: reported, never searched. */
    TEST,
    /** Out-of-distribution data: reported, never searched. */
    OOD;

    /** The role that the name of a file or folder hints at, such as {@code val} or {@code imagenet-r}. */
    public static Optional<Role> hinted(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(java.util.Locale.ROOT);
        if (name.matches("(.*[^a-z])?val(id(ation)?)?([^a-z].*)?")) {
            return Optional.of(VALIDATION);
        }
        if (name.matches(".*(ood|sketch|corrupt|shift|objectnet|imagenet[-_]?(a|r|c|v2|rendition)([^a-z].*)?$).*")) {
            return Optional.of(OOD);
        }
        return name.matches("(.*[^a-z])?(test|t10k)([^a-z].*)?") ? Optional.of(TEST) : Optional.empty();
    }

    /** Lower-case name as in data references and JSON. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
