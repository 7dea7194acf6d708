package org.stockpot.architecture.planted.session;

import javafx.beans.property.IntegerProperty;

public class UsesJavaFx {
    public IntegerProperty count;
}
