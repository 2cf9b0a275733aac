//! What is shown of placements: to who works with the student, and to the student. With them what DUO's file tells, and the measures for
//! the workplace that hold.

use super::load::{of_file, steps};
use super::look::{asked, at_work, of_file as looks_of_file};
use super::reported::of_file as reports_of_file;
use super::told::of_file as told_of_file;
use crate::agreement::names::{Names, names};
use crate::agreement::view::opened;
use crate::audit::Deed;
use crate::company::one as company;
use crate::file::reach::{own_file, reach};
use crate::file::view::PersonView;
use crate::{Store, StoreError, mail, programme};
use access::{Action, Actor};
use register::agreement::LineContent;
use register::catalogue::{MeasureKind, Place};
use register::company::{Company, CompanyId, Known, recognised};
use register::enrolment::Enrolment;
use register::meeting::{Consenter, consenter};
use register::programme::{Crebo, Programmes};
use register::workplace::Workplace;
use register::workplace::desk::lost_recognition;
use register::workplace::look::{Kept, Look};
use register::workplace::provision::Step;
use register::workplace::report::Report;
use register::workplace::told::{State, Told};
use register::{EnrolmentId, FileId, Moment, VersionId};
use time::Date;
use uuid::Uuid;

sql! {
    /// What DUO's file tells of the placements of an enrolment.
    FROM_DUO = "SELECT enrolment_id, sequence, begins, planned_end, ended, hours, company_code, crebo FROM placement \
                WHERE tenant_id = $1 AND enrolment_id = $2 AND withdrawn_by IS NULL ORDER BY begins, sequence";
}

/// A placement as DUO's file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromDuo {
    /// Of which enrolment.
    pub enrolment: EnrolmentId,
    /// Which of it.
    pub sequence: String,
    /// The first day.
    pub from: Date,
    /// The last day, as planned.
    pub until: Option<Date>,
    /// The last day, as it was.
    pub ended: Option<Date>,
    /// Hours.
    pub hours: Option<i64>,
    /// At which company, as the list of companies has it; only its number, where no list names it.
    pub company: Option<(String, Option<Company>)>,
    /// Whether the company was recognised for that programme on the first day.
    pub recognised: Known,
    /// The school wrote this one down too.
    pub arranged: bool,
}

/// A measure for the workplace that holds.
pub type Measure = LineContent;

/// What a workplace is told, or is to be told, with the measures in words.
#[derive(Debug, Clone)]
pub struct Telling {
    /// What.
    pub told: Told,
    /// The measures that were chosen, as far as the reader reads them.
    pub lines: Vec<Measure>,
    /// How many of them the reader does not read: who has to do with the workplace alone reads what is for there.
    pub hidden: usize,
    /// Where it stands.
    pub state: State,
}

/// How they looked back at a workplace, with the measures in words.
#[derive(Debug, Clone)]
pub struct LookedBack {
    /// What was written down.
    pub look: Look,
    /// Each measure, and whether it was kept.
    pub kept: Vec<(Measure, Kept)>,
}

/// The placements of a file.
#[derive(Debug, Clone)]
pub struct WorkplacesView {
    /// Of which file.
    pub file: FileId,
    /// Whose it is.
    pub person: PersonView,
    /// The placements, the first first.
    pub all: Vec<Workplace>,
    /// Placements of which the company lost its recognition since they were written down, by number.
    pub lost: Vec<u32>,
    /// The steps of provisions, by the number of the placement.
    pub steps: Vec<(u32, Step)>,
    /// What DUO's file tells.
    pub duo: Vec<FromDuo>,
    /// The enrolments, each with its programme where that is known.
    pub enrolments: Vec<(Enrolment, Option<Crebo>)>,
    /// What those programmes, and those of the placements, are called.
    pub programmes: Programmes,
    /// The day on which it was read.
    pub today: Date,
    /// What holds for the workplace.
    pub measures: Vec<Measure>,
    /// What kinds of measure hold, and where: from which matching begins. Of a reader who may not read them, none; of one who has to do
    /// with the workplace alone, those for there.
    pub agreed: Vec<(MeasureKind, Place)>,
    /// Which version is in force: its places go with a form, and so must it.
    pub version: Option<VersionId>,
    /// What is in force, from which one chooses what a workplace is told: each with the place of its line. Of one's own file it is not
    /// asked.
    pub lines: Vec<(usize, Measure)>,
    /// What workplaces are told, and are to be told.
    pub told: Vec<Telling>,
    /// Which of those are looked back at: the ones for the workplace.
    pub asked: Vec<usize>,
    /// How they looked back, the first first.
    pub looks: Vec<LookedBack>,
    /// Reports of discrimination.
    pub reports: Vec<Report>,
    /// Mail goes: without it nobody could read what they are told.
    pub mail: bool,
    /// Whose yes is needed; `None` where nobody knows how old the student is.
    pub needed: Option<Consenter>,
    /// Those who did something, by name.
    pub names: Names,
}

