//! Answers that were given elsewhere and written down by a member of staff; what the school replies.

use super::*;
use crate::fixtures::*;

const WISH: &str = "Liever online.";

fn wish() -> Answer {
    Answer::ChangeAsked { words: WISH.to_owned().into() }
}

#[test]
fn an_answer_given_elsewhere_counts_when_it_is_in_writing() {
    let yes = || Answer::Agreed;
    let no = || Answer::NotAgreed { words: None };
    let guardian = Answerer::Guardian(guardian_id());
    let student = Answerer::Student;
    let alone = WhoMustAnswer::Student;
    type Said<'a> = (Answerer, Answer, Channel);
    use Channel::{Mail, Paper, Spoken};
    let cases: [(&str, &WhoMustAnswer, Vec<Said<'_>>, Status); 9] = [
        ("on paper", &alone, vec![(student, yes(), Paper)], Status::InForce),
        ("by mail", &alone, vec![(student, yes(), Mail)], Status::InForce),
        ("spoken: it waits", &alone, vec![(student, yes(), Spoken)], Status::Offered),
        ("spoken, then on paper", &alone, vec![(student, yes(), Spoken), (student, yes(), Paper)], Status::InForce),
        ("a spoken no needs no paper", &alone, vec![(student, no(), Spoken)], Status::NotAgreed),
        ("nor does a spoken wish", &alone, vec![(student, wish(), Spoken)], Status::ChangeAsked),
        ("15, both on paper", &young(), vec![(student, yes(), Paper), (guardian, yes(), Paper)], Status::InForce),
        (
            "15, the parent only spoke",
            &young(),
            vec![(student, yes(), Paper), (guardian, yes(), Spoken)],
            Status::Offered,
        ),
        (
            "15, the student only spoke",
            &young(),
            vec![(student, yes(), Spoken), (guardian, yes(), Paper)],
            Status::Offered,
        ),
    ];
    for (what, who, said, status) in cases {
        let mut agreement = walk(&[Step::Offer], who);
        for (by, words, channel) in said {
            let command = noted(version_id(1), by, words, channel, "2026-06-02");
            agreement = answer(&agreement, command, who, at("2026-06-05")).unwrap().after;
        }
        assert_eq!(agreement.versions[0].status, status, "{what}");
    }
}

#[test]
fn a_spoken_yes_is_confirmed_on_the_screen_as_well() {
    let alone = WhoMustAnswer::Student;
    let spoken = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Spoken, "2026-06-02");
    let waits = answer(&walk(&[Step::Offer], &alone), spoken.clone(), &alone, at("2026-06-03")).unwrap().after;
    let version = &waits.versions[0];
    assert!(version.to_confirm(Answerer::Student).is_some());
    assert_eq!(version.waits_for(&alone), Some(Waiting::Student), "who spoke has yet to agree in writing");
    assert_eq!(answer(&waits, spoken, &alone, at("2026-06-04")), Err(AnswerRefusal::AlreadyAnswered));
    let here = command(version_id(1), Answerer::Student, Answer::Agreed);
    let agreed = answer(&waits, here, &alone, at("2026-06-04")).unwrap().after;
    assert_eq!(agreed.versions[0].status, Status::InForce);
    assert_eq!(agreed.versions[0].agreed_on(), Some(when("2026-06-04")), "not the day on which it was only spoken");
    assert_eq!(agreed.versions[0].to_confirm(Answerer::Student), None);
}

#[test]
fn the_day_on_the_paper_is_the_day_of_the_agreement() {
    let alone = WhoMustAnswer::Student;
    let paper = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Paper, "2026-07-25");
    let agreed = answer(&walk(&[Step::Offer], &alone), paper, &alone, at("2026-08-03")).unwrap().after;
    let version = &agreed.versions[0];
    assert_eq!(version.agreed_on(), Some(When { day: day("2026-07-25"), at: None }), "nobody knows the hour");
    assert_eq!(version.status_since, at("2026-08-03"), "in the register since it was written down");
    assert!(written_before(day("2026-07-25"), day("2026-08-01")));
    let guardian = Answerer::Guardian(guardian_id());
    let one = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Paper, "2026-07-25");
    let half = answer(&walk(&[Step::Offer], &young()), one, &young(), at("2026-08-03")).unwrap().after;
    let both = answer(&half, command(version_id(1), guardian, Answer::Agreed), &young(), at("2026-08-04")).unwrap();
    assert_eq!(both.after.versions[0].agreed_on(), Some(when("2026-08-04")), "the last one that was needed");
}

