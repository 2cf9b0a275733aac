//! The page of how an application ends.

use crate::{
    say::{
        admission::{self as words, State as Stand},
        application::programme,
        clearance::ClearanceView,
        document::AdmissionLetter,
        form::{Check, Choice, Errors, Field, Input, Opt, Summary, kept},
        intake,
        person::{call_name, name},
        words::T,
    },
    site::{page::Page, shell::Shell},
};
use access::Role;
use askama::Template;
use register::{
    AccountId, ApplicationId,
    admission::{Admission, Choice as Chosen, Ground, Kind, Onward, Outcome, Status, Where},
    intake::talk::Means,
    programme::MboLevel,
};
use store::admission::AdmissionView;
use time::Date;

/// Which button it was.
pub(super) const DO: &str = "doe";
pub(super) const DECIDE: &str = "besluit";
pub(super) const TELL: &str = "verteld";
pub(super) const ONWARD: &str = "waarheen";
pub(super) const BACK: &str = "terug";

/// What was shown: how it stood.
pub(super) const STAND: &str = "stand";
pub(super) const KIND: &str = "uitkomst";
pub(super) const GROUND: &str = "grond";
pub(super) const DUTY: &str = "plicht";
pub(super) const CHOICE: &str = "keuze";
pub(super) const REASON: &str = "redenen";
pub(super) const OFFER: &str = "aanbod";
pub(super) const WHY: &str = "waarom";
pub(super) const MEANS: &str = "hoe";
pub(super) const PARENTS: &str = "ouders";
pub(super) const AGE: &str = "leeftijd";
/// What one says of an age that nobody knows.
pub(super) const YOUNGER: &str = "jonger";
pub(super) const OLDER: &str = "ouder";
pub(super) const WHERE: &str = "gaat-naar";
pub(super) const DECLINED: &str = "wil-niet";
pub(super) const WORDS: &str = "begeleiding";

/// The fields, in the order of the page.
pub(super) const FIELDS: [&str; 13] =
    [MEANS, AGE, PARENTS, WHERE, DECLINED, WORDS, KIND, GROUND, DUTY, CHOICE, REASON, OFFER, WHY];

/// Where the page is.
pub(super) fn path(application: ApplicationId) -> String {
    format!("/intake/{application}/besluit")
}

/// One that was decided or chosen, in words.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) status: String,
    pub(super) holds: bool,
    pub(super) facts: Vec<(String, String)>,
    /// Where somebody went, as it was noted each time.
    pub(super) onward: Vec<(String, Option<String>)>,
    /// Why it holds no more.
    pub(super) turn: Option<(String, String)>,
}

/// What was decided or chosen, in words.
pub(super) fn line(t: T, one: &Admission, by: impl Fn(AccountId) -> String, until: Option<Date>) -> Line {
    let who = |account, on: Date| t.say("talk-by-on").arg("by", by(account)).arg("on", on).to_string();
    let chose = one.outcome.kind() == Kind::Chose;
    let mut facts = vec![(t.get("admission-decided-on"), who(one.by, one.at.day))];
    if let Some(on) = words::rests_on(t, one.outcome) {
        facts.push((t.get(if chose { "admission-chose" } else { "admission-ground" }), on));
    }
    let reasons = if chose { "admission-said" } else { "admission-reasons" };
    facts.push((t.get(reasons), t.stored(one.reason.reveal())));
    facts.extend(one.offer.as_ref().map(|offer| (t.get("admission-offered"), t.stored(offer.reveal()))));
    if let Some(told) = one.told {
        let how = t.say("talk-told-on").arg("how", intake::means(t, told.means)).arg("on", told.at.day).to_string();
        let how = if one.parents { format!("{how}. {}", t.get("admission-parents-told")) } else { how };
        facts.push((t.get("talk-told"), how));
        facts.extend(one.minor.map(|minor| {
            let said = if minor { "admission-age-younger" } else { "admission-age-older" };
            (t.get("admission-age"), t.get(said))
        }));
    }
    facts.extend(one.recalled.map(|told| {
        let how = t.say("talk-told-on").arg("how", intake::means(t, told.means)).arg("on", told.at.day).to_string();
        (t.get("admission-recalled"), how)
    }));
    facts.extend(until.map(|day| (t.get("admission-object-until"), t.date(day))));
    let onward = |onward: &Onward| {
        let said = t
            .say("admission-onward-noted")
            .arg("where", words::goes(t, onward.to))
            .arg("by", by(onward.by))
            .arg("on", onward.at.day)
            .to_string();
        let said = if onward.declined { format!("{said} {}", t.get("admission-onward-declined")) } else { said };
        (said, onward.words.as_ref().map(|words| t.stored(words.reveal())))
    };
    Line {
        title: words::kind(t, one.outcome.kind()),
        status: words::status(t, one.status),
        holds: one.status == Status::Standing,
        facts,
        onward: one.onward.iter().rev().map(onward).collect(),
        turn: one.turn.as_ref().map(|(why, account, at)| {
            let key = if one.status == Status::Replaced { "admission-turn-replaced" } else { "admission-turn-back" };
            (t.say(key).arg("by", by(*account)).arg("on", at.day).to_string(), t.stored(why.reveal()))
        }),
    }
}

