//! Every sample of every page, for the test that checks them all and the gallery that shows them.

pub mod kit;

use crate::{
    absence, accessibility, account, agreement, assess, burden, calendar, card, catalogue, dispute, document,
    evaluation, everything, exam, file, files, handoff, home, import, intake, invitation, ise, knowledge, lesson,
    listed, mail, manage, meeting, mine, monitor, offer, partner, point, policy, privacy, referral, research, rights,
    say::words::{Lang, T},
    secrecy, share, signin,
    site::{page::Page, problem},
    transition, unlisted, voice, workbench, workplace,
};

/// A page in one state and one language.
pub struct Sample {
    /// Name of the page.
    pub page: &'static str,
    /// Name of the state.
    pub state: &'static str,
    /// Language.
    pub lang: Lang,
    /// The page, or why it could not be made.
    pub html: Result<String, askama::Error>,
}

/// All of them. A page that is not listed here fails `tests/web/pages.rs`.
pub fn all(lang: Lang) -> Vec<Sample> {
    let mut all = Vec::new();
    add::<accessibility::AccessibilityPage>(lang, &mut all);
    add::<account::AccountPage>(lang, &mut all);
    add::<account::RolePage>(lang, &mut all);
    add::<agreement::propose::BeginPage>(lang, &mut all);
    add::<agreement::propose::ProposePage>(lang, &mut all);
    add::<agreement::version::VersionPage>(lang, &mut all);
    add::<agreement::letter::LetterPage>(lang, &mut all);
    add::<agreement::note::NotePage>(lang, &mut all);
    add::<agreement::take_back::TakeBackPage>(lang, &mut all);
    add::<agreement::close::ClosePage>(lang, &mut all);
    add::<agreement::evaluate::EvaluatePage>(lang, &mut all);
    add::<agreement::evaluate_back::EvaluationBackPage>(lang, &mut all);
    add::<agreement::reply::ReplyPage>(lang, &mut all);
    add::<assess::AssessPage>(lang, &mut all);
    add::<workplace::BeginPage>(lang, &mut all);
    add::<workplace::FindPage>(lang, &mut all);
    add::<workplace::PilesPage>(lang, &mut all);
    add::<workplace::OwnWorkplacesPage>(lang, &mut all);
    add::<workplace::WorkplacePage>(lang, &mut all);
    add::<workplace::WorkplacesPage>(lang, &mut all);
    add::<burden::BeginPage>(lang, &mut all);
    add::<burden::BurdenPage>(lang, &mut all);
    add::<burden::BurdensPage>(lang, &mut all);
    add::<card::CardDoorPage>(lang, &mut all);
    add::<card::OwnCardPage>(lang, &mut all);
    add::<card::WriteCardPage>(lang, &mut all);
    add::<calendar::CalendarPage>(lang, &mut all);
    add::<calendar::HolidayPage>(lang, &mut all);
    add::<calendar::OfferPage>(lang, &mut all);
    add::<catalogue::CataloguePage>(lang, &mut all);
    add::<catalogue::MeasurePage>(lang, &mut all);
    add::<catalogue::TemplatePage>(lang, &mut all);
    add::<document::DocumentPage>(lang, &mut all);
    add::<evaluation::EvaluationsPage>(lang, &mut all);
    add::<evaluation::PlanPage>(lang, &mut all);
    add::<dispute::DisputePage>(lang, &mut all);
    add::<dispute::DisputesPage>(lang, &mut all);
    add::<dispute::OwnDisputesPage>(lang, &mut all);
    add::<dispute::TodoPage>(lang, &mut all);
    add::<dispute::TodosPage>(lang, &mut all);
    add::<exam::AppealPage>(lang, &mut all);
    add::<exam::AppealsPage>(lang, &mut all);
    add::<exam::ExamPage>(lang, &mut all);
    add::<exam::ExamsPage>(lang, &mut all);
    add::<exam::FileExamsPage>(lang, &mut all);
    add::<exam::OwnExamsPage>(lang, &mut all);
    add::<exam::PeriodPage>(lang, &mut all);
    add::<exam::PeriodsPage>(lang, &mut all);
    add::<everything::EverythingPage>(lang, &mut all);
    add::<file::FilePage>(lang, &mut all);
    add::<files::IntakePage>(lang, &mut all);
    add::<files::ListPage>(lang, &mut all);
    add::<files::SearchPage>(lang, &mut all);
    add::<home::HomePage>(lang, &mut all);
    add::<import::BringPage>(lang, &mut all);
    add::<import::LookPage>(lang, &mut all);
    add::<intake::DecisionPage>(lang, &mut all);
    add::<intake::OwnIntakePage>(lang, &mut all);
    add::<intake::TalkPage>(lang, &mut all);
    add::<intake::TransferPage>(lang, &mut all);
    add::<intake::AdvicePage>(lang, &mut all);
    add::<intake::AskedPage>(lang, &mut all);
    add::<invitation::FilePage>(lang, &mut all);
    add::<invitation::InvitePage>(lang, &mut all);
    add::<invitation::IssuedPage>(lang, &mut all);
    add::<invitation::ListPage>(lang, &mut all);
    add::<invitation::UnreachedPage>(lang, &mut all);
    add::<ise::IsePage>(lang, &mut all);
    add::<kit::KitPage>(lang, &mut all);
    add::<lesson::ClassPage>(lang, &mut all);
    add::<lesson::GroupsPage>(lang, &mut all);
    add::<lesson::ToldPage>(lang, &mut all);
    add::<listed::CompaniesPage>(lang, &mut all);
    add::<listed::ListPage>(lang, &mut all);
    add::<listed::ListsPage>(lang, &mut all);
    add::<mail::MailPage>(lang, &mut all);
    add::<manage::AccountPage>(lang, &mut all);
    add::<manage::EndPage>(lang, &mut all);
    add::<manage::HandoverPage>(lang, &mut all);
    add::<manage::ManagePage>(lang, &mut all);
    add::<manage::TeamsPage>(lang, &mut all);
    add::<privacy::AuditPage>(lang, &mut all);
    add::<privacy::ConcernPage>(lang, &mut all);
    add::<privacy::PurgePage>(lang, &mut all);
    add::<privacy::PrivacyPage>(lang, &mut all);
    add::<meeting::DecisionsPage>(lang, &mut all);
    add::<meeting::MeetingPage>(lang, &mut all);
    add::<meeting::MeetingsPage>(lang, &mut all);
    add::<meeting::MinutesPage>(lang, &mut all);
    add::<meeting::PlanPage>(lang, &mut all);
    add::<mine::ConcernPage>(lang, &mut all);
    add::<mine::GuardiansPage>(lang, &mut all);
    add::<mine::LooksPage>(lang, &mut all);
    add::<mine::MinePage>(lang, &mut all);
    add::<mine::OwnVersionPage>(lang, &mut all);
    add::<mine::PreparePage>(lang, &mut all);
    add::<partner::PartnersPage>(lang, &mut all);
    add::<partner::PartnerPage>(lang, &mut all);
    add::<partner::PartnerFormPage>(lang, &mut all);
    add::<partner::PartnersReachPage>(lang, &mut all);
    add::<handoff::HandoffsPage>(lang, &mut all);
    add::<handoff::HandoffPage>(lang, &mut all);
    add::<handoff::HandoffLetterPage>(lang, &mut all);
    add::<handoff::HelpersPage>(lang, &mut all);
    add::<handoff::SendPage>(lang, &mut all);
    add::<offer::SchoolsPage>(lang, &mut all);
    add::<offer::SchoolPage>(lang, &mut all);
    add::<offer::ComparePage>(lang, &mut all);
    add::<offer::DeskPage>(lang, &mut all);
    add::<offer::VersionPage>(lang, &mut all);
    add::<offer::LinePage>(lang, &mut all);
    add::<offer::MarkPage>(lang, &mut all);
    add::<offer::PromisedPage>(lang, &mut all);
    add::<offer::TeamOfferPage>(lang, &mut all);
    add::<knowledge::TreePage>(lang, &mut all);
    add::<knowledge::WritePage>(lang, &mut all);
    add::<knowledge::AskPage>(lang, &mut all);
    add::<knowledge::PracticePage>(lang, &mut all);
    add::<knowledge::PractisePage>(lang, &mut all);
    add::<crate::workload::WorkloadPage>(lang, &mut all);
    add::<crate::moving::ChoosePage>(lang, &mut all);
    add::<crate::moving::ClassesPage>(lang, &mut all);
    add::<crate::moving::MovedPage>(lang, &mut all);
    add::<crate::moving::CoachPage>(lang, &mut all);
    add::<crate::moving::OwnPage>(lang, &mut all);
    add::<monitor::AgendaPage>(lang, &mut all);
    add::<monitor::MonitorPage>(lang, &mut all);
    add::<monitor::PastePage>(lang, &mut all);
    add::<monitor::SourcesPage>(lang, &mut all);
    add::<monitor::TablePage>(lang, &mut all);
    add::<policy::TermPage>(lang, &mut all);
    add::<policy::TermsPage>(lang, &mut all);
    add::<problem::ProblemPage>(lang, &mut all);
    add::<referral::AskPage>(lang, &mut all);
    add::<referral::OwnCarePage>(lang, &mut all);
    add::<referral::ReferralPage>(lang, &mut all);
    add::<referral::ReferralsPage>(lang, &mut all);
    add::<research::ChoosePage>(lang, &mut all);
    add::<research::MeasurementPage>(lang, &mut all);
    add::<research::ResearchPage>(lang, &mut all);
    add::<research::TablePage>(lang, &mut all);
    add::<rights::RightsPage>(lang, &mut all);
    add::<secrecy::SecrecyPage>(lang, &mut all);
    add::<share::OutsiderPage>(lang, &mut all);
    add::<share::OwnSharesPage>(lang, &mut all);
    add::<share::SharesPage>(lang, &mut all);
    add::<signin::LinkPage>(lang, &mut all);
    add::<signin::SigninPage>(lang, &mut all);
    add::<point::PointsPage>(lang, &mut all);
    add::<absence::AbsencePage>(lang, &mut all);
    add::<transition::RoutePage>(lang, &mut all);
    add::<transition::RoutesPage>(lang, &mut all);
    add::<transition::OwnRoutePage>(lang, &mut all);
    add::<transition::LeaversPage>(lang, &mut all);
    add::<unlisted::UnlistedListPage>(lang, &mut all);
    add::<voice::AnswerPage>(lang, &mut all);
    add::<voice::HappensPage>(lang, &mut all);
    add::<voice::SayPage>(lang, &mut all);
    add::<voice::VoicesPage>(lang, &mut all);
    add::<workbench::WorkPage>(lang, &mut all);
    all
}

fn add<P: Page>(lang: Lang, all: &mut Vec<Sample>) {
    let samples = P::samples(T::new(lang)).into_iter();
    all.extend(samples.map(|(state, page)| Sample { page: P::NAME, state, lang, html: page.render() }));
}
