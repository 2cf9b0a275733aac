//! What research bodies measure, kept for the site: `DIR/<code>/<year>` is a measurement of the research body with that code, its
//! answers in `answers` there. Without `measurement.toml` it is the published measurement of that year, and only the answers are
//! the body's own.
//!
//! A measurement is read and counted when somebody asks for it, on a thread of its own, and again when one of its files is another
//! than it was: whoever corrects a text or an answer loads the page anew. Answers stay in memory while the program runs, and come
//! in no database and no backup.

use super::{answers, embedded, folder};
use crate::outcome::{Run, Trouble};
use ::monitor::answers::Answers;
use ::monitor::book::Earlier;
use ::monitor::check::of_folder;
use ::monitor::folder::{Folder, Reading, Texts};
use ::monitor::research::{Given, Research, Unused};
use register::tenant::BodyCode;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use web::site::measured::{Held, Measuring, Stands};

/// Where the answers of a measurement are, within its folder.
const ANSWERS: &str = "answers";

/// Every file below a folder, with its length and when it was written: two that are equal are taken for the same.
type Stamp = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// The measurements that were asked for, by folder.
type Made = HashMap<PathBuf, (Stamp, Stands)>;

/// Keeps them.
#[derive(Clone, Default)]
pub struct Shelf {
    dir: Option<PathBuf>,
    made: Arc<Mutex<Made>>,
    /// One at a time: each may take every processor.
    turn: Arc<Mutex<()>>,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shelf").field("dir", &self.dir).finish_non_exhaustive()
    }
}

impl Shelf {
    /// The folder of an installation; none: nothing is measured here.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn open(dir: Option<&Path>) -> Run<Self> {
        if let Some(dir) = dir.filter(|dir| !dir.is_dir()) {
            return Err(Trouble::usage(format!("there is no folder {}", dir.display())));
        }
        Ok(Self { dir: dir.map(Path::to_path_buf), ..Self::default() })
    }

    /// Begins with every measurement there is, so that nobody waits for the first page.
    pub fn begin(&self) {
        let Some(entries) = self.dir.as_ref().and_then(|dir| fs::read_dir(dir).ok()) else { return };
        for entry in entries.flatten() {
            if let Some(code) = entry.file_name().to_str() {
                self.of(code);
            }
        }
    }

    fn held(&self) -> MutexGuard<'_, Made> {
        // Whoever fell over while holding it left each entry whole.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far a measurement is; it is begun with where it is new or another than it was.
    fn stands(&self, folder: PathBuf, year: u16) -> Stands {
        let mut stamp = Stamp::new();
        // The measurement before may be one of the body's own: with its answers this one is held against those.
        stamped(folder.parent().unwrap_or(&folder), &mut stamp);
        let mut held = self.held();
        if let Some((_, stands)) = held.get(&folder).filter(|(of, _)| *of == stamp) {
            return stands.clone();
        }
        held.insert(folder.clone(), (stamp.clone(), Stands::Making));
        drop(held);
        let shelf = self.clone();
        std::thread::spawn(move || {
            let turn = shelf.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let made = catch_unwind(AssertUnwindSafe(|| make(&folder, year)));
            let made =
                made.unwrap_or_else(|_| Stands::Unreadable("the program fell over: please tell its makers".to_owned()));
            drop(turn);
            let mut held = shelf.held();
            // What changed meanwhile is being made anew.
            if let Some(entry) = held.get_mut(&folder).filter(|(of, _)| *of == stamp) {
                entry.1 = made;
            }
        });
        Stands::Making
    }
}

impl Measuring for Shelf {
    fn of(&self, body: &str) -> Vec<Held> {
        // A code may name a folder, and anything else may not.
        let Some(dir) = self.dir.as_ref().zip(BodyCode::parse(body)).map(|(dir, code)| dir.join(code.as_str())) else {
            return Vec::new();
        };
        let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
        let year = |path: PathBuf| {
            let name = path.file_name()?.to_str()?;
            let year: u16 = name.parse().ok().filter(|year: &u16| year.to_string() == name)?;
            path.is_dir().then_some((year, path))
        };
        let mut all: Vec<(u16, PathBuf)> = entries.flatten().filter_map(|entry| year(entry.path())).collect();
        all.sort_unstable_by_key(|it| std::cmp::Reverse(it.0));
        all.into_iter().map(|(year, path)| Held { year, stands: self.stands(path, year) }).collect()
    }
}

