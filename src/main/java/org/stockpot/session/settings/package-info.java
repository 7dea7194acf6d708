/** What a user's runs leave for the next ones: look, layout, recent sessions; and what the desktop says. */
@org.jspecify.annotations.NullMarked
package org.stockpot.session.settings;