/// Deciding, or correcting.
struct Deciding {
    title: String,
    button: String,
    kind: Choice,
    ground: Choice,
    duty: Choice,
    choice: Choice,
    reason: Field,
    offer: Field,
}

/// Telling.
struct Telling {
    title: String,
    /// That what they were told of holds no more.
    gone: Option<String>,
    means: Choice,
    /// How old they were, where nobody knows when they were born.
    age: Option<Choice>,
    parents: Option<Check>,
}

/// Where somebody went.
struct Going {
    to: Choice,
    declined: Check,
    words: Field,
}

/// The page.
#[derive(Template)]
#[template(path = "intake/decision.html")]
pub struct DecisionPage {
    t: T,
    shell: Shell,
    summary: Summary,
    title: String,
    here: String,
    /// How it stands: every button names it.
    stand: String,
    talk: String,
    /// To the advice for another programme.
    advice: String,
    file: String,
    facts: Vec<(String, String)>,
    gives: String,
    clearance: Option<ClearanceView>,
    /// Nobody guides somebody who was refused.
    signal: bool,
    lines: Vec<Line>,
    /// To the letter, in both languages.
    papers: Vec<(String, String)>,
    tell: Option<Telling>,
    onward: Option<Going>,
    decide: Option<Deciding>,
    /// Why what holds is corrected or taken back.
    why: Option<Field>,
    kept: Option<String>,
}

impl DecisionPage {
    /// Keeps what was typed into a part of the page that is not there any more.
    pub(super) fn keep(&mut self, input: &Input) {
        let decide = self.decide.is_none().then(|| [input.raw(REASON), input.raw(OFFER)]);
        let onward = self.onward.is_none().then(|| input.raw(WORDS));
        let why = self.why.is_none().then(|| input.raw(WHY));
        let typed: Vec<&str> = decide.into_iter().flatten().chain(onward).chain(why).collect();
        self.kept = kept(&typed, true);
    }

    /// The page as it is today. `typed` is what was sent, when it was not accepted, or kept as a draft.
    pub(super) fn new(shell: Shell, view: &AdmissionView, typed: Option<&Input>, errors: &Errors, today: Date) -> Self {
        let t = shell.t;
        let nothing = Input::default();
        let input = typed.unwrap_or(&nothing);
        let by = |account: AccountId| view.names.get(&account).map_or_else(String::new, |name| name.reveal().clone());
        let standing = view.standing();
        let status = view.application.status;
        let enrolled = status == register::application::Status::Enrolled;
        let decide =
            (!enrolled && (standing.is_some() || status.is_open())).then(|| deciding(t, view, standing, input, errors));
        let tells = match standing {
            Some(one) => one.told.is_none(),
            None => view.unrecalled().is_some(),
        };
        let tell = tells.then(|| telling(t, view, input, errors));
        let onward =
            standing.filter(|one| one.outcome.kind() == Kind::Refuse).map(|_| going(t, input, errors, typed.is_some()));
        let why = standing.filter(|_| !enrolled).map(|_| {
            Field::text(WHY, t.get("admission-ask-why"))
                .hint(t.get("talk-applicant-reads"))
                .rows(2)
                .filled(t, input, errors)
        });
        let here = path(view.application.id);
        let papers = [("nl", "admission-paper-nl"), ("en", "admission-paper-en")];
        let papers = papers.map(|(lang, said)| (format!("{here}/brief?in={lang}"), t.get(said)));
        let works = decide.is_some() || tell.is_some() || onward.is_some();
        let shell = shell.crumb(t.get("assess-crumb-intake"), "/intake");
        let shell = if works { shell.keeping() } else { shell };
        let called = call_name(t, &view.person);
        let open = view.clearance.as_ref().filter(|_| standing.is_none());
        Self {
            t,
            summary: errors.summary(t),
            title: t.say("admission-title").arg("name", name(t, &view.person)).to_string(),
            stand: view.stand().code(),
            talk: format!("/intake/{}/gesprek", view.application.id),
            advice: format!("/intake/{}/advies", view.application.id),
            file: format!("/dossiers/{}", view.file),
            facts: facts(t, view, today),
            gives: intake::gives(t, view.timely, view.level),
            clearance: open.map(|(clearance, why)| ClearanceView::new(t, &called, clearance, why)),
            signal: standing.is_some_and(Admission::unguided),
            lines: (view.all.iter().rev())
                .map(|one| line(t, one, by, view.object_until.filter(|_| one.status == Status::Standing)))
                .collect(),
            papers: if AdmissionLetter::of(view).is_some() { papers.to_vec() } else { Vec::new() },
            tell,
            onward,
            decide,
            why,
            kept: None,
            here,
            shell: if errors.is_empty() { shell } else { shell.failed() },
        }
    }
}

