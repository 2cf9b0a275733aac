//! The beta distribution with two large shapes, around its mean: where the continued fraction takes hundreds of terms and
//! this takes a few. Source: DiDonato and Morris, *ACM TOMS* 18 (1992), section 9 (`BASYM`), after Temme.

use super::gamma::{deviance, stirling_error};
use core::f64::consts::{FRAC_1_SQRT_2, PI};

/// Both shapes are to be larger.
const LARGE: f64 = 100.0;

/// How far from the mean, beside the smaller shape.
const NEAR: f64 = 0.03;

const TERMS: usize = 20;

/// `P(X <= x)` where `lambda = a - (a + b) x` is not negative, that is up to the mean. `None` where this has not all digits.
pub(super) fn lower([a, b]: [f64; 2], [x, y]: [f64; 2], lambda: f64) -> Option<f64> {
    let least = a.min(b);
    if !(least > LARGE && (0.0..=NEAR * least).contains(&lambda)) {
        return None;
    }
    let f = deviance(a, (a + b) * x) + deviance(b, (a + b) * y);
    if f > 500.0 {
        return None;
    }
    let e1 = 0.5 * FRAC_1_SQRT_2;
    let z2 = 2.0 * f;
    let h = least / a.max(b);
    let r0 = 1.0 / (h + 1.0);
    let r1 = (b - a) / a.max(b);
    let w0 = 1.0 / libm::sqrt(least * (h + 1.0));

    let [mut at, mut bt, mut ct, mut dt] = [[0.0; TERMS + 2]; 4];
    at[0] = r1 * (2.0 / 3.0);
    ct[0] = -0.5 * at[0];
    dt[0] = 0.5 * at[0];
    let mut j0 = 0.25 * libm::sqrt(PI) * libm::exp(f) * libm::erfc(libm::sqrt(f));
    let mut j1 = e1;
    let mut sum = j0 + dt[0] * w0 * j1;
    let (mut s, mut hn, mut w) = (1.0, 1.0, w0);
    let (mut before, mut zn) = (libm::sqrt(z2), z2);
    for n in (2..=TERMS).step_by(2) {
        let order = n as f64;
        hn *= h * h;
        at[n - 1] = 2.0 * r0 * (1.0 + h * hn) / (order + 2.0);
        s += hn;
        at[n] = 2.0 * r1 * s / (order + 3.0);
        for i in n..=n + 1 {
            let r = -0.5 * (i as f64 + 1.0);
            bt[0] = r * at[0];
            for m in 2..=i {
                let rest: f64 = (1..m).map(|j| (j as f64 * r - (m - j) as f64) * at[j - 1] * bt[m - j - 1]).sum();
                bt[m - 1] = r * at[m - 1] + rest / m as f64;
            }
            ct[i - 1] = bt[i - 1] / (i as f64 + 1.0);
            let rest: f64 = (1..i).map(|j| dt[i - j - 1] * ct[j - 1]).sum();
            dt[i - 1] = -(rest + ct[i - 1]);
        }
        j0 = e1 * before + (order - 1.0) * j0;
        j1 = e1 * zn + order * j1;
        before *= z2;
        zn *= z2;
        w *= w0;
        let even = dt[n - 1] * w * j0;
        w *= w0;
        let odd = dt[n] * w * j1;
        sum += even + odd;
        if even.abs() + odd.abs() <= 1e-17 * sum {
            break;
        }
    }
    let front = stirling_error(a + b) - stirling_error(a) - stirling_error(b) - f;
    Some((2.0 / libm::sqrt(PI) * libm::exp(front) * sum).min(1.0))
}
