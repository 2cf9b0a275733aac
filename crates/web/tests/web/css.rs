//! The style sheet is pruned and straightened without changing how a page looks.

#[path = "../../build/css.rs"]
#[allow(dead_code, reason = "the build script uses the rest")]
mod building;

use std::collections::BTreeSet;

fn used(names: &str) -> BTreeSet<String> {
    names.split(' ').map(str::to_owned).collect()
}

#[test]
fn only_rules_of_used_classes_stay() {
    let used = used("nl-a nl-a--b");
    for (sheet, expected) in [
        (".nl-a { color: red; }", ".nl-a{color:red}"),
        ("/* x */ .nl-c { color: red }", ""),
        (".nl-a, .nl-c { color: red }", ".nl-a{color:red}"),
        (".nl-a .nl-c { color: red }", ""),
        (".nl-a:not(.nl-c) { color: red }", ".nl-a:not(.nl-c){color:red}"),
        (".nl-a:where(.nl-c) { color: red }", ""),
        (".nl-a:where(.nl-c, .nl-a--b):hover { color: red }", ".nl-a:where(.nl-c,.nl-a--b):hover{color:red}"),
        (".nl-a:disabled { color: red }", ""),
        (".nl-a:read-only { color: red }", ""),
        ("@media print { .nl-c { color: red } }", ""),
        ("@media print { .nl-a { color: red } }", "@media print{.nl-a{color:red}}"),
        ("h1 { color: red }", "h1{color:red}"),
        (".nl-a > h1 + p { margin: calc(1px + 2px) }", ".nl-a>h1+p{margin:calc(1px + 2px)}"),
        (".nl-a { }", ""),
    ] {
        assert_eq!(building::prune(sheet, &used), expected, "{sheet}");
    }
}

#[test]
fn tokens_are_folded_where_nothing_can_change_them() {
    for (sheet, expected) in [
        ("a{color:var(--x-a, var(--x-b, red))}", "a{color:red}"),
        (":root{--x-a:blue}a{color:var(--x-a, red)}", ":root{}a{color:blue}"),
        (":root{--mee-a:blue}a{color:var(--mee-a, red)}", ":root{--mee-a:blue}a{color:var(--mee-a)}"),
        (":root{--x-a:var(--mee-a);--mee-a:red}a{color:var(--x-a)}", ":root{--mee-a:red}a{color:var(--mee-a)}"),
        (":root{--x-a:1}b{--x-a:2}a{top:var(--x-a)}", ":root{--x-a:1}b{--x-a:2}a{top:var(--x-a)}"),
        ("b{--x-a:2}a{top:var(--x-a, 3)}", "b{--x-a:2}a{top:var(--x-a,3)}"),
        ("b{--x-a:2;top:1}", "b{top:1}"),
        ("a{color:var(--x-nobody)}", "a{color:var(--x-nobody)}"),
    ] {
        assert_eq!(building::straighten(sheet), expected, "{sheet}");
    }
}
