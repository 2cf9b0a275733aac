//! What stands on the agenda of a student or parent (`register::agenda`), put together of what they may read of their own file.

use crate::db::Tx;
use crate::file::reach::{Reached, guardian_of};
use crate::transition::ask;
use crate::workplace::{reported, told};
use crate::{StoreError, admission, burden, concern, dispute, exam, handoff, intake, meeting, transfer, voice};
use access::{Action, Actor};
use register::agenda::{self, Facts, Item, Reader};
use register::agreement::{Agreement, Answerer, Plan};
use time::Date;

/// What their page has read already.
pub(crate) struct Agenda<'a> {
    /// What was proposed and agreed.
    pub(crate) agreement: Option<&'a Agreement>,
    /// The talk that is planned.
    pub(crate) planned: Option<&'a Plan>,
    /// Whether they prepared it.
    pub(crate) prepared: bool,
    /// Since when it is asked whether measures happen, while one is not answered.
    pub(crate) happens: Option<Date>,
}

impl Agenda<'_> {
    /// The agenda of who reached their own file. What they may not read is not read here either: each list is asked with the
    /// action of the page that its items lead to.
    pub(crate) async fn of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        reached: &Reached,
        today: Date,
    ) -> Result<Vec<Item>, StoreError> {
        let (tenant, file) = (actor.tenant(), reached.file.file);
        let may = |action| reached.allows(actor, action);
        let own = may(Action::SeeOwnFile);
        macro_rules! read {
            ($action:expr, $from:path) => {
                if may($action) { $from(tx, tenant, file).await? } else { Vec::new() }
            };
        }
        let (meetings, exams) = (
            read!(Action::AnswerMeeting, meeting::load::of_file),
            // Who reads what is agreed and nothing that was said of it is told of no request and no reason.
            read!(Action::SayYourself, exam::load::of_file),
        );
        let (talks, transfers, mut admissions) = if own {
            let talks = intake::load::of_file(tx, tenant, file).await?;
            let transfers = transfer::load::of_file(tx, tenant, file).await?;
            (talks, transfers, admission::load::of_file(tx, tenant, file).await?)
        } else {
            Default::default()
        };
        let tellings =
            if may(Action::AllowTelling) { told::waiting(tx, tenant, file, today).await? } else { Vec::new() };
        let documents = if may(Action::SayYourself) {
            ask::waiting(tx, tenant, (file, reached.file.birth), today).await?
        } else {
            Vec::new()
        };
        // A decision is there once it was told.
        admissions.retain(|one| one.told.is_some());
        let facts = Facts {
            agreement: self.agreement,
            planned: self.planned,
            prepared: self.prepared,
            happens: self.happens,
            meetings: &meetings,
            talks: &talks,
            transfers: &transfers,
            admissions: &admissions,
            tellings: &tellings,
            documents: &documents,
            reports: &read!(Action::SayYourself, reported::of_file),
            handoffs: &read!(Action::SeeOwnShares, handoff::load::of_file),
            voices: &read!(Action::SayYourself, voice::of_file),
            exams: &exams,
            disputes: &read!(Action::LodgeDispute, dispute::load::of_file),
            concerns: &read!(Action::SeeOwnLookLog, concern::load::of_file),
            burdens: &read!(Action::SeeOwnFile, burden::load::of_file),
        };
        let reader = Reader {
            me: guardian_of(actor).map_or(Answerer::Student, Answerer::Guardian),
            account: actor.account().ok_or(StoreError::NotFound)?,
            answers: may(Action::AnswerAgreement),
            prepares: may(Action::PrepareEvaluation),
            birth: reached.file.birth,
        };
        Ok(agenda::agenda(reader, &facts, today))
    }
}
