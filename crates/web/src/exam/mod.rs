//! Adapted exams: asked on `/mijn/examens` and on the file, decided at `/examens`, and arranged by the list of an exam period. What came
//! back from an appeal and stands on no request is at `/examens/beroep`.

mod appeal;
mod appeals;
mod document;
mod list;
mod needs;
mod of_file;
mod one;
mod own;
mod period;
mod periods;
mod place;
mod samples;
mod sheet;

pub use appeal::AppealPage;
pub use appeals::AppealsPage;
pub use list::ExamsPage;
pub use of_file::FileExamsPage;
pub use one::ExamPage;
pub use own::OwnExamsPage;
pub use period::PeriodPage;
pub use periods::PeriodsPage;

use crate::site::route::{Gate, Routes};
use access::Action;

/// A made-up period with its list, for who looks at documents.
pub fn period_sample() -> Option<store::exam::PeriodView> {
    samples::period(&[(1, Some("Bo Li")), (2, None)], false)
}

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    let office = Gate::Needs(Action::DecideExam);
    let staff = Gate::Needs(Action::AskExam);
    routes
        .get("/examens", office, list::list)
        .get("/examens/beroep", office, appeals::list)
        .get("/examens/beroep/{back}", office, appeal::show_one)
        .post("/examens/beroep/{back}", office, appeal::act)
        .get("/examens/periodes", office, periods::show_all)
        .post("/examens/periodes", office, periods::change)
        .get("/examens/periodes/{period}", office, period::show_one)
        .get("/examens/periodes/{period}/lijst", office, sheet::paper)
        .get("/examens/periodes/{period}/tabel", office, sheet::table)
        .get("/examens/periodes/{period}/behoeften", office, needs::of_period)
        .get("/examens/{exam}", office, one::show_one)
        .post("/examens/{exam}", office, one::act)
        .get("/examens/{exam}/besluit", office, document::decision)
        .get("/examens/{exam}/behoeften", office, needs::of_one)
        .get("/dossiers/{file}/examens", staff, of_file::form)
        .post("/dossiers/{file}/examens", staff, of_file::send)
        .get("/mijn/examens/{file}", Gate::Needs(Action::SeeOwnAgreement), own::form)
        .post("/mijn/examens/{file}", Gate::Needs(Action::SayYourself), own::send)
        .get("/mijn/examens/{file}/{exam}/besluit", Gate::Needs(Action::SeeOwnAgreement), document::own)
}