fn stamped(folder: &Path, found: &mut Stamp) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, about) = (entry.path(), entry.metadata());
        match about {
            Ok(about) if about.is_dir() => stamped(&path, found),
            Ok(about) => drop(found.insert(path, (about.len(), about.modified().ok()))),
            // It is gone by now, or may not be looked at: making it will say so.
            Err(_) => drop(found.insert(path, (0, None))),
        }
    }
}

/// Makes a measurement, or says why its folder cannot be read.
fn make(folder: &Path, year: u16) -> Stands {
    read(folder, year)
        .map_or_else(|trouble| Stands::Unreadable(trouble.to_string()), |made| Stands::Made(Arc::new(made)))
}

fn read(at: &Path, year: u16) -> Run<Research> {
    let threads = answers::threads();
    let texts = texts(at, year)?;
    let reading = Reading::of(&texts);
    let own = reading.folder.as_ref();
    if let Some(other) = own.map(|folder| folder.measurement.year).filter(|other| *other != year) {
        return Err(Trouble::usage(format!(
            "{} is called {year}, and its measurement.toml says {other}",
            at.display()
        )));
    }
    let (from, beside) = match folder::earlier(at, own.and_then(|folder| folder.measurement.from))? {
        Ok(from) => (from, None),
        Err(problem) => (None, Some(problem)),
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let dir = at.join(ANSWERS);
    let given = match own.filter(|_| reading.problems.is_empty() && dir.is_dir()) {
        None => Given::Nothing,
        Some(folder) => given(folder, &dir, threads, &mut files),
    };
    // The answers of the measurement before, where the body has them.
    let before = own.and_then(|folder| folder.measurement.from).zip(at.parent());
    let before = before.map(|(year, all)| (year, all.join(year.to_string()).join(ANSWERS)));
    let (mut earlier, mut unused) = (None, None);
    // Where nothing is made of this one, nothing is held against those.
    if let (Given::Read { synthetic, .. }, Some((year, dir))) = (&given, before.filter(|(_, dir)| dir.is_dir())) {
        let mut old: Vec<(String, Vec<u8>)> = Vec::new();
        match used(from.as_ref().filter(|from| from.measurement.year == year), &dir, *synthetic, threads, &mut old) {
            Ok(answers) => {
                earlier = Some((answers, *synthetic));
                files.extend(old.into_iter().map(|(of, bytes)| (format!("before/{of}"), bytes)));
            }
            Err(why) => unused = Some(Unused { year, why }),
        }
    }
    let from = from.as_ref().map(|folder| match &earlier {
        Some((answers, synthetic)) => Earlier { folder, answers, synthetic: *synthetic },
        None => Earlier::printed(folder),
    });
    let named = files.iter().map(|(of, bytes)| (of.as_str(), bytes.as_slice()));
    let digest = ::monitor::folder::digest(&texts, named);
    let mut made = Research { unused, ..Research::of(&texts, from.as_ref(), given, digest, threads) };
    // What is wrong beside it is found as well: without it nothing says why nothing is compared.
    made.findings.extend(beside.as_ref().map(of_folder));
    Ok(made)
}

/// The answers of the measurement before; or why they are not used, a line each.
fn used(
    from: Option<&Folder>,
    dir: &Path,
    synthetic: bool,
    threads: usize,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<Vec<Answers>, Vec<String>> {
    let Some(from) = from else {
        return Err(vec!["the texts beside them are wrong: the page of that measurement says what".to_owned()]);
    };
    match given(from, dir, threads, files) {
        Given::Read { answers, synthetic: before } if before == synthetic => Ok(answers),
        // Answers that nobody gave say nothing of those that somebody did.
        Given::Read { .. } => Err(vec!["only one of both measurements has answers that nobody gave".to_owned()]),
        Given::Wrong(why) => Err(why),
        Given::Nothing => Err(Vec::new()),
    }
}

/// The texts of a measurement: its own, or those within the program.
fn texts(at: &Path, year: u16) -> Run<Texts> {
    if at.join("measurement.toml").is_file() {
        let mut texts = folder::texts(at)?;
        texts.retain(|file, _| !file.starts_with("answers/"));
        return Ok(texts);
    }
    embedded::texts(&year.to_string())
        .ok_or_else(|| Trouble::usage(format!("{} has no measurement.toml", at.display())))
}

fn given(folder: &Folder, dir: &Path, threads: usize, files: &mut Vec<(String, Vec<u8>)>) -> Given {
    match answers::gather(folder, dir, true, threads) {
        Err(trouble) => Given::Wrong(vec![trouble.to_string()]),
        Ok(Err(wrong)) => Given::Wrong(wrong),
        Ok(Ok(read)) => {
            *files = read.files;
            Given::Read { answers: read.answers, synthetic: read.synthetic }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    /// A folder that is taken away afterwards.
    struct Temporary(PathBuf);

    impl Temporary {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("meedoen-shelf-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }
    }

    impl Drop for Temporary {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn settled(shelf: &Shelf, body: &str) -> Vec<Held> {
        let until = Instant::now() + Duration::from_secs(120);
        loop {
            let all = shelf.of(body);
            if all.iter().all(|held| !matches!(held.stands, Stands::Making)) {
                return all;
            }
            assert!(Instant::now() < until, "it never settles");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    const MEASUREMENT: &str = "year = 2026\nstudy_year = \"2025-2026\"\nname = { nl = \"Proef\", en = \"Trial\" }\n\
        state = { is = \"draft\" }\n[[respondents]]\nid = \"school\"\nname = { nl = \"scholen\", en = \"schools\" }\nhow = \"all\"\n";
    const ASKED: &str = "of = [\"school\"]\nname = { nl = \"Vragen\", en = \"Questions\" }\n[[items]]\nid = \"help\"\n\
        text = { nl = \"Hulp?\", en = \"Help?\" }\nlevels = [[\"1\", \"Ja\", \"Yes\"], [\"2\", \"Nee\", \"No\"]]\n";
    const TABLES: &str = "[[tables]]\nid = \"T1\"\ntitle = { nl = \"Hulp\", en = \"Help\" }\n\
        base = { nl = \"wie antwoordde\", en = \"who answered\" }\nof = \"school\"\nacross = [[\"help\", \"Hulp\", \"Help\"]]\n";

    fn written(root: &Path, body: &str, year: &str, answers: Option<&str>) {
        let folder = root.join(body).join(year);
        fs::create_dir_all(folder.join("questionnaires")).unwrap();
        fs::write(folder.join("measurement.toml"), MEASUREMENT.replace("2026", year)).unwrap();
        fs::write(folder.join("questionnaires/all.toml"), ASKED).unwrap();
        fs::write(folder.join("tables.toml"), TABLES).unwrap();
        if let Some(answers) = answers {
            fs::create_dir_all(folder.join(ANSWERS)).unwrap();
            fs::write(folder.join(ANSWERS).join("school.csv"), answers).unwrap();
        }
    }

    fn made(held: &Held) -> &Research {
        match &held.stands {
            Stands::Made(research) => research,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_body_has_its_own_measurements_and_what_changes_is_made_anew() {
        let root = Temporary::new("own");
        let ten = "id,help\n".to_owned() + &(1..=10).map(|id| format!("{id},{}\n", 1 + id % 2)).collect::<String>();
        written(&root.0, "EEN", "2026", Some(&ten));
        written(&root.0, "EEN", "2022", None);
        written(&root.0, "TWEE", "2026", Some("id,help\n1,9\n"));
        fs::create_dir_all(root.0.join("EEN/2023")).unwrap();
        fs::create_dir_all(root.0.join("EEN/oud")).unwrap();
        let shelf = Shelf::open(Some(&root.0)).unwrap();
        let first = settled(&shelf, "EEN");
        assert_eq!(first.iter().map(|held| held.year).collect::<Vec<_>>(), [2026, 2023, 2022], "the newest first");
        assert_eq!(made(&first[0]).read.done().map(|all| all[0].rows), Some(10));
        assert!(made(&first[0]).book.done().is_some());
        assert!(matches!(&first[1].stands, Stands::Unreadable(why) if why.contains("measurement.toml")), "{first:?}");
        assert_eq!(made(&first[2]).read, ::monitor::research::Stage::Waits);
        // An answer that no scale has is told, with its row.
        let other = settled(&shelf, "TWEE");
        assert!(
            matches!(&made(&other[0]).read, ::monitor::research::Stage::Stopped(why) if why[0].contains("row 1")),
            "{other:?}"
        );
        // It was corrected.
        fs::write(root.0.join("TWEE/2026/answers/school.csv"), &ten).unwrap();
        assert!(made(&settled(&shelf, "TWEE")[0]).book.done().is_some());
        let digests = [made(&settled(&shelf, "TWEE")[0]), made(&first[0])].map(|it| it.digest.clone());
        assert_eq!(digests[0], digests[1], "the same texts and answers are the same");
    }

    #[test]
    fn answers_of_before_that_are_not_used_are_told_and_are_no_part_of_what_was_made() {
        let root = Temporary::new("before");
        let ten = "id,help\n".to_owned() + &(1..=10).map(|id| format!("{id},{}\n", 1 + id % 2)).collect::<String>();
        let other = ten.replacen("1,2", "1,1", 1);
        let wrong = ten.replacen("1,2", "1,9", 1);
        written(&root.0, "EEN", "2026", Some(&ten));
        let measurement = root.0.join("EEN/2026/measurement.toml");
        fs::write(&measurement, MEASUREMENT.replace("year = 2026", "year = 2026\nfrom = 2022")).unwrap();
        written(&root.0, "EEN", "2022", None);
        let shelf = Shelf::open(Some(&root.0)).unwrap();
        // What is told of 2022, and of what this one is made.
        let found = || {
            let all = settled(&shelf, "EEN");
            let made = made(&all[0]);
            assert!(made.book.done().is_some() || made.read.done().is_none(), "{made:?}");
            (made.unused.clone(), made.digest.clone())
        };
        let (told, alone) = found();
        assert_eq!(told, None, "there are none");
        let said = |why: &Option<Unused>| {
            let unused = why.clone().unwrap();
            assert_eq!((unused.year, unused.why.len()), (2022, 1), "{unused:?}");
            unused.why[0].clone()
        };
        // An answer that no scale has.
        written(&root.0, "EEN", "2022", Some(&wrong));
        let (told, digest) = found();
        assert!(said(&told).contains("row 1"), "{told:?}");
        assert_eq!(digest, alone);
        // It was corrected: now they are used, and are part of what this one is made of.
        written(&root.0, "EEN", "2022", Some(&ten));
        let (told, digest) = found();
        assert_eq!(told, None);
        assert_ne!(digest, alone);
        // Nobody gave them.
        let marker = super::super::marker::text("Nobody gave these.", [("school.csv", ten.as_bytes())]);
        let file = root.0.join("EEN/2022/answers").join(super::super::marker::FILE);
        fs::write(&file, marker).unwrap();
        let (told, digest) = found();
        assert!(said(&told).contains("nobody gave"), "{told:?}");
        assert_eq!(digest, alone);
        fs::remove_file(&file).unwrap();
        // Their texts are wrong.
        fs::write(root.0.join("EEN/2022/tables.toml"), "[[tables]]\n").unwrap();
        let (told, digest) = found();
        assert!(said(&told).contains("the texts beside them are wrong"), "{told:?}");
        assert_eq!(digest, alone);
        // Nothing is made of this one: those of before are no part of it, whichever they are, and nothing is said of them.
        written(&root.0, "EEN", "2022", Some(&ten));
        fs::write(root.0.join("EEN/2026/answers/school.csv"), &wrong).unwrap();
        let (told, one) = found();
        assert_eq!(told, None);
        written(&root.0, "EEN", "2022", Some(&other));
        assert_eq!(found(), (None, one));
    }

    #[test]
    fn a_code_names_a_folder_and_nothing_else_does() {
        let root = Temporary::new("code");
        written(&root.0, "EEN", "2026", None);
        let shelf = Shelf::open(Some(&root.0.join("EEN"))).unwrap();
        for code in ["..", ".", "", "/", "27DV", "een", "EEN/..", "../EEN"] {
            assert!(shelf.of(code).is_empty(), "{code}");
        }
        assert!(Shelf::open(Some(&root.0.join("nothing"))).is_err());
        assert!(Shelf::open(None).unwrap().of("EEN").is_empty());
    }
}
