//! States of the page worth looking at.

use super::{
    form,
    page::{About, AssessPage, Typed},
};
use crate::{
    say::{form::Input, people, words::T},
    site::{page::Page, shell::Shell},
};
use access::Role;
use register::{
    field::{FieldProblem, Problem},
    intake::Field,
    statutory::Ground,
};

impl Page for AssessPage {
    const NAME: &'static str = "assess/assess";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let shell = || Shell::sample_as(t, Role::Intaker, "/intake/018f");
        let now = people::now();
        let intake = About::Intake(people::application().id);
        let (empty, full) = (people::applicant(), people::assessed(Ground::Yes));
        let page = |view, typed| Self::new(shell(), view, intake, typed, now);
        let wrong = form::errors(&[
            FieldProblem::new(Field::Words, Problem::TooLong { max: 4000, got: 4012 }),
            FieldProblem::new(Field::Ground, Problem::Missing),
            FieldProblem::new(Field::DeclinedWords, Problem::Missing),
        ]);
        let typed = Input::of(&[("woorden", people::WORDS), ("nodig", "ja"), ("wil-niet", "ja")]);
        let none = crate::say::form::Errors::none();
        vec![
            ("empty", page(&empty, None)),
            ("errors", page(&empty, Some(Typed { input: &typed, errors: &wrong, clash: false }))),
            ("withheld", page(&full, None)),
            ("change-asked", page(&people::change_asked(), None)),
            ("not-agreed", page(&people::not_agreed(), None)),
            ("given", page(&people::agreed(), None)),
            ("clash", page(&full, Some(Typed { input: &typed, errors: &none, clash: true }))),
            ("later", Self::new(shell(), &full, About::File, None, now)),
        ]
    }
}
