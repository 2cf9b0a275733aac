//! Many comparisons at once: Holm, Benjamini-Hochberg, letters of significance.
