package org.stockpot.session;

import java.nio.file.Path;
import org.stockpot.search.CookPlan;

/**
 * A checkpoint to be made that is no mix.
 *
 * @param plan how
 * @param target the file to write, safetensors
 */
public record CookOrder(CookPlan plan, Path target) {}