impl Store {
    /// The placements of a file, for who works with the student; of one's own, or one's child's (`None`), for the student.
    pub async fn workplaces(
        &self,
        actor: &Actor,
        file: Option<FileId>,
        now: Moment,
    ) -> Result<WorkplacesView, StoreError> {
        let tenant = actor.tenant();
        let action = if file.is_some() { Action::ArrangePlacement } else { Action::SeeOwnFile };
        let mut tx = self.begin_snapshot().await?;
        let file = match file {
            Some(file) => file,
            None => own_file(&mut tx, actor, action).await?,
        };
        let reached = reach(&mut tx, actor, action, file, now.day).await?;
        let all = of_file(&mut tx, tenant, file).await?;
        let steps = steps(&mut tx, tenant, file).await?;
        let mut lost = Vec::new();
        for one in all.iter().filter(|one| one.open(now.day)) {
            let listed = company(&mut tx, tenant, one.company).await?;
            let recognitions = listed.as_ref().map(|(_, all)| all.as_slice()).unwrap_or_default();
            if lost_recognition(one, listed.is_some(), recognitions, now.day) {
                lost.push(one.number);
            }
        }
        let enrolments: Vec<(Enrolment, Option<Crebo>)> = reached
            .file
            .enrolments
            .iter()
            .filter(|one| !one.withdrawn)
            .map(|one| (one.clone(), reached.file.programme_of(one.id).as_deref().and_then(Crebo::parse)))
            .collect();
        let mut duo = Vec::new();
        for (one, crebo) in &enrolments {
            type Found = (Uuid, String, Date, Option<Date>, Option<Date>, Option<i64>, Option<String>, Option<String>);
            for found in rows!(tx, Found, FROM_DUO, tenant.0, one.id.0)? {
                let (enrolment, sequence, from, until, ended, hours, code, for_what) = found;
                let number = code.as_deref().and_then(CompanyId::parse);
                let listed = match number {
                    Some(number) => company(&mut tx, tenant, number).await?,
                    None => None,
                };
                let crebo = for_what.as_deref().and_then(Crebo::parse).or(*crebo);
                let recognised = match (&listed, crebo) {
                    (Some((_, all)), Some(crebo)) => recognised(true, all, crebo, from),
                    (None, _) | (_, None) => Known::Unknown,
                };
                let arranged = all.iter().any(|one| Some(one.company) == number && one.from == from);
                let company = code.map(|code| (code, listed.map(|(company, _)| company)));
                let enrolment = EnrolmentId(enrolment);
                duo.push(FromDuo { enrolment, sequence, from, until, ended, hours, company, recognised, arranged });
            }
        }
        let may_read = reached.allows(actor, Action::ViewAgreement) || reached.allows(actor, Action::SeeOwnAgreement);
        // Who has to do with the workplace alone reads of the agreement what is for there.
        let at_work_only = !may_read && action == Action::ArrangePlacement;
        let reads = |line: &LineContent| !at_work_only || at_work(line);
        let opened = if may_read || at_work_only { opened(&mut tx, actor, &reached).await? } else { None };
        let mut told = Vec::new();
        for one in told_of_file(&mut tx, tenant, file).await? {
            let Some(of) = all.iter().find(|of| of.number == one.of) else { continue };
            let version = opened.iter().flat_map(|all| &all.versions).find(|version| version.id == one.version);
            let line = |at: &usize| version?.lines.get(*at).map(|line| (**line).clone());
            let (lines, others): (Vec<Measure>, Vec<Measure>) = one.lines.iter().filter_map(line).partition(reads);
            told.push(Telling { state: one.state(of, now.day), lines, hidden: others.len(), told: one });
        }
        let mut looks = Vec::new();
        for look in looks_of_file(&mut tx, tenant, file).await? {
            let version = opened.iter().flat_map(|all| &all.versions).find(|version| version.id == look.version);
            let line = |(at, kept): &(usize, Kept)| Some(((**version?.lines.get(*at)?).clone(), *kept));
            let kept = look.kept.iter().filter_map(line).collect();
            looks.push(LookedBack { kept, look });
        }
        let version = opened.and_then(|all| all.in_force(now.day).cloned());
        let asked = version.as_ref().map(asked).unwrap_or_default();
        let all_lines = version.iter().flat_map(|one| &one.lines).map(|line| (**line).clone()).enumerate();
        let lines: Vec<(usize, LineContent)> = all_lines.filter(|(_, line)| reads(line)).collect();
        let agreed = lines.iter().map(|(_, line)| (line.kind, line.place)).collect();
        let runs = |line: &&LineContent| at_work(line) && line.until.is_none_or(|until| now.day <= until);
        let measures = lines.iter().map(|(_, line)| line).filter(runs).cloned().collect();
        let people = all.iter().flat_map(|one| [Some(one.noted.1), one.ended.map(|ended| ended.noted.1)]);
        let reports = reports_of_file(&mut tx, tenant, file).await?;
        let reported = reports.iter().flat_map(|one| {
            one.steps.iter().map(|step| step.noted.1).chain([one.noted.1]).chain(one.decided.map(|by| by.noted.1))
        });
        let telling = told.iter().flat_map(|one| [Some(one.told.asked.1), one.told.stopped.map(|(_, by)| by)]);
        let people =
            people.chain(telling).flatten().chain(reported).chain(
                looks.iter().flat_map(|one| one.look.taken.map(|(_, by)| by).into_iter().chain([one.look.noted.1])),
            );
        let done = steps.iter().flat_map(|(_, step)| step.taken.map(|(_, by)| by).into_iter().chain([step.noted.1]));
        let people: Vec<_> = people.chain(done).collect();
        let mail = mail::on(&mut tx, now).await?;
        let needed = consenter(reached.file.birth, now.day);
        let codes: Vec<Crebo> = reached.file.crebos().chain(all.iter().map(|one| one.crebo)).collect();
        let programmes = programme::of_codes(&mut tx, tenant, codes).await?;
        let names = names(&mut tx, people).await?;
        let person = PersonView::of(&reached.file, now.day)?;
        let deed = Deed::new(actor, action, reached.decision).to([person.person]).about(file);
        self.looked(tx, deed, now).await?;
        let view = WorkplacesView {
            file,
            person,
            all,
            lost,
            steps,
            duo,
            enrolments,
            programmes,
            today: now.day,
            measures,
            agreed,
            version: version.map(|one| one.id),
            lines,
            told,
            asked,
            looks,
            reports,
            mail,
            needed,
            names,
        };
        Ok(view)
    }

    /// What the list says of a company, on a student's file: a company by itself is about nobody, and leaves no look.
    pub async fn company_listed(
        &self,
        actor: &Actor,
        file: FileId,
        id: CompanyId,
        now: Moment,
    ) -> Result<Option<Company>, StoreError> {
        let mut tx = self.begin_reading().await?;
        reach(&mut tx, actor, Action::ArrangePlacement, file, now.day).await?;
        Ok(company(&mut tx, actor.tenant(), id).await?.map(|(company, _)| company))
    }
}
