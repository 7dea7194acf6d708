package org.stockpot.ui;

import javafx.scene.Node;

/**
 * A page of the window, reached by the rail at the left.
 *
 * @param id kebab-case; its button in the rail gets {@code room-} before it
 * @param name beside the icon
 * @param icon name of an ikonli icon
 */
record Room(String id, String name, String icon, Node content) {}
