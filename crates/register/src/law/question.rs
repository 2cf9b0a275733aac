//! What can be asked of the law by itself: one code for each question, and the rule that answers it.

use super::*;
use crate::codes;
use time::Date;

codes! {
    /// A question. The code is that of files of worked cases.
    pub enum Question {
        /// By when must the student be told of absence and asked why?
        AbsenceAskBy = "absence_ask_by",
        /// By when must the reason, or that there is none, be established?
        AbsenceReasonBy = "absence_reason_by",
        /// Must absence be reported? R21 where weeks are known, else R22.
        AbsenceReportDue = "absence_report_due",
        /// Must absence be reported to the Minister?
        AbsenceToMinister = "absence_to_minister",
        /// By when must a request for access be answered?
        AccessAnswerBy = "access_answer_by",
        /// From when is the move to adult care planned?
        AdultCarePlanningFrom = "adult_care_planning_from",
        /// Until when can the study advice be appealed?
        AdviceAppealUntil = "advice_appeal_until",
        /// Is the advice given in time?
        AdviceInTime = "advice_in_time",
        /// Is there an agreement?
        AgreementExists = "agreement_exists",
        /// Must agreements still be made?
        AgreementsStillDue = "agreements_still_due",
        /// Was the application in time?
        ApplicationInTime = "application_in_time",
        /// Does 1 April bind this applicant?
        AprilDateBinds = "april_date_binds",
        /// Was the need assessed in time?
        AssessedInTime = "assessed_in_time",
        /// Was the enrolment decision made known as the law asks?
        DecisionMadeKnown = "decision_made_known",
        /// By when must the school decide on the dispute?
        DisputeDecisionBy = "dispute_decision_by",
        /// Was, or must, the evaluation of the school year be held?
        EvaluationOfYear = "evaluation_of_year",
        /// By when must the exam committee answer?
        ExamAnswerBy = "exam_answer_by",
        /// Did the enrolment break the gate of 8.1.3a(2)?
        GateBroken = "gate_broken",
        /// Was the gate respected?
        GateRespected = "gate_respected",
        /// Must career guidance be offered?
        GuidanceOfferDue = "guidance_offer_due",
        /// May this student be admitted to bbl?
        MayAdmitBbl = "may_admit_bbl",
        /// May the municipality be asked to go on?
        MayAskMunicipality = "may_ask_municipality",
        /// May the enrolment be ended with this advice?
        MayEndByAdvice = "may_end_by_advice",
        /// May the school enrol today? R7 and R8.
        MayEnrol = "may_enrol",
        /// May the advice be given today?
        MayGiveAdvice = "may_give_advice",
        /// May the guidance go on?
        MayGuideLonger = "may_guide_longer",
        /// May the last place go to a late applicant by a test?
        MayPreferByTest = "may_prefer_by_test",
        /// May the adjustment be refused?
        MayRefuseAdjustment = "may_refuse_adjustment",
        /// May admission be refused because the application was late?
        MayRefuseLate = "may_refuse_late",
        /// Because the study choice advice was negative?
        MayRefuseNegativeAdvice = "may_refuse_negative_advice",
        /// Because the school cannot offer the support?
        MayRefuseNoSupport = "may_refuse_no_support",
        /// Because of six years without a diploma?
        MayRefuseSixYears = "may_refuse_six_years",
        /// Because the application was not confirmed?
        MayRefuseUnconfirmed = "may_refuse_unconfirmed",
        /// Because the school finds the applicant unfit on account of a chronic illness?
        MayRefuseUnsuitable = "may_refuse_unsuitable",
        /// May the student be removed for good today?
        MayRemove = "may_remove",
        /// May the placement start?
        MayStartPlacement = "may_start_placement",
        /// May the student be suspended for this period?
        MaySuspend = "may_suspend",
        /// Must the municipality of residence be told of the application?
        MustTellMunicipality = "must_tell_municipality",
        /// By when must the school decide on the objection?
        ObjectionDecisionBy = "objection_decision_by",
        /// Is the objection in time?
        ObjectionInTime = "objection_in_time",
        /// Is an offer of another programme owed?
        OtherOfferDue = "other_offer_due",
        /// Does the qualification duty hold today?
        QualificationDuty = "qualification_duty",
        /// By when must the school decide on the objection against removal?
        RemovalObjectionDecisionBy = "removal_objection_decision_by",
        /// What must the school make for the municipality?
        TransitionDocumentDue = "transition_document_due",
        /// By when must the chair say whether it is urgent?
        UrgencyDecisionBy = "urgency_decision_by",
        /// Can youth help be given today?
        YouthHelpPossible = "youth_help_possible",
    }
}

