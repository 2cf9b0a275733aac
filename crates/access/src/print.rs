//! The whole policy as text that someone who does not program can read: `docs/access.md`.

use crate::{Action, Grant, Reason, Role, grant, grant::bearer_may, grant::outsider_may, has_rooms, system_may};
use std::fmt::Write;

/// Sign of each grant in the matrix, and what it means.
const fn legend(grant: Grant) -> (&'static str, &'static str) {
    match grant {
        Grant::OwnStudents => ("O", "files of the students one coaches, whatever the membership's scope"),
        Grant::InHand => (
            "A",
            "files that the intake has in hand, in the teams of the scope: an open application, or an enrolment that runs \
             or is to come, until 92 days after its first day",
        ),
        Grant::Scope => (
            "S",
            "files in the teams of the scope, or of the whole school; and those whose referral one accepted, from then until it \
             ends. Of a student of other teams one reads what is asked of the next line, and nothing of the file before accepting",
        ),
        Grant::WholeSchool => ("W", "every file of the school"),
        Grant::OwnFile => ("me", "one's own file"),
        Grant::GuardianAnswers => ("<16", "a child's file, as a guardian with authority, under 16"),
        Grant::GuardianAgrees => (
            "<16*",
            "a child's measures, to answer them: as a guardian with authority, under 16, or under the age that the school set \
             (18 at most)",
        ),
        Grant::GuardianMeasures => (
            "<18",
            "a child's measures, as a guardian with authority, under 18 (from 16 as far as the school's policy \
             informs), or as far as the student allows",
        ),
        Grant::Shared => ("shared", "the agreement that is shared with somebody outside the school, and nothing else"),
        Grant::Card => ("card", "the card that a student shows with a link, and nothing else"),
        Grant::TaughtGroups => (
            "G",
            "lesson groups that one teaches today: the measures for their lessons and tests of students who are in the group \
             today",
        ),
        Grant::ManagedTeams => (
            "T",
            "teams that one manages or whose work one divides, or all of the school for who works on policy: numbers, what \
             colleagues know and what the team offers; no file",
        ),
        Grant::School => ("x", "the school as a whole, no file"),
        Grant::Measurements => ("m", "what a research body measures: no file, and nothing of a school"),
        Grant::OwnAccount => ("own", "one's own account"),
    }
}

/// The policy as Markdown.
pub fn policy() -> String {
    let mut text = String::from(
        "# Who may do what\n\n\
         Printed from `crates/access` (`access::policy`) and kept true by a test; to change it, change `grant` there and run\n\
         `MEEDOEN_WRITE_DOCS=1 cargo test -p access`.\n\n\
         What is empty is denied, and what is denied does not exist for that role (404). Nothing of another school ever\n\
         exists. A session acts in one role at a time.\n\n## Signs\n\n| sign | reaches |\n| --- | --- |\n",
    );
    for found in Grant::ALL {
        let (sign, meaning) = legend(*found);
        line(&mut text, &[sign, meaning]);
    }
    text.push_str("\n## Roles and actions\n\n");
    let (with, without): (Vec<Role>, Vec<Role>) = Role::ALL.iter().copied().partition(|role| has_rooms(*role));
    let mut header = vec!["action"];
    header.extend(with.iter().map(|role| role.code()));
    line(&mut text, &header);
    line(&mut text, &vec!["---"; header.len()]);
    for action in Action::ALL {
        let mut cells = vec![action.code()];
        cells.extend(with.iter().map(|role| grant(*role, *action).map_or("", |found| legend(found).0)));
        line(&mut text, &cells);
    }
    let without: Vec<_> = without.iter().map(|role| format!("`{}`", role.code())).collect();
    text.push_str(
        "\nWho of the school looked at a file (`see_look_log`) is read by whom a student asks about it: the coach, and the\n\
         care coordinator. Others work with a file without knowing what each colleague did. The student reads all of it\n\
         (`see_own_look_log`), and the privacy officer what a concern is about.\n",
    );
    let outside: Vec<_> =
        Action::ALL.iter().filter(|action| outsider_may(**action).is_some()).map(|a| a.code()).collect();
    text.push_str(
        "\nSomebody outside the school, with whom a student lets the school share an agreement, has no account and no role.\n\
         Their link opens with a code that goes to the address that the school entered. They may, of that one student: ",
    );
    text.push_str(&outside.join(", "));
    text.push_str(".\n");
    let bearer: Vec<_> = Action::ALL.iter().filter(|action| bearer_may(**action).is_some()).map(|a| a.code()).collect();
    text.push_str(
        "\nWhoever holds the link with which a student shows their own card has no account either, for as long as the student\n\
         chose. They may, of that one student: ",
    );
    text.push_str(&bearer.join(", "));
    text.push_str(".\n");
    text.push_str("\nRoles whose rooms are not built yet have their own account and nothing else: ");
    text.push_str(&without.join(", "));
    text.push_str(".\n\n## The system\n\nCommands act for a reason that has a name, at one tenant.\n\n");
    line(&mut text, &["reason", "actions"]);
    line(&mut text, &["---", "---"]);
    for reason in Reason::ALL {
        let may: Vec<_> = Action::ALL.iter().filter(|action| system_may(*reason, **action)).map(|a| a.code()).collect();
        let may = if may.is_empty() { "nothing".to_owned() } else { may.join(", ") };
        line(&mut text, &[reason.code(), &may]);
    }
    text
}

/// One row of a Markdown table.
fn line(text: &mut String, cells: &[&str]) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "| {} |", cells.join(" | "));
}
