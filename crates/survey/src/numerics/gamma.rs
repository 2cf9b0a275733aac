//! Logarithms of factorials with their large parts taken out, and the regularised incomplete gamma function.
//!
//! Source of the saddle-point forms: C. Loader, *Fast and accurate computation of binomial probabilities* (2000), which
//! keeps full precision where differences of log-gammas would lose it.

use super::normal;

const HALF_LOG_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// What Stirling's formula leaves of `log n!`: `log n! - (n + 1/2) log n + n - log sqrt(2 pi)`.
pub(super) fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - HALF_LOG_TWO_PI;
    }
    let s = n * n;
    let series = [1.0 / 12.0, 1.0 / 360.0, 1.0 / 1260.0, 1.0 / 1680.0, 1.0 / 1188.0, 691.0 / 360_360.0, 1.0 / 156.0];
    series.iter().rev().fold(0.0, |rest, term| term - rest / s) / n
}

/// The deviance part `x log(x / m) + m - x`, precise where x is close to m.
pub(super) fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() < 0.1 * (x + m) {
        let v = (x - m) / (x + m);
        let mut sum = (x - m) * v;
        let mut term = 2.0 * x * v;
        for j in 1..1000 {
            term *= v * v;
            let next = sum + term / f64::from(2 * j + 1);
            if next == sum {
                return next;
            }
            sum = next;
        }
        return sum;
    }
    x * libm::log(x / m) + m - x
}

/// `x^a e^-x / Gamma(a)`: the derivative of the incomplete gamma function in `log x`.
pub(super) fn gamma_front(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if a < 1e-3 {
        return libm::exp(a * libm::log(x) - x - libm::lgamma(a));
    }
    a * libm::exp(-stirling_error(a) - deviance(a, x) - HALF_LOG_TWO_PI) / libm::sqrt(a)
}

/// Both tails of the gamma distribution with shape `a` (> 0) at `x`: lower, upper.
pub(super) fn gamma_tails(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    if a > 1e9 {
        // Wilson and Hilferty's cube root: here it is right to nine digits, and the series would take too long.
        let z = 3.0 * libm::sqrt(a) * (libm::cbrt(x / a) - (1.0 - 1.0 / (9.0 * a)));
        return (normal::cdf(z), normal::upper(z));
    }
    let front = gamma_front(a, x);
    if x < a + 1.0 {
        let (mut term, mut sum, mut k) = (1.0 / a, 1.0 / a, a);
        for _ in 0..400_000 {
            k += 1.0;
            term *= x / k;
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        let lower = (front * sum).min(1.0);
        return (lower, 1.0 - lower);
    }
    // Lentz's continued fraction of the upper tail.
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / tiny;
    let mut d = 1.0 / b;
    let mut h = d;
    for i in 1..400_000 {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        d = if d.abs() < tiny { tiny } else { d };
        c = b + an / c;
        c = if c.abs() < tiny { tiny } else { c };
        d = 1.0 / d;
        let change = d * c;
        h *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    let upper = (front * h).min(1.0);
    (1.0 - upper, upper)
}