#[test]
fn a_day_that_cannot_be_is_refused() {
    let alone = WhoMustAnswer::Student;
    let offered = walk(&[Step::Offer], &alone); // on 1 June
    let waiting = walk(&[Step::Offer, Step::Yes], &young()); // the student agreed on 2 June
    let cases = [
        ("tomorrow", &offered, "2026-06-11", Err(AnswerRefusal::DayToCome)),
        ("today", &offered, "2026-06-10", Ok(())),
        ("on the day of the proposal", &offered, "2026-06-01", Ok(())),
        ("before it", &offered, "2026-05-31", Err(AnswerRefusal::DayBeforeProposal { proposed: day("2026-06-01") })),
        (
            "an old paper does not undo what was said since",
            &waiting,
            "2026-06-01",
            Err(AnswerRefusal::AnsweredSince { on: day("2026-06-02") }),
        ),
        ("a paper of the same day was written down last", &waiting, "2026-06-02", Ok(())),
    ];
    for (what, agreement, on, expected) in cases {
        let command = noted(version_id(1), Answerer::Student, wish(), Channel::Paper, on);
        let found = answer(agreement, command, &young(), at("2026-06-10")).map(|_| ());
        assert_eq!(found, expected, "{what}");
    }
}

/// A version that was decided by an answer on paper, and then that answer taken back.
fn undone(before: &[Step], said: Answer, after: &[Step]) -> Result<Vec<Status>, TakeBackRefusal> {
    let alone = WhoMustAnswer::Student;
    let agreement = walk(before, &alone);
    let id = agreement.latest().unwrap().id;
    let paper = noted(id, Answerer::Student, said, Channel::Paper, "2026-06-10");
    let mut agreement = answer(&agreement, paper, &alone, at("2026-06-10")).unwrap().after;
    let number = agreement.version(id).unwrap().answers.last().unwrap().number;
    for step in after {
        let now = at("2026-06-11");
        agreement = match step {
            Step::Offer => {
                let next = proposal(&agreement, Subject::Application(application_id()), None);
                propose(&agreement, next, now).unwrap().after
            }
            Step::Yes => {
                let newest = command(agreement.latest().unwrap().id, Answerer::Student, Answer::Agreed);
                answer(&agreement, newest, &alone, now).unwrap().after
            }
            other => panic!("{other:?}"),
        };
    }
    let change = take_back(&agreement, id, number, "Van een andere student.", account_id(), at("2026-06-12"))?;
    let version = change.after.version(id).unwrap();
    assert!(version.answers.last().unwrap().taken_back.is_some(), "it stays, and says that it was taken back");
    Ok(change.after.versions.iter().map(|version| version.status).collect())
}

