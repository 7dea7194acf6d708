/** The one place where the system is asked for files and folders. */
@NullMarked
package org.stockpot.ui.files;

import org.jspecify.annotations.NullMarked;
