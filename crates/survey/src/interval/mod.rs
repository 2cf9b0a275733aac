//! Confidence intervals, from an estimate, its standard error and its degrees of freedom.
