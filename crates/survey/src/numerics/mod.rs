//! Distributions and a little linear algebra, the same on every machine.
