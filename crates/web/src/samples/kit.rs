//! Every component on one page, for the gallery and the tests. No route leads here, so its words are not in `locales/`.

use crate::{
    say::{
        form::{Check, Choice, Errors, Field, Input, Opt, Summary},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "kit/kit.html")]
pub struct KitPage {
    t: T,
    shell: Shell,
    summary: Summary,
    text: Field,
    area: Field,
    date: Field,
    radio: Choice,
    checks: Choice,
    select: Choice,
    check: Check,
}

impl KitPage {
    fn new(t: T, input: &Input, errors: &Errors) -> Self {
        let places = || {
            vec![
                Opt::new("class", "In de les").hint("Bij alle vakken"),
                Opt::new("exam", "Bij het examen"),
                Opt::new("workplace", "Op het leerbedrijf (stageplaats)"),
            ]
        };
        let shell =
            Shell::sample_as(t, Role::Intaker, "/werk").crumb("Dossiers", "/dossiers").crumb("Noor", "/dossiers/1");
        Self {
            t,
            shell: if errors.is_empty() { shell } else { shell.failed() },
            summary: errors.summary(t),
            text: Field::text("naam", "Wie doet dit?").optional().filled(t, input, errors),
            area: Field::text("behoefte", "Wat heb je nodig?")
                .hint("Schrijf op wat de student zegt, in eigen woorden.")
                .not_here("Zet hier geen diagnose, medicijn of naam van een behandelaar.")
                .filled(t, input, errors),
            date: Field::text("vanaf", "Vanaf wanneer?").hint("Bijvoorbeeld 1-9-2026.").filled(t, input, errors),
            radio: Choice::new(
                "nodig",
                "Is extra ondersteuning nodig?",
                vec![Opt::new("ja", "Ja"), Opt::new("nee", "Nee")],
            )
            .hint("Wij vragen dit omdat de wet dan een afspraak vraagt.")
            .filled(t, input, errors),
            checks: Choice::new("waar", "Waar geldt het?", places()).optional().filled(t, input, errors),
            select: Choice::new("soort", "Soort maatregel", places()).filled(t, input, errors),
            check: Check::new("gelezen", "De student heeft dit gelezen").filled(t, input, errors),
        }
    }
}

impl Page for KitPage {
    const NAME: &'static str = "kit/kit";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let full = Input::of(&[
            ("naam", "Slb'er"),
            ("behoefte", "Ik raak de draad kwijt."),
            ("vanaf", "1-9-2026"),
            ("nodig", "ja"),
            ("waar", "class"),
            ("waar", "exam"),
            ("soort", "exam"),
            ("gelezen", "ja"),
        ]);
        let wrong = Input::of(&[("vanaf", "31-4-2026"), ("behoefte", "")]);
        let mut errors = Errors::none();
        errors.add("vanaf", crate::say::form::DateError::NoSuchDay.key());
        for field in ["behoefte", "nodig", "waar", "soort", "gelezen"] {
            errors.add(field, "error-date-missing");
        }
        vec![
            ("empty", Self::new(t, &Input::default(), &Errors::none())),
            ("full", Self::new(t, &full, &Errors::none())),
            ("errors", Self::new(t, &wrong, &errors)),
        ]
    }
}
