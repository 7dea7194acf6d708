/** Tests of the window with real files and the real engine. */
package org.stockpot.ui;
