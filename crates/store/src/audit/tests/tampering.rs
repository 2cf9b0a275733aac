//! What someone with the database, and without the key, might do to it, and what `audit verify --data` says of each.
//!
//! Each case runs in a transaction that is thrown away after it was proven. `{a}` and `{b}` are the schools; what else
//! stands in braces is filled in by [`words`].

use super::super::{Head, Proof, Verdict, chain, facts};
use super::played::Played;
use crate::db::{Conn, Tx};
use crate::ddl::Engine;
use register::TenantId;
use sqlx::{AssertSqlSafe, Executor};

/// Where it is found, and by what.
enum Found {
    /// In the chain of school A, at an event, with these words.
    Chain(&'static str, &'static str),
    /// By holding the facts of school A against its chain: a kind of unit, and these words.
    Fact(&'static str, &'static str),
    /// As `Fact`, in the installation's chain.
    Global(&'static str, &'static str),
    /// By nothing in the database: only by a head that was written down. With these words then.
    Head(&'static str),
}
use Found::{Chain, Fact, Global, Head as OnlyHead};

const CHANGED: &str = "it was changed after the event that wrote it";
const DELETED: &str = "it was deleted after the event that wrote it";
const UNTOLD: &str = "no event tells of it";

/// How it is called, what is done, and what finds it.
const TAMPERING: &[(&str, &str, Found)] = &[
    // Events.
    (
        "say something else",
        "UPDATE audit_event SET payload = replace(payload, 'Medewerker', 'Iemand') WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its payload was changed"),
    ),
    (
        "say something else, with a digest that fits",
        "UPDATE audit_event SET payload = {forged}, digest = {forged digest} WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "say that another did it",
        "UPDATE audit_event SET payload = replace(payload, {intaker}, {student}) WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its payload was changed"),
    ),
    (
        "make the payload nonsense",
        "UPDATE audit_event SET payload = '{' WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its payload was changed"),
    ),
    (
        "make the payload nonsense, with a digest that fits",
        "UPDATE audit_event SET payload = '{', digest = {nonsense digest} WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "move it in time",
        "UPDATE audit_event SET at = (SELECT x.at FROM audit_event x WHERE x.tenant_id = {a} AND x.seq = 3) WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "give it a time that is none",
        "UPDATE audit_event SET at = 'infinity' WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its time cannot be read"),
    ),
    (
        "name another key",
        "UPDATE audit_event SET key_id = 'other' WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its key is not in the key file"),
    ),
    (
        "change its digest",
        "UPDATE audit_event SET digest = hash WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "change its hash",
        "UPDATE audit_event SET hash = digest WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "empty its salt",
        "UPDATE audit_event SET salt = NULL WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its payload is erased by half"),
    ),
    (
        "empty its payload",
        "UPDATE audit_event SET payload = NULL WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its payload is erased by half"),
    ),
    (
        "erase one, as retention would",
        "DELETE FROM audit_subject WHERE tenant_id = {a} AND seq = {look}; \
        UPDATE audit_event SET payload = NULL, salt = NULL WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "no event says that it was erased"),
    ),
    (
        "erase all, as retention would",
        "DELETE FROM audit_subject WHERE tenant_id = {a}; \
        UPDATE audit_event SET payload = NULL, salt = NULL WHERE tenant_id = {a}",
        Chain("1", "no event says that it was erased"),
    ),
    (
        "erase the event that says what was erased",
        "UPDATE audit_event SET payload = NULL, salt = NULL WHERE tenant_id = {a} AND seq = {list} + 1",
        Chain("{erased}", "no event says that it was erased"),
    ),
    (
        "leave the subject rows of an erased event",
        "INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, {erased})",
        Chain("{erased}", "its subject rows were changed"),
    ),
    (
        "put back what was erased",
        "UPDATE audit_event SET salt = {old salt}, payload = {old payload} WHERE tenant_id = {a} AND seq = {erased}; \
        INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, {erased})",
        Chain("{erased}", "it was erased, and stands here again"),
    ),
    (
        "delete one",
        "DELETE FROM audit_event WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "an event is missing"),
    ),
    (
        "delete the first",
        "DELETE FROM audit_event WHERE tenant_id = {a} AND seq = 1",
        Chain("1", "an event is missing"),
    ),
    (
        "delete the last",
        "DELETE FROM audit_event WHERE tenant_id = {a} AND seq = {last}",
        Chain("{last} - 1", "does not end where its head says"),
    ),
    ("delete all", "DELETE FROM audit_event WHERE tenant_id = {a}", Chain("0", "does not end where its head says")),
    (
        "put one before the first",
        "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
        SELECT tenant_id, 0, at, salt, payload, digest, key_id, hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}",
        Chain("0", "an event stands outside the chain"),
    ),
    (
        "put one far before the first, with its subject",
        "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
        SELECT tenant_id, -7, at, salt, payload, digest, key_id, hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}; \
        INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, -7)",
        Chain("-7", "an event stands outside the chain"),
    ),
    (
        "put one after the last",
        "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
        SELECT tenant_id, {last} + 1, at, salt, payload, digest, key_id, hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}",
        Chain("{last} + 1", "an event stands outside the chain"),
    ),
    (
        "put one after the last, and move the head to it",
        "INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
        SELECT tenant_id, {last} + 1, at, salt, payload, digest, key_id, hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}; \
        UPDATE audit_head SET seq = {last} + 1, hash = (SELECT hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}) WHERE tenant_id = {a}",
        Chain("{last} + 1", "its"),
    ),
    (
        "put one between, and renumber what follows",
        "UPDATE audit_event SET seq = seq + 1000 WHERE tenant_id = {a} AND seq > {look}; \
        UPDATE audit_event SET seq = seq - 999 WHERE tenant_id = {a} AND seq > 1000; \
        INSERT INTO audit_event (tenant_id, seq, at, salt, payload, digest, key_id, hash) \
        SELECT tenant_id, seq + 1, at, salt, payload, digest, key_id, hash FROM audit_event WHERE tenant_id = {a} AND seq = {look}; \
        UPDATE audit_head SET seq = seq + 1 WHERE tenant_id = {a}",
        Chain("{look} + 1", "its hash does not follow"),
    ),
    (
        "change the order of two",
        "UPDATE audit_event SET seq = 5000 WHERE tenant_id = {a} AND seq = {look}; \
        UPDATE audit_event SET seq = {look} WHERE tenant_id = {a} AND seq = {list}; \
        UPDATE audit_event SET seq = {list} WHERE tenant_id = {a} AND seq = 5000",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "renumber the last, and the head with it",
        "UPDATE audit_event SET seq = seq + 2 WHERE tenant_id = {a} AND seq = {last}; \
        DELETE FROM audit_subject WHERE tenant_id = {a} AND seq = {last}; UPDATE audit_head SET seq = seq + 2 WHERE tenant_id = {a}",
        Chain("{last}", "an event is missing"),
    ),
    (
        "swap two payloads",
        "UPDATE audit_event SET salt = {list salt}, payload = {list payload} WHERE tenant_id = {a} AND seq = {look}; \
        UPDATE audit_event SET salt = {look salt}, payload = {look payload} WHERE tenant_id = {a} AND seq = {list}",
        Chain("{look}", "its payload was changed"),
    ),
    (
        "copy one over another",
        "UPDATE audit_event SET salt = {list salt}, payload = {list payload}, \
        digest = (SELECT x.digest FROM audit_event x WHERE x.tenant_id = {a} AND x.seq = {list}) WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    // The head.
    (
        "move the head on",
        "UPDATE audit_head SET seq = seq + 90 WHERE tenant_id = {a}",
        Chain("{last}", "does not end where its head says"),
    ),
    (
        "move the head back",
        "UPDATE audit_head SET seq = seq - 1 WHERE tenant_id = {a}",
        Chain("{last}", "an event stands outside the chain"),
    ),
    (
        "replace the hash of the head",
        "UPDATE audit_head SET hash = {zeros} WHERE tenant_id = {a}",
        Chain("{last}", "does not end where its head says"),
    ),
    (
        "delete the head",
        "DELETE FROM audit_head WHERE tenant_id = {a}",
        Chain("1", "an event stands outside the chain"),
    ),
    (
        "make the head nonsense",
        "UPDATE audit_head SET seq = -1 WHERE tenant_id = {a}",
        Chain("1", "an event stands outside the chain"),
    ),
    ("cut the end off, and set the head back", CUT_LOOKS, OnlyHead("events after this one were cut off")),
    ("cut off what tells of a change, and set the head back", CUT_CHANGES, Fact("file", CHANGED)),
    (
        "cut off everything",
        "DELETE FROM audit_subject WHERE tenant_id = {a}; DELETE FROM audit_wrote WHERE tenant_id = {a}; \
        DELETE FROM audit_event WHERE tenant_id = {a}; DELETE FROM audit_head WHERE tenant_id = {a}",
        Fact("person", UNTOLD),
    ),
    ("restore an old copy, facts and all", OLD_COPY, OnlyHead("events after this one were cut off")),
    // Between schools.
    (
        "copy an event of another school",
        "UPDATE audit_event SET \
        at = (SELECT x.at FROM audit_event x WHERE x.tenant_id = {b} AND x.seq = 2), \
        salt = (SELECT x.salt FROM audit_event x WHERE x.tenant_id = {b} AND x.seq = 2), \
        payload = (SELECT x.payload FROM audit_event x WHERE x.tenant_id = {b} AND x.seq = 2), \
        digest = (SELECT x.digest FROM audit_event x WHERE x.tenant_id = {b} AND x.seq = 2), \
        hash = (SELECT x.hash FROM audit_event x WHERE x.tenant_id = {b} AND x.seq = 2) WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its hash does not follow"),
    ),
    (
        "put another school's whole chain in its place",
        "DELETE FROM audit_subject WHERE tenant_id = {a}; DELETE FROM audit_wrote WHERE tenant_id = {a}; \
        DELETE FROM audit_event WHERE tenant_id = {a}; DELETE FROM audit_head WHERE tenant_id = {a}; \
        UPDATE audit_subject SET tenant_id = {a} WHERE tenant_id = {b}; UPDATE audit_wrote SET tenant_id = {a} WHERE tenant_id = {b}; \
        UPDATE audit_event SET tenant_id = {a} WHERE tenant_id = {b}; UPDATE audit_head SET tenant_id = {a} WHERE tenant_id = {b}",
        Chain("1", "its hash does not follow"),
    ),
    (
        "move a chain to a school that is not there",
        "UPDATE audit_head SET tenant_id = {new} WHERE tenant_id = {b}",
        Global("institution", "a school that is not there"),
    ),
    // Subjects.
    (
        "add a subject",
        "INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {bert}, {look})",
        Chain("{look}", "its subject rows were changed"),
    ),
    (
        "drop a subject",
        "DELETE FROM audit_subject WHERE tenant_id = {a} AND seq = {list} AND person_id = {bert}",
        Chain("{list}", "its subject rows were changed"),
    ),
    (
        "put another in a subject's place",
        "UPDATE audit_subject SET person_id = {bert} WHERE tenant_id = {a} AND seq = {look}",
        Chain("{look}", "its subject rows were changed"),
    ),
    (
        "a subject row beyond the head",
        "INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, {last} + 1)",
        Chain("{last} + 1", "subject rows stand outside the chain"),
    ),
    (
        "a subject row before the first",
        "INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, 0)",
        Chain("0", "subject rows stand outside the chain"),
    ),
    // Digests.
    (
        "change a digest",
        "UPDATE audit_wrote SET digest = {zeros} WHERE tenant_id = {a} AND seq = {answered} AND kind = 'file'",
        Chain("{answered}", "the digests of what it wrote"),
    ),
    (
        "drop the digests of an event",
        "DELETE FROM audit_wrote WHERE tenant_id = {a} AND seq = {answered}",
        Chain("{answered}", "its hash does not follow"),
    ),
    (
        "add a digest to a look",
        "INSERT INTO audit_wrote (tenant_id, seq, kind, unit_id, digest) VALUES ({a}, {look}, 'person', {bert}, {zeros})",
        Chain("{look}", "the digests of what it wrote"),
    ),
    (
        "put an older digest in the newest's place",
        "UPDATE audit_wrote SET digest = (SELECT x.digest FROM audit_wrote x WHERE x.tenant_id = {a} AND x.seq = {proposed} AND x.kind = 'file') \
        WHERE tenant_id = {a} AND seq = {answered} AND kind = 'file'",
        Chain("{answered}", "the digests of what it wrote"),
    ),
    (
        "digests beyond the head",
        "INSERT INTO audit_wrote (tenant_id, seq, kind, unit_id, digest) VALUES ({a}, {last} + 1, 'person', {bert}, {zeros})",
        Chain("{last} + 1", "digests stand outside the chain"),
    ),
    // What students said and schools agreed.
    (
        "change an answer",
        "UPDATE agreement_answer SET answer = 'change_asked' WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    ("delete an answer", "DELETE FROM agreement_answer WHERE tenant_id = {a}", Fact("file", CHANGED)),
    (
        "say that another answered",
        "UPDATE agreement_answer SET answered_by = 'guardian' WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    (
        "answer earlier",
        "UPDATE agreement_answer SET answered_on = '2026-01-01' WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    ("delete a need", "DELETE FROM need WHERE tenant_id = {a}", Fact("file", CHANGED)),
    ("swap the sealed words of a need", "UPDATE need SET words = {zeros} WHERE tenant_id = {a}", Fact("file", CHANGED)),
    (
        "change the statutory facts",
        "UPDATE statutory SET extra_support = NOT extra_support WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    (
        "add statutory facts",
        "INSERT INTO statutory (tenant_id, file_id, number, ground, extra_support, assessed_at, assessed_on) \
        SELECT tenant_id, file_id, number + 1, ground, extra_support, assessed_at, assessed_on FROM statutory WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    (
        "hold the intake on another day",
        "UPDATE intake SET held_on = '2026-01-01' WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    (
        "lower the level of a line",
        "UPDATE agreement_line SET level = 'basic' WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    ("end a line", "UPDATE agreement_line SET ends = '2026-09-01' WHERE tenant_id = {a}", Fact("file", CHANGED)),
    ("delete the lines", "DELETE FROM agreement_line WHERE tenant_id = {a}", Fact("file", CHANGED)),
    ("end a version", "UPDATE agreement_version SET status = 'ended' WHERE tenant_id = {a}", Fact("file", CHANGED)),
    (
        "agree about something else",
        "UPDATE agreement_subject SET subject_id = {new} WHERE tenant_id = {a}",
        Fact("file", CHANGED),
    ),
    (
        "cut an agreement loose from its file",
        "DELETE FROM agreement WHERE tenant_id = {a}",
        Fact("agreement_line", "rows that lead to nobody"),
    ),
    (
        "count the version of a file back",
        "UPDATE support_file SET version = 1 WHERE tenant_id = {a} AND file_id = {file}",
        Fact("file", CHANGED),
    ),
    ("purge without a word", "DELETE FROM file_key WHERE tenant_id = {a}", Fact("file", CHANGED)),
    ("delete a file", "DELETE FROM support_file WHERE tenant_id = {a} AND person_id = {bert}", Fact("file", DELETED)),
    // Who it is about.
    (
        "rename a student",
        "UPDATE person SET family_name = 'Iemand' WHERE tenant_id = {a} AND person_id = {anna}",
        Fact("person", CHANGED),
    ),
    (
        "make a student older",
        "UPDATE person SET birth_year = 2000 WHERE tenant_id = {a} AND person_id = {anna}",
        Fact("person", CHANGED),
    ),
    (
        "take a guardian's authority",
        "UPDATE guardian SET authority = NOT authority WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "add a guardian",
        "INSERT INTO guardian (tenant_id, guardian_id, person_id, name, authority, begins) \
        SELECT tenant_id, {new}, {bert}, name, authority, begins FROM guardian WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "give a guardian days that are none",
        "UPDATE guardian SET ends = 'infinity' WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "close an application",
        "UPDATE application SET status = 'withdrawn' WHERE tenant_id = {a} AND person_id = {anna}",
        Fact("person", CHANGED),
    ),
    (
        "give a student another coach",
        "UPDATE person_coach SET account_id = {new} WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "put a student in a team",
        "INSERT INTO person_team (tenant_id, person_id, team_id, begins) \
        SELECT tenant_id, {bert}, team_id, begins FROM person_team WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "give a number to someone else",
        "UPDATE identifier SET person_id = {bert} WHERE tenant_id = {a}",
        Fact("person", CHANGED),
    ),
    (
        "add a student",
        "INSERT INTO person (tenant_id, person_id, sort_key, import_id) \
        SELECT tenant_id, {new}, sort_key, import_id FROM person WHERE tenant_id = {a} AND person_id = {anna}",
        Fact("person", UNTOLD),
    ),
    (
        "delete a student",
        "DELETE FROM person_coach WHERE tenant_id = {a} AND person_id = {bert}; DELETE FROM application WHERE tenant_id = {a} AND person_id = {bert}; \
        DELETE FROM person WHERE tenant_id = {a} AND person_id = {bert}",
        Fact("person", DELETED),
    ),
    ("end an enrolment", "UPDATE enrolment SET ended = '2026-01-01' WHERE tenant_id = {a}", Fact("enrolment", CHANGED)),
    (
        "withdraw support that was reported",
        "UPDATE support_period SET withdrawn_by = import_id WHERE tenant_id = {a}",
        Fact("enrolment", CHANGED),
    ),
    (
        "cut support loose from its enrolment",
        "DELETE FROM enrolment WHERE tenant_id = {a}",
        Fact("support_period", "rows that lead to nobody"),
    ),
    (
        "change what an import did",
        "UPDATE import_run SET report = '{}', imported_by = 'nobody' WHERE tenant_id = {a}",
        Fact("import", CHANGED),
    ),
    // Rights.
    (
        "insert a role",
        "INSERT INTO membership (tenant_id, membership_id, account_id, role, scope, begins) \
        SELECT tenant_id, {new}, account_id, 'care_coordinator', 'school', begins FROM membership WHERE tenant_id = {a} AND role = 'student'",
        Fact("membership", UNTOLD),
    ),
    (
        "widen a role",
        "UPDATE membership SET scope = 'school' WHERE tenant_id = {a} AND role = 'intaker'",
        Fact("membership", CHANGED),
    ),
    (
        "end a role",
        "UPDATE membership SET ends = begins WHERE tenant_id = {a} AND role = 'intaker'",
        Fact("membership", CHANGED),
    ),
    (
        "delete a role",
        "DELETE FROM membership_team WHERE tenant_id = {a}; DELETE FROM membership WHERE tenant_id = {a} AND role = 'intaker'",
        Fact("membership", DELETED),
    ),
    (
        "add a team to a role",
        "INSERT INTO membership_team (tenant_id, membership_id, team_id) \
        SELECT m.tenant_id, m.membership_id, t.team_id FROM membership m JOIN team t ON t.tenant_id = m.tenant_id \
        WHERE m.tenant_id = {a} AND m.role = 'intaker' AND t.name = 'Techniek'",
        Fact("membership", CHANGED),
    ),
    (
        "rename a team",
        "UPDATE team SET name = 'Zorg en welzijn' WHERE tenant_id = {a} AND name = 'Zorg'",
        Fact("team", CHANGED),
    ),
    ("rename an account", "UPDATE account SET name = 'Iemand anders'", Global("account", CHANGED)),
    ("give an account a password", "UPDATE account SET password_hash = 'x'", Global("account", CHANGED)),
    (
        "insert an account",
        "INSERT INTO account (account_id, email_key, email, name, created_at) \
        SELECT {new}, 'x@school.example', 'x@school.example', name, created_at FROM account WHERE account_id = {intaker id}",
        Global("account", UNTOLD),
    ),
    (
        "rename a school",
        "UPDATE tenant SET name = 'Andere school' WHERE tenant_id = {a}",
        Global("institution", CHANGED),
    ),
    (
        "insert a school",
        "INSERT INTO tenant (tenant_id, kind, code, name, created_at) \
        SELECT {new}, kind, '99XX', name, created_at FROM tenant WHERE tenant_id = {a}",
        Global("institution", UNTOLD),
    ),
    ("call a register a demo no more", "DELETE FROM meta WHERE name = 'demo'", Global("installation", DELETED)),
    // What schools offer and decide.
    (
        "change a measure",
        "UPDATE measure SET text_nl = 'Iets anders' WHERE tenant_id = {a} AND position = 0",
        Fact("catalogue", CHANGED),
    ),
    (
        "take a measure out of a template",
        "DELETE FROM template_measure WHERE tenant_id = {a} AND position = 0",
        Fact("catalogue", CHANGED),
    ),
    ("turn a setting round", "UPDATE policy_setting SET value = 'no' WHERE tenant_id = {a}", Fact("policy", CHANGED)),
    (
        "set what the school never set",
        "INSERT INTO policy_setting (tenant_id, name, begins, value) VALUES ({a}, 'agree_without_ground', '2025-08-01', 'yes')",
        Fact("policy", CHANGED),
    ),
];

/// Two looks at the end.
const CUT_LOOKS: &str = "DELETE FROM audit_subject WHERE tenant_id = {a} AND seq > {last} - 2; DELETE FROM audit_event WHERE tenant_id = {a} AND seq > {last} - 2; \
    UPDATE audit_head SET seq = {last} - 2, hash = (SELECT x.hash FROM audit_event x WHERE x.tenant_id = {a} AND x.seq = {last} - 2) WHERE tenant_id = {a}";

/// From the answer on.
const CUT_CHANGES: &str = "DELETE FROM audit_subject WHERE tenant_id = {a} AND seq >= {answered}; DELETE FROM audit_wrote WHERE tenant_id = {a} AND seq >= {answered}; \
    DELETE FROM audit_event WHERE tenant_id = {a} AND seq >= {answered}; \
    UPDATE audit_event SET salt = {old salt}, payload = {old payload} WHERE tenant_id = {a} AND seq = {erased}; \
    INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, {erased}); \
    UPDATE audit_head SET seq = {answered} - 1, hash = (SELECT x.hash FROM audit_event x WHERE x.tenant_id = {a} AND x.seq = {answered} - 1) WHERE tenant_id = {a}";

/// As it was before the answer: what a backup of that moment would put back.
const OLD_COPY: &str = "DELETE FROM audit_subject WHERE tenant_id = {a} AND seq >= {answered}; DELETE FROM audit_wrote WHERE tenant_id = {a} AND seq >= {answered}; \
    DELETE FROM audit_event WHERE tenant_id = {a} AND seq >= {answered}; \
    UPDATE audit_event SET salt = {old salt}, payload = {old payload} WHERE tenant_id = {a} AND seq = {erased}; \
    INSERT INTO audit_subject (tenant_id, person_id, seq) VALUES ({a}, {anna}, {erased}); \
    UPDATE audit_head SET seq = {answered} - 1, hash = (SELECT x.hash FROM audit_event x WHERE x.tenant_id = {a} AND x.seq = {answered} - 1) WHERE tenant_id = {a}; \
    DELETE FROM agreement_answer WHERE tenant_id = {a}; \
    UPDATE agreement_version SET status = 'offered', status_at = proposed_at, status_on = proposed_on WHERE tenant_id = {a}; \
    UPDATE support_file SET version = version - 1 WHERE tenant_id = {a} AND file_id = {file}";

/// Fills in what stands in braces.
async fn words(played: &Played) -> Vec<(&'static str, String)> {
    let text = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let account = |actor: &access::Actor| text(&actor.account().unwrap().0.to_string());
    let (salt, payload) = played.payload(played.look).await;
    let (list_salt, list_payload) = played.payload(played.list).await;
    let forged = payload.replace("Medewerker", "Iemand");
    assert_ne!(forged, payload);
    vec![
        ("{a}", played.sql(played.a.tenant.0)),
        ("{b}", played.sql(played.b.tenant.0)),
        ("{anna}", played.sql(played.anna.person.0)),
        ("{bert}", played.sql(played.bert.person.0)),
        ("{file}", played.sql(played.anna.file.0)),
        ("{new}", played.new_id()),
        ("{intaker}", account(&played.intaker)),
        ("{intaker id}", played.sql(played.intaker.account().unwrap().0)),
        ("{student}", account(&played.student)),
        ("{zeros}", played.bytes(&[0; 32])),
        ("{forged}", text(&forged)),
        ("{forged digest}", played.bytes(&chain::digest(&salt, &forged))),
        ("{nonsense digest}", played.bytes(&chain::digest(&salt, "{"))),
        ("{look salt}", played.bytes(&salt)),
        ("{look payload}", text(&payload)),
        ("{list salt}", played.bytes(&list_salt)),
        ("{list payload}", text(&list_payload)),
        ("{old salt}", played.bytes(&played.old.0)),
        ("{old payload}", text(&played.old.1)),
        ("{erased}", played.erased.to_string()),
        ("{proposed}", played.proposed.to_string()),
        ("{answered}", played.answered.to_string()),
        ("{look}", played.look.to_string()),
        ("{list}", played.list.to_string()),
        ("{last}", played.last.to_string()),
    ]
}

fn filled(text: &str, words: &[(&str, String)]) -> String {
    words.iter().fold(text.to_owned(), |text, (word, value)| text.replace(word, value))
}

/// The number of an event, of words such as `{last} + 1`.
fn number(text: &str, words: &[(&str, String)]) -> i64 {
    let text = filled(text, words);
    let mut parts = text.split_whitespace();
    let first: i64 = parts.next().unwrap().parse().unwrap();
    match (parts.next(), parts.next()) {
        (Some("+"), Some(n)) => first + n.parse::<i64>().unwrap(),
        (Some("-"), Some(n)) => first - n.parse::<i64>().unwrap(),
        _ => first,
    }
}

/// An attacker asks no foreign key.
async fn attack(tx: &mut Tx, engine: Engine, sql: &str) {
    let start = match engine {
        Engine::Sqlite => "PRAGMA defer_foreign_keys = ON",
        Engine::Postgres => "SET LOCAL session_replication_role = replica",
    };
    for statement in std::iter::once(start).chain(sql.split("; ")) {
        let text = AssertSqlSafe(statement.to_owned());
        let done = match &mut tx.conn {
            Conn::Sqlite(c) => (&mut **c).execute(text).await.map(|done| done.rows_affected()),
            Conn::Postgres(c) => (&mut **c).execute(text).await.map(|done| done.rows_affected()),
        };
        let rows = done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        assert!(
            rows > 0 || statement == start || statement.starts_with("DELETE FROM audit_"),
            "nothing was attacked: {statement}"
        );
    }
}

fn said(proof: &Proof) -> String {
    match &proof.chain {
        Verdict::Broken { seq, what } => format!("event {seq}: {what}"),
        Verdict::Whole { .. } if proof.faults.is_empty() => "whole".to_owned(),
        Verdict::Whole { .. } => {
            let faults = proof.faults.iter().map(|fault| format!("{}: {}", fault.kind, fault.what));
            faults.collect::<Vec<_>>().join("; ")
        }
    }
}

crate::on_both! {
    async fn every_tampering_is_found(store) {
        let played = Played::new(&store).await;
        let words = words(&played).await;
        let head: Head = store.audit_head(played.a.tenant).await.unwrap();
        let mut missed = Vec::new();
        for (name, sql, expected) in TAMPERING {
            let mut tx = store.begin().await.unwrap();
            attack(&mut tx, store.engine(), &filled(sql, &words)).await;
            let (chain, written_down, expected) = match expected {
                Chain(seq, what) => (played.a.tenant, None, (format!("event {}: ", number(seq, &words)), *what)),
                Fact(kind, what) => (played.a.tenant, None, (format!("{kind}: "), *what)),
                Global(kind, what) => (TenantId::INSTALLATION, None, (format!("{kind}: "), *what)),
                OnlyHead(what) => {
                    let without = facts::prove(&mut tx, played.a.tenant, None).await.unwrap();
                    assert_eq!(said(&without), "whole", "{name} is found without a head: say so");
                    (played.a.tenant, Some(&head), ("event ".to_owned(), *what))
                }
            };
            let found = said(&facts::prove(&mut tx, chain, written_down).await.unwrap());
            if !(found.contains(&expected.0) && found.contains(expected.1)) {
                missed.push(format!("{name}: {found}, and not {}{}", expected.0, expected.1));
            }
        }
        assert_eq!(missed, Vec::<String>::new());
    }
}

#[test]
fn there_are_many_kinds_and_each_has_a_name_of_its_own() {
    let names: std::collections::BTreeSet<_> = TAMPERING.iter().map(|(name, ..)| name).collect();
    assert!(names.len() == TAMPERING.len() && names.len() >= 35);
}
