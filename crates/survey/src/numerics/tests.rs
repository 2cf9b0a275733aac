//! Values from mpmath 1.3 with 40 digits.

use super::*;

fn close(got: f64, want: f64, what: &str) {
    // Where a quantile close to 1 is put back, its last digit alone is worth 1e-11.
    let tolerance = if what.contains("back") { 1e-10 } else { 4e-12 };
    assert!((got - want).abs() <= tolerance * want.abs(), "{what}: {got:e}, not {want:e}");
}

#[test]
fn tails_have_all_their_digits() {
    for (t, df, want) in [
        (0.1, 1.0, 0.46827448256944642874),
        (1.0, 1.0, 0.25),
        (3.868, 196.0, 0.000074635687557585410734),
        (16.0364289405637, 196.0, 8.0052034352484824721e-38),
        (4.5, 2742.0, 3.5392293508605714052e-6),
        (2.0, 3.7, 0.060908600952617002834),
        (0.001, 15.0, 0.49960764690691158263),
        (50.0, 2.0, 0.00019988007994404029045),
        (1.96, 1000000.0, 0.024998033792634895343),
        (30.0, 5.0, 3.859324310248025993e-7),
    ] {
        close(student::upper(t, df), want, "t");
    }
    for (x, a, b, want) in [
        (17.2474439638888, 1.82867150416358, 360.248286320226, 2.0350463594652135986e-7),
        (3.15133862171228, 1.92297667944367, 30.7676268710988, 0.058674743685452076862),
        (16.1320217683915, 2.0, 197.0, 3.249618797002399576e-7),
        (0.2, 3.0, 4.0, 0.89144791697181112914),
        (1.0, 1.0, 1.0, 0.5),
        (1.1, 200.0, 3000.0, 0.16712883593042680019),
        (5.0, 1.0, 12.0, 0.04511536449909447048),
    ] {
        close(fisher::upper(x, a, b), want, "F");
    }
    for (x, df, want) in [
        (26.7535340358907, 2.0, 1.5507575291387825957e-6),
        (18.58, 3.0, 0.000333882352112213744),
        (0.01, 1.0, 0.92034432544594203624),
        (3.0, 0.7, 0.051455489326945060011),
        (1000.0, 1000.0, 0.49405285382923964195),
        (25.8, 1.0003, 3.7894931053664237765e-7),
        (10000.0, 9000.0, 3.0318018385490988201e-13),
        (120.0, 2.5, 2.6998007769084419133e-26),
    ] {
        close(chi_squared::upper(x, df), want, "chi-squared");
    }
    for (x, a, b, want) in [
        (0.1, 0.5, 0.5, 0.20483276469913345754),
        (0.3, 12.5, 30.1, 0.55556373600572120628),
        (0.999, 200.0, 3.0, 0.9988334368468834214),
        (0.02, 50.0, 2500.0, 0.5743985790300001289),
        (0.5, 10000.0, 10030.0, 0.58393773076644628852),
        (1e-05, 0.001, 4.0, 0.99036640103383360464),
    ] {
        close(beta::cdf(x, a, b), want, "beta");
    }
}

