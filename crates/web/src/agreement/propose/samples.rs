//! States of the pages worth looking at.

use super::{
    begin, lines,
    page::{BeginPage, ProposePage, Shown},
};
use crate::{
    say::{
        form::{Errors, Input},
        people,
        words::T,
    },
    site::{
        page::Page,
        shell::{MessageKind, Shell},
    },
};
use access::Role;
use register::statutory::Ground;
use std::collections::BTreeSet;
use store::file::view::FileView;

fn shell(t: T) -> Shell {
    Shell::sample_as(t, Role::Intaker, "/dossiers/018f/afspraken/nieuw")
}

impl Page for BeginPage {
    const NAME: &'static str = "agreement/begin";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (catalogue, today) = (people::catalogue(), people::now().day);
        let page = |view: &FileView| Self::new(shell(t), view, &catalogue, today);
        let over = FileView { applications: Vec::new(), ..people::applicant() };
        vec![
            ("first", page(&people::assessed(Ground::Yes))),
            ("again", page(&people::change_asked())),
            ("beside", page(&people::beside())),
            ("not-possible", page(&over)),
        ]
    }
}

impl Page for ProposePage {
    const NAME: &'static str = "agreement/propose";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let (catalogue, today) = (people::catalogue(), people::now().day);
        let none = Errors::none();
        let page = |shell, view: &FileView, input: &Input, errors: &Errors, clash, fresh| {
            Self::new(shell, view, &catalogue, &Shown { input, errors, clash, fresh }, today)
        };
        let drafts: Vec<_> = people::lines().iter().map(register::agreement::Line::to_draft).collect();
        let full = begin::typed(&drafts, 0);
        let (first, asked) = (people::assessed(Ground::Yes), people::change_asked());
        let one = begin::typed(&[begin::empty(&first, today)], 0);
        let wrong = Input::of(&[("regel", "0"), ("r0-wat", ""), ("r0-van", "31-4-2026"), ("r0-tot", "straks")]);
        let errors = lines::read(&wrong, &begin::known(&BTreeSet::new(), &catalogue)).err().unwrap_or_default();
        let removed = shell(t).message(MessageKind::Ok, t.get("propose-removed"));
        vec![
            ("template", page(shell(t), &first, &full, &none, false, None)),
            ("own-line", page(shell(t), &first, &one, &none, false, Some(0))),
            ("errors", page(shell(t), &first, &wrong, &errors, false, None)),
            ("asked", page(shell(t), &asked, &full, &none, false, None)),
            ("clash", page(shell(t), &people::beside(), &one, &none, true, None)),
            ("removed", page(removed, &first, &Input::default(), &none, false, None)),
        ]
    }
}