/// The answer of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// A duty, or that there is none; and, where the question is one of yes or no, the answer today.
    Found(Finding, Option<bool>),
    /// Whether an act may happen.
    Judged(Verdict),
}

impl Ruling {
    /// The answer to a question of yes or no.
    pub const fn allowed(&self) -> Option<bool> {
        match self {
            Self::Found(_, answer) => *answer,
            Self::Judged(verdict) => Some(verdict.allowed),
        }
    }

    /// Where the duty, or what comes before the act, stands.
    pub const fn standing(&self) -> Option<Standing> {
        match self {
            Self::Found(finding, _) => Some(finding.standing),
            Self::Judged(verdict) => verdict.first,
        }
    }

    /// By which rule.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Found(finding, _) => finding.rule,
            Self::Judged(verdict) => verdict.rule,
        }
    }

    /// On what it rests.
    pub const fn source(&self) -> Source {
        match self {
            Self::Found(finding, _) => finding.source,
            Self::Judged(verdict) => verdict.source,
        }
    }

    /// Who acts.
    pub const fn actor(&self) -> Actor {
        match self {
            Self::Found(finding, _) => finding.actor,
            Self::Judged(verdict) => verdict.actor,
        }
    }

    /// Who must be told.
    pub fn tell(&self) -> &[Recipient] {
        match self {
            Self::Found(finding, _) => &finding.tell,
            Self::Judged(verdict) => &verdict.tell,
        }
    }

    /// Why.
    pub fn because(&self) -> &[Because] {
        match self {
            Self::Found(finding, _) => &finding.because,
            Self::Judged(verdict) => &verdict.because,
        }
    }
}

