/** The window: shell, menus, status bar, drops of files, and how the panels are put together. */
@NullMarked
package org.stockpot.ui;

import org.jspecify.annotations.NullMarked;
