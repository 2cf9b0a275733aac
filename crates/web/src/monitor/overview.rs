//! A measurement: what it is, who answered, and its tables by what they are about.

use super::{
    flags::{Flag, flags, years as years_of},
    label::{Label, words},
    picture,
    since::Since,
};
use crate::{
    say::{measured::made_of, words::T},
    site::{page::Page, shell::Shell},
};
use ::monitor::check::Kind;
use ::monitor::shown::Shown;
use askama::Template;

/// `/monitor` and `/monitor/2024`.
#[derive(Template)]
#[template(path = "monitor/monitor.html")]
pub struct MonitorPage {
    t: T,
    shell: Shell,
    /// `None` while nothing is public.
    of: Option<Of>,
}

struct Of {
    year: String,
    study_year: String,
    groups: Vec<Group>,
    flags: Vec<Flag>,
    flag_years: Vec<String>,
    /// SVG of the flags, made of the same values by our own code.
    flag_picture: Option<String>,
    /// `None` where nothing can be held against the measurement before.
    since: Option<Since>,
    stated: usize,
    themes: Vec<Theme>,
    /// Other measurements that are public.
    others: Vec<String>,
    /// How many tables have something wrong with them in print.
    wrong: usize,
    /// How many claims of the text the tables do not bear out.
    claims: usize,
    made: String,
}

/// Who were asked.
struct Group {
    name: String,
    answers: String,
}

struct Theme {
    name: String,
    tables: Vec<Row>,
}

struct Row {
    href: String,
    id: String,
    title: Label,
    lost: bool,
    /// How many remarks there are.
    wrong: usize,
    /// Whether one of them is more than a base that nothing explains.
    clash: bool,
}

impl MonitorPage {
    pub(super) fn new(shell: Shell, shown: Option<&Shown>, years: &[u16]) -> Self {
        let t = shell.t;
        Self { t, shell, of: shown.map(|shown| Of::new(t, shown, years)) }
    }
}

impl Of {
    fn new(t: T, shown: &Shown, years: &[u16]) -> Self {
        let measurement = &shown.folder.measurement;
        let groups = measurement.respondents.iter().map(|group| {
            let count = |n: u32| t.number(f64::from(n), 0);
            let answers = match (group.answered, group.asked) {
                (Some(answered), Some(asked)) => t
                    .say("monitor-answered")
                    .arg("answered", count(answered))
                    .arg("asked", count(asked))
                    .arg("percent", t.number(100.0 * f64::from(answered) / f64::from(asked), 0))
                    .to_string(),
                _ => t.get("monitor-answered-unknown"),
            };
            Group { name: words(t, &group.name).to_owned(), answers }
        });
        let row = |id: &String| {
            let table = shown.find(id).and_then(|table| shown.table(table))?;
            Some(Row {
                href: format!("/monitor/{}/{}", measurement.year, table.id),
                id: table.id.clone(),
                title: Label::new(t, shown, &table.title),
                lost: table.lost,
                wrong: shown.findings(&table.id).count(),
                clash: shown.findings(&table.id).any(|found| found.kind != Kind::Base),
            })
        };
        let themes: Vec<Theme> = measurement
            .themes
            .iter()
            .map(|theme| Theme {
                name: words(t, &theme.name).to_owned(),
                tables: theme.tables.iter().filter_map(row).collect(),
            })
            .collect();
        Self {
            year: measurement.year.to_string(),
            study_year: measurement.study_year.clone(),
            groups: groups.collect(),
            flags: flags(t, shown),
            flag_years: years_of(shown).iter().map(u32::to_string).collect(),
            flag_picture: picture::flags(t, shown),
            since: Since::of(t, shown),
            made: made_of(t, &shown.folder.digest),
            stated: shown.folder.quantities.all.len(),
            claims: shown.folder.claims.len(),
            wrong: themes.iter().flat_map(|theme| &theme.tables).filter(|table| table.clash).count(),
            themes,
            others: years.iter().filter(|year| **year != measurement.year).map(u16::to_string).collect(),
        }
    }
}

impl Page for MonitorPage {
    const NAME: &'static str = "monitor/monitor";

    fn samples(t: T) -> Vec<(&'static str, Self)> {
        let library = super::samples::library();
        vec![
            ("nothing", Self::new(Shell::sample(t), None, &[])),
            ("usual", Self::new(Shell::sample(t), library.newest(), &[2026, 2024])),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::words::Lang;

    fn page(lang: Lang) -> String {
        let samples = MonitorPage::samples(T::new(lang));
        samples.into_iter().find(|(state, _)| *state == "usual").unwrap().1.render().unwrap()
    }

    /// The row of a table that holds a text.
    fn row(page: &str, text: &str) -> String {
        page.split("<tr>").find(|row| row.contains(text)).unwrap_or_else(|| panic!("{text}: {page}")).to_owned()
    }

    /// By hand: of B1 two cells are printed in both years, of B4 four. 74% of 23 is 17 and 27% of 44 is 12: z = 3,66. The others are
    /// within chance, 26% to 48% with z = 1,71. The column of 2024 in B1 makes 75, so that its table is doubtful.
    #[test]
    fn what_changed_since_the_measurement_before_is_told_and_what_may_be_chance_is_not() {
        let dutch = page(Lang::Nl);
        assert!(dutch.contains("We konden 6 cijfers met de vorige meting vergelijken."), "{dutch}");
        assert!(dutch.contains("Bij 1 daarvan is het verschil groter dan toeval."), "{dutch}");
        let changed = row(&dutch, "B1: Soms");
        for text in ["/monitor/2024/B1\"", "74% (2022)", "27% (2024)", "−47", "klopt iets niet in druk"] {
            assert!(changed.contains(text), "{text}: {changed}");
        }
        assert!(!dutch.contains("B1: Meestal wel"), "z = 1,71: {dutch}");
        let english = page(Lang::En);
        assert!(english.contains("We could compare 6 figures") && english.contains("<span lang=\"nl\">Soms</span>"));
    }

    #[test]
    fn a_flag_that_was_put_together_says_so() {
        for (lang, text) in [(Lang::Nl, "door ons teruggezocht"), (Lang::En, "put together by us")] {
            let page = page(lang);
            let (first, second) =
                if lang == Lang::Nl { ("Een doel<", "Nog een doel<") } else { ("An aim<", "Another aim<") };
            assert!(row(&page, &format!("<th scope=\"row\">{first}")).contains(text), "{page}");
            assert!(!row(&page, &format!("<th scope=\"row\">{second}")).contains(text), "{page}");
        }
    }

    /// The picture has what the table under it has: each value with its year, and a break.
    #[test]
    fn the_picture_of_the_flags_says_what_their_table_says() {
        let page = page(Lang::Nl);
        let picture = page.split("<svg ").find(|it| it.contains("figuur-titel")).unwrap();
        for text in
            ["Hoe staat het ervoor?", ">2022: 90%<", ">2024: 48%<", ">breuk<", ">2024: waarde niet overgeleverd<"]
        {
            assert!(picture.contains(text), "{text}: {picture}");
        }
        let table = row(&page, "<th scope=\"row\">Een doel<");
        assert!(table.contains("90%") && table.contains("48%") && table.contains("breuk"), "{table}");
    }
}
