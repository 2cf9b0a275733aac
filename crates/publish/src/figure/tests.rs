use super::*;

fn said() -> Said {
    Said { title: "Een <titel> & \"meer\"".to_owned(), description: "Staven. De tabel zegt hetzelfde.".to_owned() }
}

/// The numbers of an attribute of all shapes of a kind, in order.
fn numbers(svg: &str, shape: &str, attribute: &str) -> Vec<f64> {
    let of = |tag: &str| {
        let tag = format!(" {tag}");
        let (_, rest) = tag.split_once(&format!(" {attribute}=\""))?;
        rest.split('"').next()?.trim_end_matches('%').parse().ok()
    };
    svg.split(&format!("<{shape} ")).skip(1).filter_map(|tag| of(tag.split('>').next()?)).collect()
}

fn pattern(svg: &str, number: usize) -> Vec<String> {
    let tags = svg.split("<rect ").skip(1).filter_map(|tag| tag.split('>').next());
    tags.filter(|tag| tag.contains(&format!("url(#p{number})")) && tag.contains('%')).map(str::to_owned).collect()
}

#[test]
fn a_picture_says_what_it_is_and_lets_nothing_in() {
    let bar = Bar { label: "<script>".to_owned(), value: Some(10.0), printed: "10".to_owned(), margin: None };
    let svg = draw(&Figure::Bars(vec![bar]), &said());
    assert!(svg.contains("<title id=\"figuur-titel\">Een &lt;titel&gt; &amp; &quot;meer&quot;</title>"), "{svg}");
    assert!(svg.contains("role=\"img\" aria-labelledby=\"figuur-titel figuur-uitleg\""), "{svg}");
    assert!(!svg.contains("<script") && !svg.contains("style="), "{svg}");
    assert_eq!(
        svg,
        draw(
            &Figure::Bars(vec![Bar {
                label: "<script>".to_owned(),
                value: Some(10.0),
                printed: "10".to_owned(),
                margin: None
            }]),
            &said()
        )
    );
}

/// A bar is as long as its number, and its margin stands where the margin is.
#[test]
fn a_bar_is_as_long_as_its_number() {
    let bar = |value: f64, printed: &str, margin| Bar {
        label: "a".to_owned(),
        value: Some(value),
        printed: printed.to_owned(),
        margin,
    };
    let svg = draw(&Figure::Bars(vec![bar(27.0, "27", Some((21.8, 33.6))), bar(0.0, "-", None)]), &said());
    assert_eq!(pattern(&svg, 4).len(), 1, "nought has no bar: {svg}");
    assert!(pattern(&svg, 4)[0].contains("width=\"27%\""), "{svg}");
    assert_eq!(numbers(&svg, "line", "x1"), [21.8, 21.8, 33.6]);
    assert_eq!(numbers(&svg, "line", "x2"), [33.6, 21.8, 33.6]);
    assert!(svg.contains(">a: 27%<") && svg.contains(">a: 0%<"), "{svg}");
}

/// B3.1: 5 on the left, 25 in the middle, 70 on the right. By hand: the middle lies half on either side of 50%, at half scale:
/// 50 - (5 + 12,5) / 2 = 41,25; then 2,5, 12,5 and 35 wide.
#[test]
fn a_scale_with_a_middle_lies_with_it_on_one_line() {
    let series = [("niet", Side::Before), ("deels", Side::Middle), ("wel", Side::After), ("weet niet", Side::Off)];
    let series = series.map(|(label, side)| Series { label: label.to_owned(), side });
    let row = Stacked { label: "Beleid".to_owned(), values: vec![Some(5.0), Some(25.0), Some(70.0), Some(2.0)] };
    let figure = Figure::Stack { series: series.to_vec(), rows: vec![row] };
    let svg = draw(&figure, &said());
    for (number, place) in [(0, "x=\"41.25%\""), (1, "x=\"43.75%\""), (2, "x=\"56.25%\"")] {
        assert!(pattern(&svg, number)[0].contains(place), "{number}: {svg}");
    }
    assert!(pattern(&svg, 3).is_empty(), "who does not know is on no scale: {svg}");
    assert!(svg.contains(">weet niet: 2%<"), "{svg}");
    // Without a middle it fills the width.
    let series = ["veel", "weinig"].map(|label| Series { label: label.to_owned(), side: Side::Before });
    let row = Stacked { label: "a".to_owned(), values: vec![Some(60.0), Some(50.0)] };
    let svg = draw(&Figure::Stack { series: series.to_vec(), rows: vec![row] }, &said());
    assert!(pattern(&svg, 0)[0].contains("width=\"60%\""), "{svg}");
    assert!(pattern(&svg, 1)[0].contains("width=\"40%\""), "more than a hundred ends at the edge: {svg}");
}

/// A year stands where it lies in time: 2018 to 2024 is 6 years over 12% to 92%, so 2022 is at 12 + 80 x 4/6.
#[test]
fn a_line_is_broken_where_it_cannot_be_compared() {
    let line = |values: [Option<f64>; 3]| Line { label: "Nooit".to_owned(), values: values.to_vec() };
    let years = |broken| vec![(2018, false), (2022, broken), (2024, false)];
    let drawn = |broken, values| {
        let svg = draw(&Figure::Trend { years: years(broken), lines: vec![line(values)] }, &said());
        let ends = numbers(&svg, "line", "x1").into_iter().zip(numbers(&svg, "line", "x2"));
        ends.filter(|(from, to)| from != to && *from >= 12.0).collect::<Vec<_>>()
    };
    let full = [Some(35.0), Some(40.0), Some(40.0)];
    assert_eq!(drawn(false, full), [(12.0, 65.33), (65.33, 92.0)]);
    assert_eq!(drawn(true, full), [(65.33, 92.0)], "the question changed in 2022");
    assert_eq!(drawn(false, [None, Some(40.0), Some(40.0)]), [(65.33, 92.0)], "a blank is no nought");
}

/// A bar of a flag lies between 42% and 100% of the width: 50 of a hundred is 29 wide. What is in words has none, and a break is a
/// dashed line above the value after it.
#[test]
fn a_flag_has_a_bar_a_measurement_and_a_line_where_it_breaks() {
    let flown = |year: u32, value: Option<f64>, printed: &str, broken: bool| Flown {
        year,
        value,
        printed: printed.to_owned(),
        broken,
    };
    let draw = |broken: bool| {
        let values = vec![
            flown(2020, None, "een derde", false),
            flown(2022, Some(50.0), "50%", false),
            flown(2024, Some(100.0), "100%", broken),
        ];
        let flags = vec![Flag { label: "Een <doel>".to_owned(), values }];
        draw(&Figure::Flags { flags, broken: "breuk".to_owned() }, &said())
    };
    let svg = draw(true);
    let bars = pattern(&svg, 4);
    assert_eq!(bars.len(), 2, "{svg}");
    assert!(bars[0].contains("x=\"42%\"") && bars[0].contains("width=\"29%\""), "{svg}");
    assert!(bars[1].contains("width=\"58%\""), "{svg}");
    for text in [">Een &lt;doel&gt;<", ">2020: een derde<", ">2022: 50%<", ">2024: 100%<", ">breuk<"] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
    assert_eq!(numbers(&svg, "line", "x2"), [100.0]);
    let (before, after) = svg.split_once("stroke-dasharray").unwrap();
    assert!(before.contains("2022: 50%") && after.contains("2024: 100%"), "{svg}");
    assert_eq!(numbers(&draw(false), "line", "x2"), [0.0; 0]);
}