/// Who applied for what.
fn facts(t: T, view: &AdmissionView, today: Date) -> Vec<(String, String)> {
    let of = &view.application;
    let mut facts = vec![
        (t.get("assess-applied-for"), programme(t, &view.programmes, of.programme, today)),
        (t.get("assess-applied-on"), t.date(of.applied_on)),
    ];
    facts.extend(of.starts_on.map(|day| (t.get("assess-starts-on"), t.date(day))));
    facts.push((t.get("talk-application"), t.get(&format!("application-status-{}", of.status.code()))));
    facts
}

fn deciding(t: T, view: &AdmissionView, standing: Option<&Admission>, input: &Input, errors: &Errors) -> Deciding {
    let outcome = standing.map(|one| one.outcome);
    let kinds = Kind::ALL.iter().map(|one| Opt::new(one.code(), words::kind(t, *one))).collect();
    // The list of the level; of both, where nobody knows it.
    let grounds = Ground::ALL.iter().filter(|one| one.is_of(view.level));
    let list = match view.level {
        Some(MboLevel::One) => "admission-grounds-entree",
        Some(MboLevel::Two | MboLevel::Three | MboLevel::Four) => "admission-grounds-higher",
        None => "admission-grounds-unknown",
    };
    let grounds = grounds.map(|one| Opt::new(one.code(), words::ground(t, *one)));
    let choices = Chosen::ALL.iter().map(|one| Opt::new(one.code(), words::choice(t, *one))).collect();
    let yes_no = vec![Opt::new("ja", t.get("assess-yes")), Opt::new("nee", t.get("assess-no"))];
    let chosen = |choice: Choice, code: Option<&str>| match code {
        Some(code) => choice.chosen(code),
        None => choice,
    };
    let ground = outcome.and_then(|outcome| match outcome {
        Outcome::Refuse(ground) => Some(ground.code()),
        Outcome::Enrol | Outcome::Chose(_) => None,
    });
    let chose = outcome.and_then(|outcome| match outcome {
        Outcome::Chose(choice) => Some(choice.code()),
        Outcome::Enrol | Outcome::Refuse(_) => None,
    });
    let text = |text: Option<&register::Personal<String>>| text.map(|text| text.reveal().clone()).unwrap_or_default();
    let (title, button) = match standing {
        Some(_) => ("admission-correct", "admission-do-correct"),
        None => ("admission-decide", "admission-do-decide"),
    };
    let kind = chosen(Choice::new(KIND, t.get("admission-ask-kind"), kinds), outcome.map(|one| one.kind().code()));
    Deciding {
        title: t.get(title),
        button: t.get(button),
        kind: kind.filled(t, input, errors),
        ground: chosen(Choice::new(GROUND, t.get("admission-ask-ground"), grounds.collect()), ground)
            .hint(format!("{} {}", t.get(list), t.get("admission-ask-ground-hint")))
            .optional()
            .filled(t, input, errors),
        duty: Choice::new(DUTY, t.get("admission-ask-duty"), yes_no)
            .hint(t.get("admission-ask-duty-hint"))
            .optional()
            .filled(t, input, errors),
        choice: chosen(Choice::new(CHOICE, t.get("admission-ask-choice"), choices), chose)
            .hint(t.get("admission-ask-choice-hint"))
            .optional()
            .filled(t, input, errors),
        reason: Field::text(REASON, t.get("admission-ask-reason"))
            .hint(t.get("admission-ask-reason-hint"))
            .not_here(t.get("assess-words-not-here"))
            .value(text(standing.map(|one| &one.reason)))
            .rows(4)
            .filled(t, input, errors),
        offer: Field::text(OFFER, t.get("admission-ask-offer"))
            .hint(t.get("admission-ask-offer-hint"))
            .value(text(standing.and_then(|one| one.offer.as_ref())))
            .optional()
            .rows(2)
            .filled(t, input, errors),
    }
}

