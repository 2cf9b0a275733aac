//! Inviting people: `/beheer/uitnodigingen` for who manages accounts, `/dossiers/{file}/uitnodigen` for who works with a
//! student. What whoever opens the link sees is `signin::link`.

mod address;
mod file;
mod invite;
mod issued;
mod letter;
mod list;
mod password;
mod unreached;
mod words;

pub use file::FilePage;
pub use invite::InvitePage;
pub use issued::IssuedPage;
pub use list::ListPage;
pub use unreached::UnreachedPage;

// The templates name them.
pub(crate) use letter::{LETTER, TOKEN};

use crate::site::route::Routes;

/// Its routes.
pub fn routes(routes: Routes) -> Routes {
    routes
        .with(list::routes)
        .with(invite::routes)
        .with(file::routes)
        .with(letter::routes)
        .with(password::routes)
        .with(unreached::routes)
}
