//! The page of advice for another programme.

use crate::{
    say::{
        advice::{self as words, State as Stand},
        application::programme,
        form::{Choice, Errors, Field, Input, Opt, Summary, kept},
        person::name,
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::{
    AccountId, ApplicationId, TeamId,
    advice::{Advice, Event, Status},
    application,
    programme::{Called, Crebo, Programmes},
};
use std::collections::BTreeSet;
use store::advice::AdviceView;
use time::Date;

/// Which button it was.
pub(super) const DO: &str = "doe";
pub(super) const GIVE: &str = "adviseer";
pub(super) const BACK: &str = "terug";

pub(super) const PROGRAMME: &str = "opleiding";
pub(super) const TEAM: &str = "team";
pub(super) const WORDS: &str = "past";
pub(super) const WHICH: &str = "welk";
pub(super) const WHY: &str = "waarom";

/// The fields, in the order of the page.
pub(super) const FIELDS: [&str; 5] = [PROGRAMME, TEAM, WORDS, WHICH, WHY];

/// Where the page is.
pub(super) fn path(application: ApplicationId) -> String {
    format!("/intake/{application}/advies")
}

/// An advice, in words.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) status: String,
    pub(super) waits: bool,
    pub(super) facts: Vec<(String, String)>,
}

/// An advice in words: the same for who holds intakes and for who applied. `goes_on`: a team that is asked is asked still.
pub(super) fn line(
    t: T,
    one: &Advice,
    (list, teams): (&Programmes, &[(TeamId, String)]),
    by: impl Fn(AccountId) -> String,
    goes_on: bool,
    today: Date,
) -> Line {
    let who = |account, on: Date| t.say("talk-by-on").arg("by", by(account)).arg("on", on).to_string();
    let mut facts =
        vec![(t.get("advice-words"), t.stored(one.words.reveal())), (t.get("advice-by"), who(one.by, one.at.day))];
    facts.extend(one.team.map(|team| (t.get("advice-team"), words::team(t, teams, team))));
    if let Some(reply) = &one.reply {
        facts.push((t.get("advice-answered"), who(reply.by, reply.at.day)));
        facts.extend(reply.words.as_ref().map(|words| (t.get("advice-reply"), t.stored(words.reveal()))));
    }
    if let Some((why, account, at)) = &one.ended {
        facts.push((words::status(t, Status::Withdrawn), who(*account, at.day)));
        facts.push((t.get("burden-reason"), t.stored(why.reveal())));
    }
    Line {
        title: programme(t, list, Some(one.programme), today),
        status: words::stands(t, one.status, goes_on),
        waits: goes_on && one.status.seeks(),
        facts,
    }
}

/// Advising.
struct Advising {
    programme: Choice,
    team: Choice,
    words: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "intake/advice.html")]
pub struct AdvicePage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    decision: String,
    file: String,
    lines: Vec<Line>,
    give: Option<Advising>,
    /// Which one is taken back, and why.
    back: Option<(Choice, Field)>,
    kept: Option<String>,
}

impl AdvicePage {
    /// Keeps what was typed into a part of the page that is not there any more.
    pub(super) fn keep(&mut self, input: &Input) {
        let give = self.give.is_none().then(|| input.raw(WORDS));
        let back = self.back.is_none().then(|| input.raw(WHY));
        let typed: Vec<&str> = give.into_iter().chain(back).collect();
        self.kept = kept(&typed, true);
    }

