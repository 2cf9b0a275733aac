//! One way to invert a distribution function: Newton's method between brackets, on the logarithm of the tail.

/// A step of Newton's this small beside the scale was the last: what it leaves is its square.
const LAST: f64 = 1e-8;

/// Where a log-concave tail, increasing in `u`, is `p`: `tail` answers the tail and its derivative at `u`. `scale` is about
/// how wide the distribution is; the nearer the start, the fewer looks.
///
/// On the scale of `log tail` Newton's steps hardly overshoot; the bracket catches those that do.
pub(super) fn invert(p: f64, start: f64, scale: f64, tail: impl Fn(f64) -> (f64, f64)) -> f64 {
    let target = libm::log(p);
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let (mut u, mut width) = (start, scale);
    for _ in 0..400 {
        let (value, slope) = tail(u);
        if value < p {
            low = u;
        } else {
            high = u;
        }
        let newton = u - (libm::log(value) - target) * value / slope;
        // A step on the edge of the bracket is allowed. One beyond it is halved instead, and one that has no bracket yet
        // goes no further than the next width.
        let known = low.is_finite() && high.is_finite();
        let near = (low..=high).contains(&newton) && (known || (newton - u).abs() <= 2.0 * width);
        let next = match (near, known) {
            (true, _) => newton,
            (false, true) => f64::midpoint(low, high),
            (false, false) => {
                width *= 2.0;
                if low.is_finite() { low + width } else { high - width }
            }
        };
        let step = (next - u).abs();
        if near && step <= LAST * scale.min(1.0) || step <= 1e-16 * u.abs().max(1e-6) {
            return next;
        }
        u = next;
    }
    u
}
