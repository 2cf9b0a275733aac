//! Totals, means, proportions, ratios, quantiles, variances over domains.