impl Question {
    /// Asks it.
    ///
    /// # Errors
    /// A fact that the answer hangs on is not known.
    pub fn ask(self, facts: &Facts, calendar: &Calendar, today: Date) -> Result<Ruling, Missing> {
        let found = |finding: Finding| Ruling::Found(finding, None);
        // A question whether something was done, or is still owed.
        let met = |finding: Finding| {
            let yes = finding.state(today) == State::Met;
            Ruling::Found(finding, Some(yes))
        };
        let owed = |finding: Finding| {
            let yes = matches!(finding.state(today), State::Due | State::Overdue | State::Blocked);
            Ruling::Found(finding, Some(yes))
        };
        Ok(match self {
            Self::AbsenceAskBy => found(r23_absence_funding::ask_by(facts, calendar)?),
            Self::AbsenceReasonBy => found(r23_absence_funding::reason_by(facts, calendar)?),
            Self::AbsenceReportDue if facts.absence.weeks.is_some() => owed(r21_truancy::judge(facts, calendar)?),
            Self::AbsenceReportDue => owed(r22_absence::judge(facts)?),
            Self::AbsenceToMinister => owed(r23_absence_funding::report_by(facts, calendar)?),
            Self::AccessAnswerBy => found(r33_access::judge(facts, calendar)?),
            Self::AdultCarePlanningFrom => found(r34_youth_help::plan_adult_care(facts)?),
            Self::AdviceAppealUntil => found(r12_dispute::appeal_until(facts, calendar)?),
            Self::AdviceInTime => met(r15_study_advice::judge(facts)?),
            Self::AgreementExists => Ruling::Judged(r11_agreement::exists(facts, today)),
            Self::AgreementsStillDue => owed(r10_agree_later::judge(facts)),
            Self::ApplicationInTime => met(r01_application::judge(facts)?),
            Self::AprilDateBinds => {
                let finding = r01_application::judge(facts)?;
                let binds = finding.standing != Standing::NotApplicable;
                Ruling::Found(finding, Some(binds))
            }
            Self::AssessedInTime => met(r07_assess::judge(facts)?),
            Self::DecisionMadeKnown => met(r06_decision::judge(facts)?),
            Self::DisputeDecisionBy | Self::ObjectionDecisionBy => found(r12_dispute::decide_by(facts, calendar)?),
            Self::EvaluationOfYear => found(r09_evaluate::judge(facts)?),
            Self::ExamAnswerBy => found(r18_exam::judge(facts, calendar)?),
            Self::GateBroken => {
                let verdict = r10_agree_later::broke_the_gate(facts);
                Ruling::Judged(Verdict { allowed: !verdict.allowed, ..verdict })
            }
            Self::GateRespected => Ruling::Judged(r08_agree_first::was_respected(facts)),
            Self::GuidanceOfferDue => owed(r25_guidance::judge(facts)?),
            Self::MayAdmitBbl => Ruling::Judged(r20_compulsory::may_admit_bbl(facts, today)?),
            Self::MayAskMunicipality => Ruling::Judged(r26_handover::may_ask(facts, today)),
            Self::MayEndByAdvice => Ruling::Judged(r15_study_advice::may_end(facts, today)?),
            Self::MayEnrol => Ruling::Judged(r08_agree_first::may_enrol(facts, today)),
            Self::MayGiveAdvice => Ruling::Judged(r15_study_advice::may_give(facts, today)?),
            Self::MayGuideLonger => Ruling::Judged(r25_guidance::may_guide_longer(facts, today)),
            Self::MayPreferByTest => Ruling::Judged(r04_admission::may_prefer_by_test(facts)),
            Self::MayRefuseAdjustment => Ruling::Judged(r17_adjustment::may_refuse(facts)),
            Self::MayRefuseLate => Ruling::Judged(r04_admission::may_refuse_late(facts, today)?),
            Self::MayRefuseNegativeAdvice => Ruling::Judged(r03_study_choice::may_refuse(facts, today)),
            Self::MayRefuseNoSupport => Ruling::Judged(r04_admission::may_refuse_no_support(facts)),
            Self::MayRefuseSixYears => Ruling::Judged(r04_admission::may_refuse_six_years(facts, today)?),
            Self::MayRefuseUnconfirmed => Ruling::Judged(r04_admission::may_refuse_unconfirmed(facts, today)),
            Self::MayRefuseUnsuitable => Ruling::Judged(r04_admission::may_refuse_unsuitable(facts)),
            Self::MayRemove => Ruling::Judged(r16_removal::may_remove(facts, today)?),
            Self::MayStartPlacement => Ruling::Judged(r19_placement::may_start(facts, today)),
            Self::MaySuspend => Ruling::Judged(r16_removal::may_suspend(facts)?),
            Self::MustTellMunicipality => owed(r02_transfer::judge(facts)?),
            Self::ObjectionInTime => met(r12_dispute::lodged_in_time(facts, calendar)?),
            Self::OtherOfferDue => owed(r05_other_offer::judge(facts)?),
            Self::QualificationDuty => owed(r20_compulsory::qualification_duty(facts, today)?),
            Self::RemovalObjectionDecisionBy => found(r12_dispute::decide_on_removal_by(facts, calendar)?),
            Self::TransitionDocumentDue => owed(r26_handover::judge(facts)),
            Self::UrgencyDecisionBy => found(r12_dispute::say_urgent_by(facts, calendar)?),
            Self::YouthHelpPossible => Ruling::Judged(r34_youth_help::possible(facts, today)?),
        })
    }

    /// The day that answers a question after a day: the last day of the term, or the first day for "from when".
    pub fn day(self, ruling: &Ruling) -> Option<Date> {
        let course = *ruling.standing().as_ref()?.course()?;
        match (self, course.due) {
            (Self::AdultCarePlanningFrom, _) => course.opens,
            (_, Due::By(day)) => Some(day),
            (_, Due::AtOnce | Due::NoTerm) => None,
        }
    }

    /// The day on which something that goes on ends: the first on which it holds no longer, or the last for "until when".
    pub fn until(self, ruling: &Ruling) -> Option<Date> {
        let course = *ruling.standing().as_ref()?.course()?;
        match (self, course.due) {
            (Self::AdviceAppealUntil, Due::By(day)) => Some(day),
            _ => course.until,
        }
    }
}
