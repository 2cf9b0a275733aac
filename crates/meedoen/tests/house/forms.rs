//! Bad forms.
