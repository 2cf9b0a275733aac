//! The school's catalogue, for who manages it: `/beheer/maatregelen` with measures and templates, and below it a form for
//! each. What was agreed has its own words: nothing here changes it.

mod fields;
mod list;
mod measure;
mod template;

pub use list::CataloguePage;
pub use measure::MeasurePage;
pub use template::TemplatePage;

use crate::site::route::{Gate, Routes};
use access::Action;

// The templates name them.
pub(crate) use fields::{DO, LOOK, WAS};

/// Their routes.
pub fn routes(routes: Routes) -> Routes {
    let gate = Gate::Needs(Action::ManageCatalogue);
    routes
        .get("/beheer/maatregelen", gate, list::list)
        .get("/beheer/maatregelen/nieuw", gate, measure::begin)
        .post("/beheer/maatregelen/nieuw", gate, measure::add)
        .get("/beheer/maatregelen/{measure}", gate, measure::form)
        .post("/beheer/maatregelen/{measure}", gate, measure::save)
        .get("/beheer/sjablonen/nieuw", gate, template::begin)
        .post("/beheer/sjablonen/nieuw", gate, template::add)
        .get("/beheer/sjablonen/{template}", gate, template::form)
        .post("/beheer/sjablonen/{template}", gate, template::save)
}
