package org.stockpot.data;

/** What a data set may be used for. */
public enum Role {
    /** The only data a search may look at. */
    VALIDATION,
    /** In-distribution test data: reported, never searched. */
    TEST,
    /** Out-of-distribution data: reported, never searched. */
    OOD;

    /** Lower-case name as in data references and JSON. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
