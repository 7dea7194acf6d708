package org.stockpot.ui;

import java.util.function.Supplier;
import javafx.scene.Node;

/**
 * A page of the window, reached by the rail at the left.
 *
 * @param id kebab-case; its button in the rail gets {@code room-} before it
 * @param name under the icon
 * @param icon name of an ikonli icon
 * @param content asked for once, when the room is first entered
 */
record Room(String id, String name, String icon, Supplier<Node> content) {}