    /// The page as it is today.
    pub(super) fn new(shell: Shell, view: &AdviceView, input: &Input, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let by = |account: AccountId| view.names.get(&account).map_or_else(String::new, |name| name.reveal().clone());
        // Also of who chose another programme of this school: when one team says no, another is asked.
        let give = view.goes_on.then(|| advising(t, view, input, errors, today));
        let can: Vec<&Advice> = view.all.iter().filter(|one| one.status.on(Event::Withdraw).is_some()).collect();
        let back = (!can.is_empty()).then(|| {
            let option = |one: &&Advice| {
                let what = programme(t, &view.programmes, Some(one.programme), today);
                let said = match one.team {
                    Some(team) => format!("{what}, {}", words::team(t, &view.teams, team)),
                    None => what,
                };
                Opt::new(one.id.to_string(), said)
            };
            let which = Choice::new(WHICH, t.get("advice-ask-which"), can.iter().map(option).collect());
            let why = Field::text(WHY, t.get("advice-ask-back")).hint(t.get("talk-applicant-reads")).rows(2);
            (which.filled(t, input, errors), why.filled(t, input, errors))
        });
        let shell = shell.crumb(t.get("assess-crumb-intake"), "/intake");
        let shell = if give.is_some() || back.is_some() { shell.keeping() } else { shell };
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("advice-title").arg("name", name(t, &view.person)).to_string(),
            here: path(view.application.id),
            decision: format!("/intake/{}/besluit", view.application.id),
            file: format!("/dossiers/{}", view.file),
            lines: (view.all.iter().rev())
                .map(|one| line(t, one, (&view.programmes, &view.teams), by, view.goes_on, today))
                .collect(),
            give,
            back,
            kept: None,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

fn advising(t: T, view: &AdviceView, input: &Input, errors: &Errors, today: Date) -> Advising {
    // Those of the school's list and of the program's own, as far as somebody can begin them.
    let codes = view.programmes.all().iter().map(|one| one.crebo).chain(Crebo::known().iter().map(|(crebo, _)| *crebo));
    let begins = |crebo: &Crebo| matches!(view.programmes.called(*crebo, today), Called::Now(_));
    let codes: BTreeSet<Crebo> = codes.filter(begins).collect();
    let mut options: Vec<Opt> = (codes.into_iter())
        .map(|crebo| Opt::new(crebo.to_string(), programme(t, &view.programmes, Some(crebo), today)))
        .collect();
    options.sort_by(|one, other| one.label.cmp(&other.label));
    let asked = view.teams.iter().filter(|(team, _)| view.can_ask.contains(team));
    let teams = asked.map(|(team, name)| Opt::new(team.to_string(), name)).collect();
    Advising {
        programme: Choice::new(PROGRAMME, t.get("advice-ask-programme"), options).filled(t, input, errors),
        team: Choice::new(TEAM, t.get("advice-ask-team"), teams)
            .hint(t.get("advice-ask-team-hint"))
            .optional()
            .filled(t, input, errors),
        words: Field::text(WORDS, t.get("advice-ask-words"))
            .hint(t.get("advice-ask-words-hint"))
            .not_here(t.get("assess-words-not-here"))
            .rows(3)
            .filled(t, input, errors),
    }
}

impl Page for AdvicePage {
    const NAME: &'static str = "intake/advice";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/advies");
            Self::new(shell, &words::view(state), &Input::default(), errors, crate::say::people::now().day)
        };
        let ended = |state, goes_on| {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/advies");
            let application = register::application::Application {
                status: application::Status::Withdrawn,
                ..crate::say::people::application()
            };
            let view = AdviceView { goes_on, application, ..words::view(Some(state)) };
            Self::new(shell, &view, &Input::default(), &Errors::none(), crate::say::people::now().day)
        };
        let none = Errors::none();
        let mut give = Errors::one(PROGRAMME, "error-advice-programme");
        give.add(TEAM, "error-advice-team");
        give.add(WORDS, "error-advice-words");
        let mut back = Errors::one(WHICH, "error-advice-which");
        back.add(WHY, "error-talk-why");
        vec![
            ("none", page(None, &none)),
            ("errors", page(None, &give)),
            ("given", page(Some(Stand::Given), &none)),
            ("asked", page(Some(Stand::Asked), &none)),
            ("back-errors", page(Some(Stand::Asked), &back)),
            ("over", ended(Stand::Asked, false)),
            // They chose another programme of this school, and the team said no: another is asked.
            ("chose", ended(Stand::Declined, true)),
            ("taken", page(Some(Stand::Taken), &none)),
            ("declined", page(Some(Stand::Declined), &none)),
            ("withdrawn", page(Some(Stand::Withdrawn), &none)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    #[test]
    fn another_team_is_asked_as_long_as_a_place_is_sought() {
        for (state, asks) in [("none", true), ("declined", true), ("chose", true), ("over", false)] {
            let found = AdvicePage::samples(T::new(Lang::Nl)).into_iter().find(|(name, _)| *name == state);
            assert_eq!(found.map(|(_, page)| page.give.is_some()), Some(asks), "{state}");
        }
    }
}
