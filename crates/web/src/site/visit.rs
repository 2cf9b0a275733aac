//! One request, as far as every page needs to know it: who, in which language, from where.

use crate::{
    say::{
        form::Input,
        words::{Lang, T},
    },
    site::{
        app::{App, Settings},
        cookie,
        problem::Problem,
        session::Signed,
        shell::Shell,
    },
};
use axum::http::{HeaderMap, Uri, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::{
    ops::Deref,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// A visit; cheap to clone.
#[derive(Clone)]
pub struct Visit(Arc<Facts>);

/// What [`Visit`] holds.
pub struct Facts {
    /// The language of the page.
    pub lang: Lang,
    /// Who is signed in.
    pub signed: Option<Signed>,
    /// The session cookie of someone whose session has ended.
    pub ended: Option<String>,
    /// The cookie that forms are bound to.
    pub binding: Option<String>,
    /// Key of what to say at the top of this page.
    pub notice: Option<String>,
    path: String,
    query: Option<String>,
    fresh: OnceLock<String>,
    refused: OnceLock<Input>,
    shown_again: AtomicBool,
}

impl Deref for Visit {
    type Target = Facts;
    fn deref(&self) -> &Facts {
        &self.0
    }
}

impl Visit {
    /// Reads a request.
    pub(crate) async fn of(app: &App, uri: &Uri, headers: &HeaderMap) -> Result<Self, Problem> {
        let mut facts = Facts::nobody(app.settings, uri, headers);
        // Assets belong to no one: no look-up for them.
        if let Some(session) =
            cookie::get(app.settings, headers, cookie::Name::Session).filter(|_| !uri.path().starts_with("/assets/"))
        {
            facts.signed = app.sessions.find(session, app.clock.now()).await?;
            if facts.signed.is_none() {
                facts.ended = Some(session.to_owned());
            }
        }
        Ok(Self(Arc::new(facts)))
    }

    /// A request of someone we cannot or need not know.
    pub(crate) fn nobody(settings: Settings, uri: &Uri, headers: &HeaderMap) -> Self {
        Self(Arc::new(Facts::nobody(settings, uri, headers)))
    }

    /// The words of this visit.
    pub fn t(&self) -> T {
        T::new(self.lang)
    }

    /// The path, without a query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What the address asks under a name (`?na=...`): opaque ids and codes, which need no decoding.
    pub fn asked(&self, name: &str) -> Option<&str> {
        let pairs = self.query.as_deref()?.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value).filter(|value| !value.is_empty())
    }

    /// What the one who is signed in typed on this path and did not save.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draft(&self, app: &App) -> Result<Option<Input>, Problem> {
        if let Some(refused) = self.refused() {
            self.shown_again.store(true, Ordering::Relaxed);
            return Ok(Some(refused.clone()));
        }
        let Some(signed) = &self.signed else { return Ok(None) };
        let kept = app.store.draft(signed.member.account, self.path()).await?;
        let draft = kept.and_then(|body| Input::parse(body.as_bytes()));
        // It shows what it showed when it was typed.
        if let Some(with) = draft.as_ref().and_then(Input::sealed_with) {
            store::sealed_with::carry(with);
        }
        Ok(draft)
    }

    /// What was sent in a form that shows erased text, and was not taken: the page is shown again with it, as its sender has it
    /// before them. It is kept nowhere: a draft would be that text on disk.
    pub(crate) fn refused(&self) -> Option<&Input> {
        self.refused.get()
    }

    /// Notes that a form was not taken because it shows erased text.
    pub(crate) fn refuse(&self, typed: Input) {
        let _ = self.refused.set(typed);
    }

    /// Whether a page took up what was refused.
    pub(crate) fn shows_again(&self) -> bool {
        self.shown_again.load(Ordering::Relaxed)
    }

    /// The draft of this path, and the frame that says so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn with_draft(&self, app: &App, shell: Shell) -> Result<(Shell, Option<Input>), Problem> {
        let draft = self.draft(app).await?;
        // What was just sent is no draft, and the frame says why it is here again.
        let kept = draft.is_some() && self.refused().is_none();
        Ok((if kept { shell.with_draft(self.path()) } else { shell }, draft))
    }

    /// The token of the forms on this page; empty for a visitor without a cookie.
    pub(crate) fn form_token(&self, app: &App) -> String {
        let Some(cookie) = self.binding.as_deref().or(self.fresh()) else { return String::new() };
        match &self.signed {
            Some(Signed { member, .. }) => app.csrf.token_of(cookie, member.account, member.membership),
            None => app.csrf.token(cookie),
        }
    }

    /// What forms on this page are bound to. A visitor without a cookie gets one: only sign-in pages need that.
    pub fn binding_or_new(&self, app: &App) -> &str {
        match &self.binding {
            Some(cookie) => cookie,
            None => self.fresh.get_or_init(|| URL_SAFE_NO_PAD.encode(app.chance.draw())),
        }
    }

    pub(crate) fn fresh(&self) -> Option<&str> {
        self.fresh.get().map(String::as_str)
    }
}

