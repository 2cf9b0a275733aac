use crate::report::{Report, weighting};
use crate::sample::sample;
use monitor::book::design::{Share, Weighted};

/// The outline of a document: headings by their depth, and what kinds of blocks stand under them.
fn outline(sections: &[document::Section], depth: usize, all: &mut Vec<String>) {
    for section in sections {
        all.push(format!("{depth} {}", section.heading));
        outline(&section.sections, depth + 1, all);
    }
}

fn pictures(sections: &[document::Section]) -> Vec<&document::Picture> {
    let mut all = Vec::new();
    for section in sections {
        for block in &section.blocks {
            if let document::Block::Picture(picture) = block {
                all.push(picture);
            }
        }
        all.extend(pictures(&section.sections));
    }
    all
}

#[test]
fn paper_says_what_the_page_says() {
    for synthetic in [false, true] {
        let (folder, made, blocks) = sample(synthetic);
        let report = Report { folder: &folder, made: &made, blocks: &blocks, digest: "abc", version: "1.2.3" };
        let document = super::document(&report);
        let mut headings = Vec::new();
        outline(&document.sections, 1, &mut headings);
        assert_eq!(headings, ["1 Hulp", "2 Welke", "1 Alle tabellen", "1 Hoe dit is gemaakt"]);
        // Whatever is read on paper is read on the page.
        let page = crate::report::html(&report);
        for words in document.words().into_iter().filter(|words| !words.is_empty() && !words.contains('–')) {
            let words = words.strip_prefix("Tabel ").unwrap_or(words);
            let there = page.contains(&crate::escape::xml(words));
            assert!(
                there || words.starts_with("Synthetisch:") || words == "Monitor passend onderwijs mbo",
                "{words}: {page}"
            );
        }
        // A picture has a width of its own, is read as words, and stands with the table that says the same.
        let pictures = pictures(&document.sections);
        assert!(!pictures.is_empty(), "no picture");
        for picture in pictures {
            assert!(
                picture.drawn.starts_with("<svg ") && picture.drawn.contains(" width=\"480\" "),
                "{}",
                picture.drawn
            );
            assert!(!picture.drawn.contains("inherit"), "{}", picture.drawn);
            assert_eq!(picture.title.contains("(synthetisch)"), synthetic, "{}", picture.title);
            assert!(picture.description.contains("tabel"), "{}", picture.description);
        }
        assert_eq!(document.mark.is_some(), synthetic);
        let all = document.words().join("\n");
        assert!(all.contains("63") && all.contains("vingerafdruk abc") && all.contains("Meedoen 1.2.3"), "{all}");
    }
}

/// Every table says what it rests on, and which sentences of the text are about it; every picture has its table.
#[test]
fn a_number_leads_to_how_it_was_made() {
    let (folder, made, blocks) = sample(true);
    let report = Report { folder: &folder, made: &made, blocks: &blocks, digest: "abc", version: "1.2.3" };
    let page = crate::report::html(&report);
    for text in [
        "<a href=\"#T1\">de meeste</a>",
        "<details id=\"hoe-T1\">",
        "<li>Vraag (help): Is er hulp &lt;altijd&gt;?</li>",
        "<li>Het rapport zegt hierover: <a href=\"#zin-3\">Bij de meeste scholen is er hulp.</a></li>",
        "<p id=\"zin-3\">",
        "<li>Het rapport zegt hierover: <a href=\"#zin-5\">Tijd: 76%.</a></li>",
        "<a href=\"#gemaakt\">",
        "T1. Hulp (synthetisch)</title>",
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    // Names of parts are names of one part, though a page has several pictures.
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for named in
        page.split("href=\"#").chain(page.split("url(#")).skip(1).filter_map(|rest| rest.split(['"', ')']).next())
    {
        assert!(unique.contains(named) || named.starts_with("<!doctype"), "{named}");
    }
    let tables = crate::report::tables(&report);
    assert_eq!(tables[1]["says"].to_string(), "[\"Tijd: 76%.\"]");
    assert_eq!((tables[0]["measurement"].as_str(), tables[0]["program"].as_str()), (Some("abc"), Some("1.2.3")));
}

#[test]
fn what_weighting_did_leaves_out_what_tells_of_few() {
    let share = |known: bool| Share {
        item: "track".to_owned(),
        code: "bol".to_owned(),
        target: 70.0,
        before: known.then_some(50.0),
        after: known.then_some(70.0),
    };
    let many = Weighted {
        of: "student".to_owned(),
        n: 200,
        population: 1000,
        design_effect: 1.16,
        effective_n: 172.4,
        range: Some((0.6, 1.4)),
        trimmed: Some(0),
        margins: vec![share(true)],
    };
    assert_eq!(
        weighting(&many),
        [
            "200 antwoorden, gewogen naar 1000 mensen. Gewichten van 0,60 tot 1,40 keer het gemiddelde. Afgekapte gewichten: 0. \
             Designeffect 1,16, effectieve n 172.",
            "track: bol: doel 70,0%, voor de weging 50,0%, erna 70,0%.",
        ]
    );
    let few = Weighted { range: None, trimmed: None, design_effect: 1.2, margins: vec![share(false)], ..many };
    assert_eq!(
        weighting(&few),
        [
            "200 antwoorden, gewogen naar 1000 mensen. Designeffect 1,2, effectieve n 172.",
            "track: bol: doel 70,0%.",
            "Niet alles over de weging staat hier. Het zou verraden hoe weinig mensen een antwoord gaven.",
        ]
    );
}
