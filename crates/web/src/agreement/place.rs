//! Where a version is, for staff, and what every page below it begins with.

use crate::{
    say::{agreement, person::name},
    site::{
        app::App,
        problem::{Problem, id},
        shell::Shell,
    },
};
use access::{Action, Actor};
use register::{FileId, Moment, VersionId};
use store::agreement::view::VersionView;

/// The version at an address that names its file too. A version belongs to one file: at any other address it is not
/// there. Asked first, so that no look is recorded that showed nothing.
pub(super) async fn at(app: &App, actor: &Actor, path: &(String, String)) -> Result<VersionId, Problem> {
    let (file, version): (FileId, VersionId) = (id(&path.0)?, id(&path.1)?);
    if app.store.file_of_version(actor, version).await? != file {
        return Err(Problem::NotFound);
    }
    Ok(version)
}

/// Shows the version. A form about it is a look at it, and no more than that before it is sent.
pub(super) async fn read(app: &App, actor: &Actor, version: VersionId, now: Moment) -> Result<VersionView, Problem> {
    Ok(app.store.agreement_version(actor, Action::ViewAgreement, version, now).await?)
}

/// A form that one may not send is not there.
pub(super) const fn only(may: bool) -> Result<(), Problem> {
    if may { Ok(()) } else { Err(Problem::NotFound) }
}

/// Where a version is read, for staff.
pub(super) fn address(file: FileId, version: VersionId) -> String {
    format!("/dossiers/{file}/afspraken/{version}")
}

/// The way to a page below a version.
pub(super) fn below(shell: Shell, view: &VersionView) -> Shell {
    let t = shell.t;
    let number = t
        .say(agreement::called(&view.version, "mine-version-title", "mine-version-title-agreed"))
        .arg("number", view.version.number)
        .to_string();
    let whole = name(t, &view.person);
    let shell = shell.crumb(t.get("assess-crumb-files"), "/dossiers").crumb(whole, format!("/dossiers/{}", view.file));
    shell.crumb(number, address(view.file, view.version.id))
}