#[test]
fn the_normal_distribution() {
    for (p, want) in [
        (0.975, 1.9599639845400538556),
        (0.95, 1.6448536269514722843),
        (0.5001, 0.00025066283008800749239),
        (0.6, 0.25334710313579974132),
        (0.001, -3.0902323061678135354),
        (1e-12, -7.0344838253011319326),
        (1e-100, -21.273453560965324294),
        (0.9999, 3.7190164854557083867),
    ] {
        close(normal::quantile(p), want, "normal");
    }
    assert_eq!(normal::quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(normal::quantile(1.0), f64::INFINITY);
}

#[test]
fn quantiles_have_all_their_digits() {
    for (p, df, want) in [
        (0.975, 1.0, 12.706204736174693314),
        (0.975, 14.0, 2.1447866879178033515),
        (0.95, 197.0, 1.6526252192655054178),
    ] {
        close(student::quantile(p, df), want, "t");
        close(-student::quantile(1.0 - p, df), student::quantile(1.0 - (1.0 - p), df), "t, mirrored");
    }
    for df in [0.7, 1.0, 2.0, 16.0, 2992.0, 1e5] {
        for p in [1e-9, 0.01, 0.3, 0.45] {
            close(student::cdf(student::quantile(p, df), df), p, "t there and back");
            close(chi_squared::cdf(chi_squared::quantile(p, df), df), p, "chi-squared there and back");
            close(chi_squared::upper(chi_squared::quantile(1.0 - p, df), df), 1.0 - (1.0 - p), "and its upper tail");
        }
        close(chi_squared::cdf(chi_squared::quantile(0.9, df), df), 0.9, "chi-squared there and back");
    }
    for (a, b) in [(3.3, 58.9), (0.5, 200.25), (1.0, 1e4), (2.0, 3.0), (0.3, 0.4), (800.5, 2200.7), (2e5, 1.0)] {
        for p in [1e-6, 0.025, 0.5, 0.975] {
            close(beta::cdf(beta::quantile(p, a, b), a, b), p, "beta there and back");
        }
    }
    // One shape of 1 has a closed form.
    close(beta::quantile(0.025, 1.0, 1e4), -libm::expm1(libm::log1p(-0.025) / 1e4), "beta");
}

#[test]
fn fisher_and_infinite_degrees_of_freedom() {
    for p in [0.01, 0.5, 0.95] {
        close(fisher::cdf(fisher::quantile(p, 2.5, 30.0), 2.5, 30.0), p, "F there and back");
        close(fisher::cdf(fisher::quantile(p, 3.0, f64::INFINITY), 3.0, f64::INFINITY), p, "F without end");
    }
    close(student::quantile(0.975, f64::INFINITY), normal::quantile(0.975), "t without end");
    close(student::two_sided(f64::INFINITY, 3.0), 0.0, "t at infinity");
}

#[test]
fn sums_of_chi_squared() {
    // Equal weights are one chi-squared variable: the inversion knows it exactly, the saddle-point nearly.
    for x in [0.5, 3.0, 12.0, 25.0] {
        let want = chi_squared::upper(x / 1.5, 4.0);
        close(chi_squared_sum::upper_satterthwaite(x, &[1.5; 4]), want, "moments");
        let saddle = chi_squared_sum::upper_saddlepoint(x, &[1.5; 4]);
        assert!((saddle / want - 1.0).abs() < 0.02, "{saddle} {want}");
    }
}

#[test]
fn nothing_panics_on_nonsense() {
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.5, 1.0, 1e7, 1e300];
    for a in odd {
        let _ = (normal::cdf(a), normal::quantile(a), chi_squared_sum::upper_saddlepoint(a, &[]));
        for b in odd {
            let _ = (student::cdf(a, b), student::quantile(a, b), student::two_sided(a, b));
            let _ = (chi_squared::cdf(a, b), chi_squared::quantile(a, b));
            let _ = chi_squared_sum::upper_saddlepoint(a, &[b, 1.0]);
            for c in odd {
                let _ = (beta::cdf(a, b, c), beta::quantile(a, b, c));
                let _ = (fisher::upper(a, b, c), fisher::quantile(a, b, c));
            }
        }
    }
}

#[test]
fn a_basis_finds_what_follows() {
    let matrix = nalgebra::DMatrix::from_row_slice(4, 3, &[1., 2., 3., 1., 0., 1., 1., 5., 6., 1., 7., 8.]);
    let basis = matrix::Basis::of(&matrix);
    assert_eq!((basis.rank(), basis.dependent.clone()), (2, vec![2]));
    let mut vector = vec![3.0, 1.0, 6.0, 8.0];
    basis.take_from(&mut vector);
    assert!(vector.iter().all(|v| v.abs() < 1e-12), "{vector:?}");
}

#[test]
fn an_empty_matrix_has_no_eigenvalues_and_is_its_own_inverse() {
    let empty = nalgebra::DMatrix::<f64>::zeros(0, 0);
    assert_eq!(matrix::symmetric_eigenvalues(&empty), Vec::<f64>::new());
    assert_eq!(matrix::generalised_inverse(&empty).shape(), (0, 0));
    assert_eq!(matrix::solve_covariance(&empty, &empty), None);
}
