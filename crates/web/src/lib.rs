//! The pages of Meedoen: HTML from typed contexts, no JavaScript.
//!
//! A subject (`home`, `signin`, `account` ...) is a folder with its routes, its forms and its pages; templates in
//! `templates/<subject>/`, words in `locales/{nl,en}/<subject>.ftl`. `docs/how-to/add-a-page.md` shows how to add one.
//!
//! Two rooms stand beside the subjects and know none: [`site`] (what a request passes, and the frame of a page) and
//! [`say`] (words, forms, and what the register knows as people read it). [`samples`] renders every page in a test.
//!
//! What is not here: rules (`register`), decisions on access (`access`), SQL (`store`). No page asks a clock or draws
//! a random number itself ([`site::clock`]).

pub mod absence;
pub mod accessibility;
pub mod account;
pub mod agreement;
pub mod assess;
pub mod burden;
pub mod calendar;
pub mod card;
pub mod catalogue;
pub mod dispute;
pub mod document;
pub mod evaluation;
pub mod everything;
pub mod exam;
pub mod file;
pub mod files;
pub mod handoff;
pub mod home;
pub mod import;
pub mod intake;
pub mod invitation;
pub mod ise;
pub mod knowledge;
pub mod lesson;
pub mod listed;
pub mod mail;
pub mod manage;
pub mod meeting;
pub mod mine;
pub mod monitor;
pub mod moving;
pub mod offer;
pub mod partner;
pub mod point;
pub mod policy;
pub mod privacy;
pub mod referral;
pub mod research;
pub mod rights;
pub mod samples;
pub mod say;
pub mod secrecy;
pub mod share;
pub mod signin;
pub mod site;
pub mod transition;
pub mod unlisted;
pub mod voice;
pub mod workbench;
pub mod workload;
pub mod workplace;

pub use site::app::App;

/// All routes of the site.
pub fn routes(app: App) -> site::route::Routes {
    site::route::Routes::new(app)
        .with(home::routes)
        .with(signin::routes)
        .with(account::routes)
        .with(workbench::routes)
        .with(workplace::routes)
        .with(files::routes)
        .with(file::routes)
        .with(manage::routes)
        .with(import::routes)
        .with(unlisted::routes)
        .with(invitation::routes)
        .with(policy::routes)
        .with(calendar::routes)
        .with(listed::routes)
        .with(ise::routes)
        .with(catalogue::routes)
        .with(privacy::routes)
        .with(assess::routes)
        .with(agreement::routes)
        .with(evaluation::routes)
        .with(meeting::routes)
        .with(burden::routes)
        .with(exam::routes)
        .with(intake::routes)
        .with(dispute::routes)
        .with(referral::routes)
        .with(lesson::routes)
        .with(document::routes)
        .with(mine::routes)
        .with(everything::routes)
        .with(share::routes)
        .with(card::routes)
        .with(secrecy::routes)
        .with(voice::routes)
        .with(point::routes)
        .with(transition::routes)
        .with(absence::routes)
        .with(mail::routes)
        .with(site::language::routes)
        .with(accessibility::routes)
        .with(rights::routes)
        .with(monitor::routes)
        .with(research::routes)
        .with(offer::routes)
        .with(partner::routes)
        .with(handoff::routes)
        .with(knowledge::routes)
        .with(workload::routes)
        .with(moving::routes)
}