#[test]
fn what_a_wrong_answer_decided_is_undone() {
    use Status::{InForce, Offered, Superseded};
    use Step::{Offer, Yes};
    let no = || Answer::NotAgreed { words: None };
    let cases = [
        ("a yes: it waits again", undone(&[Offer], Answer::Agreed, &[]), Ok(vec![Offered])),
        ("a no", undone(&[Offer], no(), &[]), Ok(vec![Offered])),
        ("a wish", undone(&[Offer], wish(), &[]), Ok(vec![Offered])),
        (
            "what it replaced holds as before",
            undone(&[Offer, Yes, Offer], Answer::Agreed, &[]),
            Ok(vec![InForce, Offered]),
        ),
        (
            "a newer proposal was made since: that is the one to answer",
            undone(&[Offer, Yes, Offer], Answer::Agreed, &[Offer]),
            Ok(vec![InForce, Superseded, Offered]),
        ),
        ("a no, and a newer proposal since", undone(&[Offer], no(), &[Offer]), Ok(vec![Superseded, Offered])),
        (
            "a newer version was agreed: it rests on what was replaced",
            undone(&[Offer], Answer::Agreed, &[Offer, Yes]),
            Err(TakeBackRefusal::RestsOnIt { status: Status::Replaced }),
        ),
    ];
    for (what, found, expected) in cases {
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn only_what_was_written_down_is_taken_back_once_and_with_a_reason() {
    let alone = WhoMustAnswer::Student;
    let here = walk(&[Step::Offer, Step::Yes], &alone);
    let take = |agreement: &Agreement, number, why| {
        take_back(agreement, version_id(1), number, why, account_id(), at("2026-06-12"))
    };
    assert_eq!(take(&here, 1, "Fout."), Err(TakeBackRefusal::GivenHere), "it is the student's own");
    assert_eq!(take(&here, 2, "Fout."), Err(TakeBackRefusal::NoSuchAnswer));
    let paper = noted(version_id(1), Answerer::Student, Answer::Agreed, Channel::Paper, "2026-06-02");
    let noted = answer(&walk(&[Step::Offer], &alone), paper, &alone, at("2026-06-03")).unwrap().after;
    assert_eq!(take(&noted, 1, " "), Err(TakeBackRefusal::Why(crate::field::Problem::Missing)));
    let once = take(&noted, 1, "Fout.").unwrap().after;
    assert_eq!(take(&once, 1, "Fout."), Err(TakeBackRefusal::AlreadyTakenBack));
    assert_eq!(once.versions[0].agreed_on(), None);
    assert_eq!(once.versions[0].answer_of(Answerer::Student), None);
}

#[test]
fn one_guardian_is_enough_also_when_the_other_one_is_taken_back() {
    let other = crate::GuardianId(uuid::Uuid::from_u128(33));
    let who = WhoMustAnswer::StudentAndGuardian { with_authority: vec![guardian_id(), other] };
    let mut agreement = walk(&[Step::Offer], &who);
    for by in [Answerer::Guardian(guardian_id()), Answerer::Guardian(other), Answerer::Student] {
        let paper = noted(version_id(1), by, Answer::Agreed, Channel::Paper, "2026-06-02");
        agreement = answer(&agreement, paper, &who, at("2026-06-03")).unwrap().after;
    }
    let back = |agreement: &Agreement, number| {
        take_back(agreement, version_id(1), number, "Fout.", account_id(), at("2026-06-12")).unwrap().after
    };
    let one = back(&agreement, 2);
    assert_eq!(one.versions[0].status, Status::InForce);
    assert_eq!(back(&one, 1).versions[0].status, Status::Offered, "none is left");
}

#[test]
fn a_reply_is_to_the_newest_version_that_asks_for_one() {
    let alone = WhoMustAnswer::Student;
    let say = |agreement: &Agreement, number, words| {
        reply(agreement, version_id(number), words, account_id(), at("2026-06-20"))
    };
    let asked = walk(&[Step::Offer, Step::Ask], &alone);
    let once = say(&asked, 1, "Dat kan niet op maandag.").unwrap().after;
    assert!(asked.versions[0].asks_reply() && !once.versions[0].asks_reply());
    assert_eq!(once.versions[0].status, Status::ChangeAsked, "a reply moves nothing: the answer stands");
    assert_eq!(say(&once, 1, "Dat kan niet op maandag."), Err(ReplyRefusal::AlreadyReplied), "sent twice");
    let mended = say(&once, 1, "Dat kan niet op maandag en dinsdag.").unwrap().after;
    assert_eq!(mended.versions[0].replies.len(), 2, "both stay readable");
    let open = walk(&[Step::Offer], &alone);
    let newer = walk(&[Step::Offer, Step::Ask, Step::Offer], &alone);
    assert_eq!(say(&open, 1, "Nee."), Err(ReplyRefusal::NotAsked { status: Status::Offered }));
    assert_eq!(say(&newer, 1, "Nee."), Err(ReplyRefusal::NewerVersion { latest: version_id(2) }));
    assert_eq!(say(&asked, 9, "Nee."), Err(ReplyRefusal::NoSuchVersion));
    assert_eq!(say(&asked, 1, ""), Err(ReplyRefusal::Words(crate::field::Problem::Missing)));
}
