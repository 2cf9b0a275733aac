//! One way to invert a distribution function: Newton's method between brackets, on the logarithm of the tail.

/// Where a log-concave tail, increasing in `u`, is `p`: `tail` answers the tail and its derivative at `u`.
///
/// On the scale of `log tail` Newton's steps hardly overshoot; the bracket catches those that do.
pub(super) fn invert(p: f64, start: f64, step: f64, tail: impl Fn(f64) -> (f64, f64)) -> f64 {
    let target = libm::log(p);
    let (mut low, mut high) = (start, start);
    let mut width = step;
    for _ in 0..200 {
        if tail(low).0 < p {
            break;
        }
        low -= width;
        width *= 2.0;
    }
    width = step;
    for _ in 0..200 {
        if tail(high).0 >= p {
            break;
        }
        high += width;
        width *= 2.0;
    }
    let mut u = start.clamp(low, high);
    for _ in 0..200 {
        let (value, slope) = tail(u);
        if value < p {
            low = u;
        } else {
            high = u;
        }
        let newton = u - (libm::log(value) - target) * value / slope;
        // The bracket holds the root: a step on its edge is allowed, one beyond it is halved instead.
        let next = if newton >= low && newton <= high { newton } else { f64::midpoint(low, high) };
        if (next - u).abs() <= 1e-16 * u.abs().max(1e-6) {
            return next;
        }
        u = next;
    }
    u
}
