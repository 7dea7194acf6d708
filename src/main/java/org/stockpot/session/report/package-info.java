/** Reports: what is said, as blocks, and how it is written as HTML and as Markdown. Knows no files. */
@org.jspecify.annotations.NullMarked
package org.stockpot.session.report;