impl Facts {
    fn nobody(settings: Settings, uri: &Uri, headers: &HeaderMap) -> Self {
        let cookie = |name| cookie::get(settings, headers, name).filter(|value| !value.is_empty()).map(str::to_owned);
        Self {
            lang: language(settings, uri, headers),
            signed: None,
            ended: None,
            binding: cookie(cookie::Name::Session).or_else(|| cookie(cookie::Name::Visitor)),
            // Any browser can send any cookie: only keys of notices are said.
            notice: cookie(cookie::Name::Notice).filter(|key| key.starts_with("notice-") && T::default().has(key)),
            path: uri.path().to_owned(),
            query: uri.query().map(str::to_owned),
            fresh: OnceLock::new(),
            refused: OnceLock::new(),
            shown_again: AtomicBool::new(false),
        }
    }
}

/// What the address asks, or what was chosen before, or what the browser prefers; Dutch when nothing says so.
fn language(settings: Settings, uri: &Uri, headers: &HeaderMap) -> Lang {
    let asked = uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("taal=")));
    asked
        .and_then(Lang::from_code)
        .or_else(|| cookie::get(settings, headers, cookie::Name::Language).and_then(Lang::from_code))
        .or_else(|| headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).and_then(preferred))
        .unwrap_or_default()
}

/// The first language of an `Accept-Language` that we speak. Browsers send them in order of preference.
fn preferred(accept: &str) -> Option<Lang> {
    accept.split(',').find_map(|range| Lang::from_code(range.trim().get(..2)?))
}

/// Whether a text is a path on this site, fit to lead to: no other host, no control character, no way to hide one.
pub fn is_local_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 500
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.~%?=&".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_language_is_what_was_asked_then_chosen_then_preferred() {
        for (uri, cookie, accept, expected) in [
            ("/", "", "", Lang::Nl),
            ("/", "", "en-GB,en;q=0.9,nl;q=0.8", Lang::En),
            ("/", "", "de-DE,nl;q=0.8,en;q=0.7", Lang::Nl),
            ("/", "", "fr", Lang::Nl),
            ("/", "taal=nl", "en", Lang::Nl),
            ("/?taal=en", "taal=nl", "nl", Lang::En),
            ("/?taal=xx", "a=b; taal=en", "nl", Lang::En),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::from_str(cookie).unwrap());
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_str(accept).unwrap());
            assert_eq!(
                language(Settings::default(), &uri.parse().unwrap(), &headers),
                expected,
                "{uri} {cookie} {accept}"
            );
        }
    }

    #[test]
    fn only_paths_of_ours_lead_back() {
        for good in ["/", "/mijn", "/dossiers/018f-a", "/werk?pagina=2", "/zoeken/a%20b"] {
            assert!(is_local_path(good), "{good}");
        }
        for bad in ["", "mijn", "//elders.nl", "https://elders.nl", "/\\elders.nl", "/a\r\nX: y", "/a b", "/a;b"] {
            assert!(!is_local_path(bad), "{bad:?}");
        }
    }
}
