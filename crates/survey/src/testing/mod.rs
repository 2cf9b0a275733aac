//! Tests of differences and of association that know the design.
