//! Frames, allocation, sample sizes and draws that can be repeated from a seed.
