//! Every word a person reads, from `locales/{nl,en}/*.ftl`.
//!
//! A template says `{{ t.get("home-title") }}`, or with something filled in
//! `{{ t.say("work-count").arg("count", n) }}`. A key that is missing shows as `⟦key⟧`: never a panic for a
//! visitor, always a failure in `tests/web/words.rs` and `tests/web/pages.rs`.

use super::format;
pub use super::lang::Lang;
use access::Role;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::{
    borrow::{Borrow, Cow},
    collections::HashMap,
    fmt,
    sync::LazyLock,
};
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The opening mark of a key without words.
pub const MISSING: char = '⟦';

struct Words {
    bundle: FluentBundle<FluentResource>,
    /// The words of each key without arguments, made once: most of what a page says.
    plain: HashMap<String, String>,
    problems: Vec<String>,
}

static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| [Words::load(Lang::Nl), Words::load(Lang::En)]);

impl Words {
    fn load(lang: Lang) -> Self {
        let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // The isolating marks that Fluent puts around arguments are read aloud by some screen readers.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::Nl => |value, _| number(Lang::Nl, value),
            Lang::En => |value, _| number(Lang::En, value),
        }));
        let mut problems = Vec::new();
        for (_, text) in FILES.iter().filter(|(code, _)| *code == lang.code()) {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partly, errors)| {
                problems.extend(errors.iter().map(|e| format!("{}: {e}", lang.code())));
                partly
            });
            if let Err(errors) = bundle.add_resource(resource) {
                problems.extend(errors.iter().map(|e| format!("{}: {e}", lang.code())));
            }
        }
        let texts = FILES.iter().filter(|(code, _)| *code == lang.code()).map(|(_, text)| *text);
        let keys = texts.flat_map(str::lines).filter_map(|line| line.split_once(" =").map(|(key, _)| key));
        let plain = keys.filter_map(|key| Some((key.to_owned(), without_arguments(&bundle, key)?))).collect();
        Self { bundle, plain, problems }
    }
}

/// The words of a key that asks for nothing to be filled in.
fn without_arguments(bundle: &FluentBundle<FluentResource>, key: &str) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
    errors.is_empty().then_some(text)
}

fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) => {
            let decimals = n.options.minimum_fraction_digits.unwrap_or(0);
            Some(format::number(lang, n.value, decimals))
        }
        _ => None,
    }
}

/// What is wrong in the word files: syntax, or a key that stands twice. For tests and `doctor`.
pub fn problems() -> Vec<String> {
    WORDS.iter().flat_map(|words| words.problems.clone()).collect()
}

/// The words of one language: small, copied into every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct T {
    lang: Lang,
}

impl T {
    /// The words of a language.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// Which language this is.
    pub const fn lang(self) -> Lang {
        self.lang
    }

    /// The words of a key without arguments.
    pub fn get(self, key: &str) -> String {
        WORDS[self.lang as usize].plain.get(key).cloned().unwrap_or_else(|| self.say(key).to_string())
    }

    /// A text as the store gives it: what stands in place of an erased text, or of one that does not open, in words.
    pub fn stored(self, text: &str) -> String {
        match text {
            store::file::key::PURGED => self.get("text-purged"),
            store::file::key::BROKEN => self.get("text-broken"),
            text => text.to_owned(),
        }
    }

    /// Whether a key has words.
    pub fn has(self, key: &str) -> bool {
        WORDS[self.lang as usize].bundle.has_message(key)
    }

    /// The words of a key, to be filled in with [`Say::arg`].
    pub fn say<'a>(self, key: &'a str) -> Say<'a> {
        Say { lang: self.lang, key, args: FluentArgs::new() }
    }

    // Templates pass fields by reference and results of calls by value: `impl Borrow` takes both.

    /// The name of a role.
    pub fn role(self, role: impl Borrow<Role>) -> String {
        self.get(&format!("role-{}", role.borrow().code()))
    }

    /// `12 maart 2026`.
    pub fn date(self, date: impl Borrow<time::Date>) -> String {
        format::date(self.lang, *date.borrow())
    }

    /// `donderdag 12 maart 2026`.
    pub fn date_with_day(self, date: impl Borrow<time::Date>) -> String {
        format::date_with_day(self.lang, *date.borrow())
    }

    /// `1.234`.
    pub fn count(self, count: impl Borrow<usize>) -> String {
        // Counts stay far below 2^53, above which a float would round them.
        format::number(self.lang, *count.borrow() as f64, 0)
    }

    /// `1.234,5`.
    pub fn number(self, value: f64, decimals: usize) -> String {
        format::number(self.lang, value, decimals)
    }
}

/// Words with arguments. Shown by its `Display`, so a template writes it directly.
pub struct Say<'a> {
    lang: Lang,
    key: &'a str,
    args: FluentArgs<'a>,
}

impl<'a> Say<'a> {
    /// Fills in an argument.
    #[must_use]
    pub fn arg(mut self, name: &'a str, value: impl IntoArg<'a>) -> Self {
        self.args.set(name, value.into_arg(self.lang));
        self
    }
}

impl fmt::Display for Say<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = &WORDS[self.lang as usize].bundle;
        let Some(pattern) = bundle.get_message(self.key).and_then(|message| message.value()) else {
            return write!(f, "{MISSING}{}⟧", self.key);
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&self.args), &mut errors);
        if errors.is_empty() { f.write_str(&text) } else { write!(f, "{MISSING}{}: argument⟧", self.key) }
    }
}

/// What can be filled in.
pub trait IntoArg<'a> {
    /// The value, in the form of the language.
    fn into_arg(self, lang: Lang) -> FluentValue<'a>;
}

impl<'a> IntoArg<'a> for &'a str {
    fn into_arg(self, _: Lang) -> FluentValue<'a> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl<'a> IntoArg<'a> for &'a String {
    fn into_arg(self, _: Lang) -> FluentValue<'a> {
        FluentValue::String(Cow::Borrowed(self))
    }
}

impl<'a> IntoArg<'a> for String {
    fn into_arg(self, _: Lang) -> FluentValue<'a> {
        FluentValue::String(Cow::Owned(self))
    }
}

impl<'a> IntoArg<'a> for time::Date {
    fn into_arg(self, lang: Lang) -> FluentValue<'a> {
        FluentValue::String(Cow::Owned(format::date(lang, self)))
    }
}

impl<'a> IntoArg<'a> for &time::Date {
    fn into_arg(self, lang: Lang) -> FluentValue<'a> {
        (*self).into_arg(lang)
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {$(
        impl<'a> IntoArg<'a> for $kind {
            fn into_arg(self, _: Lang) -> FluentValue<'a> {
                FluentValue::from(self)
            }
        }
        impl<'a> IntoArg<'a> for &$kind {
            fn into_arg(self, _: Lang) -> FluentValue<'a> {
                FluentValue::from(*self)
            }
        }
    )*};
}
numbers! { i32 i64 u8 u16 u32 u64 usize f64 }