fn telling(t: T, view: &AdmissionView, input: &Input, errors: &Errors) -> Telling {
    let decision = view.standing().is_some_and(|one| one.outcome.is_decision());
    let gone = view.unrecalled();
    let can = Means::ALL.iter().filter(|means| match means {
        Means::Mail => view.by_mail,
        Means::Paper => true,
        Means::Spoken => !decision && gone.is_none(),
    });
    let options = can.map(|means| {
        let said = match means {
            Means::Mail => t.get("admission-means-mail"),
            Means::Paper | Means::Spoken => intake::means(t, *means),
        };
        Opt::new(means.code(), said)
    });
    let unknown = decision && view.minor.is_none();
    let must = (decision && view.minor == Some(true)) || gone.is_some_and(|one| one.parents);
    let parents = (must || unknown).then(|| {
        let hint = if unknown { "admission-ask-parents-unknown" } else { "admission-ask-parents-hint" };
        Check::new(PARENTS, t.get("admission-ask-parents")).hint(t.get(hint)).filled(t, input, errors)
    });
    let age = unknown.then(|| {
        let options = [(YOUNGER, "admission-age-younger"), (OLDER, "admission-age-older")]
            .map(|(code, key)| Opt::new(code, t.get(key)));
        Choice::new(AGE, t.get("admission-ask-age"), options.to_vec())
            .hint(t.get("admission-ask-age-hint"))
            .filled(t, input, errors)
    });
    let means = Choice::new(MEANS, t.get("talk-ask-means"), options.collect()).filled(t, input, errors);
    Telling {
        title: t.get(if view.standing().is_some() { "admission-tell" } else { "admission-tell-gone" }),
        gone: gone.map(|one| t.say("admission-tell-gone-lead").arg("on", one.at.day).to_string()),
        means,
        age,
        parents,
    }
}

fn going(t: T, input: &Input, errors: &Errors, typed: bool) -> Going {
    let options = Where::ALL.iter().map(|one| Opt::new(one.code(), words::goes(t, *one))).collect();
    let declined = Check::new(DECLINED, t.get("admission-ask-declined")).hint(t.get("admission-ask-declined-hint"));
    Going {
        to: Choice::new(WHERE, t.get("admission-ask-where"), options).filled(t, input, errors),
        declined: if typed { declined.filled(t, input, errors) } else { declined },
        words: Field::text(WORDS, t.get("admission-ask-words"))
            .hint(t.get("talk-applicant-reads"))
            .optional()
            .rows(2)
            .filled(t, input, errors),
    }
}

impl Page for DecisionPage {
    const NAME: &'static str = "intake/decision";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let page = |state: Stand, errors: &Errors| {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/besluit");
            Some(Self::new(shell, &words::view(state)?, None, errors, crate::say::people::now().day))
        };
        let none = Errors::none();
        let mut decide = Errors::one(KIND, "error-admission-not-clear");
        decide.add(GROUND, "error-admission-no-ground");
        decide.add(DUTY, "error-admission-duty");
        decide.add(CHOICE, "error-admission-choice");
        decide.add(REASON, "error-admission-reason");
        decide.add(OFFER, "error-admission-offer");
        let mut tell = Errors::one(MEANS, "error-admission-means");
        tell.add(PARENTS, "error-admission-parents");
        tell.add(WHERE, "error-admission-where");
        tell.add(WORDS, "error-admission-words");
        tell.add(WHY, "error-talk-why");
        let entree = || {
            let shell = Shell::sample_as(t, Role::Intaker, "/intake/018f/besluit");
            let view = AdmissionView { level: Some(MboLevel::One), ..words::view(Stand::Clear)? };
            Some(Self::new(shell, &view, None, &Errors::none(), crate::say::people::now().day))
        };
        let all = [
            ("entree", entree()),
            ("clear", page(Stand::Clear, &none)),
            ("waits", page(Stand::Waits, &none)),
            ("errors", page(Stand::Waits, &decide)),
            ("enrolled", page(Stand::Enrolled, &none)),
            ("refused", page(Stand::Refused, &none)),
            ("refused-errors", page(Stand::Refused, &tell)),
            ("guided", page(Stand::Guided, &none)),
            ("chose", page(Stand::Chose, &none)),
            ("back", page(Stand::Back, &none)),
            ("recalled", page(Stand::Recalled, &none)),
            ("ageless", page(Stand::Ageless, &none)),
            ("ageless-errors", page(Stand::Ageless, &Errors::one(AGE, "error-admission-age"))),
        ];
        all.into_iter().filter_map(|(name, page)| Some((name, page?))).collect()
    }
}
