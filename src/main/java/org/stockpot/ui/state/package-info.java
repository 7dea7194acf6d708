/** What all panels share: the session with its undo, running tasks, notices, the pulse. Knows no control. */
@NullMarked
package org.stockpot.ui.state;

import org.jspecify.annotations.NullMarked;
