//! What may be told of a student to whom: what the answer hangs on, read from the file on the day of the question. What was
//! asked is kept nowhere; that somebody asked about this student is a look.

use crate::audit::Deed;
use crate::file::reach::reach;
use crate::file::view::PersonView;
use crate::{Store, StoreError};
use access::secrecy::{Age, Consent};
use access::{Action, Actor};
use register::guardian::Reach;
use register::share::Purpose;
use register::{FileId, Moment};
use std::collections::BTreeSet;

sql! {
    /// Shares of all that holds, for a purpose. A handoff shares one question with one partner, and a telling some measures with one
    /// trainer: a yes to those is a yes to no more than that.
    SHARED = "SELECT s.purpose FROM share s WHERE s.tenant_id = $1 AND s.file_id = $2 AND s.stopped_at IS NULL \
              AND s.closed_on IS NULL AND s.until_on >= $3 AND s.purpose NOT IN ('help', 'handover') \
              AND NOT EXISTS (SELECT 1 FROM workplace_told w WHERE w.tenant_id = s.tenant_id AND w.file_id = s.file_id \
              AND w.share_id = s.share_id)";
    /// Of referrals to care outside the school, those that go on and that the student said yes to.
    REFERRED = "SELECT number FROM referral WHERE tenant_id = $1 AND file_id = $2 AND tier = 'third' AND agreed_on IS NOT NULL \
                AND status IN ('asked', 'waiting', 'accepted') LIMIT 1";
    EXAM = "SELECT number FROM exam_request WHERE tenant_id = $1 AND file_id = $2 \
            AND status IN ('asked', 'granted', 'partly', 'again') LIMIT 1";
}

/// What an answer hangs on.
#[derive(Debug, Clone)]
pub struct Known {
    /// Which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// How old they are today, as far as the law asks.
    pub age: Age,
    /// What somebody said yes to and is in force.
    pub given: Vec<Consent>,
    /// The actor shares from the file.
    pub may_share: bool,
    /// The actor refers.
    pub may_refer: bool,
    /// The actor asks for adapted exams.
    pub may_ask_exam: bool,
}

impl Store {
    /// What may be told of a student hangs on this, today.
    pub async fn secrecy(&self, actor: &Actor, file: FileId, now: Moment) -> Result<Known, StoreError> {
        let (tenant, action) = (actor.tenant(), Action::AskWhatToTell);
        let mut tx = self.begin_snapshot().await?;
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let mut given = BTreeSet::new();
        if reached.file.rights.guardians.iter().any(|(_, reach)| reads(*reach)) {
            given.insert(Consent::ParentReads);
        }
        for (code,) in rows!(tx, (String,), SHARED, tenant.0, file.0, now.day)? {
            let key = || file.to_string();
            let wrong = || StoreError::Inconsistent { table: "share", key: key(), what: "unknown purpose" };
            given.extend(match Purpose::from_code(&code).ok_or_else(wrong)? {
                Purpose::Placement => Some(Consent::Placement),
                Purpose::Municipality => Some(Consent::Municipality),
                Purpose::NextSchool => Some(Consent::NextSchool),
                // What is read there was asked, or is for after school.
                Purpose::Help | Purpose::Handover => None,
            });
        }
        if row!(tx, (i64,), REFERRED, tenant.0, file.0)?.is_some() {
            given.insert(Consent::CareReferral);
        }
        if row!(tx, (i64,), EXAM, tenant.0, file.0)?.is_some() {
            given.insert(Consent::ExamRequest);
        }
        let known = Known {
            file,
            person: PersonView::of(&reached.file, now.day)?,
            age: Age::of(reached.file.birth.map(|birth| birth.age_on(now.day))),
            given: given.into_iter().collect(),
            may_share: reached.allows(actor, Action::Share),
            may_refer: reached.allows(actor, Action::AskReferral),
            may_ask_exam: reached.allows(actor, Action::AskExam),
        };
        let deed = Deed::new(actor, action, reached.decision).to([reached.file.person()]).about(file);
        self.looked(tx, deed, now).await?;
        Ok(known)
    }
}

/// Whether a parent reads the measures, or more.
const fn reads(reach: Reach) -> bool {
    match reach {
        Reach::Answers | Reach::AnswersMeasures | Reach::Measures => true,
        Reach::Nothing => false,
    }
}
