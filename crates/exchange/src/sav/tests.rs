//! Files made here byte by byte, as the description of the format has them.

use super::*;
use proptest::prelude::*;

/// Writes whole numbers and numbers in the order of one machine or the other.
struct Bytes(Vec<u8>, bool);

impl Bytes {
    fn whole(&mut self, value: i32) {
        self.0.extend(if self.1 { value.to_be_bytes() } else { value.to_le_bytes() });
    }

    fn number(&mut self, value: f64) {
        self.0.extend(if self.1 { value.to_be_bytes() } else { value.to_le_bytes() });
    }

    fn padded(&mut self, text: &str, width: usize) {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(width, b' ');
        self.0.extend(bytes);
    }

    fn header(&mut self, packing: i32) {
        self.0.extend(if packing == 2 { b"$FL3" } else { b"$FL2" });
        self.padded("@(#) SPSS DATA FILE test", 60);
        for whole in [2, 3, packing, 0, -1] {
            self.whole(whole);
        }
        self.number(100.0);
        self.padded("29 Nov 26 12:00:00", 84);
    }

    fn variable(&mut self, kind: i32, name: &str, label: &str, missing: &[f64], range: bool) {
        let many = i32::try_from(missing.len()).unwrap();
        let many = if range { -many } else { many };
        for whole in [2, kind, i32::from(!label.is_empty()), many, 0, 0] {
            self.whole(whole);
        }
        self.padded(name, 8);
        if !label.is_empty() {
            self.whole(i32::try_from(label.len()).unwrap());
            self.padded(label, label.len().next_multiple_of(4));
        }
        missing.iter().for_each(|value| self.number(*value));
    }

    fn extension(&mut self, kind: i32, bytes: &[u8]) {
        for whole in [7, kind, 1, i32::try_from(bytes.len()).unwrap()] {
            self.whole(whole);
        }
        self.0.extend(bytes);
    }
}

/// Two columns: a number with labels and missing values, a text of ten bytes; three rows.
fn file(packing: i32, big: bool) -> Vec<u8> {
    let mut made = Bytes(Vec::new(), big);
    made.header(packing);
    made.variable(0, "Q1", "Krijgt u hulp?", &[9.0], false);
    made.variable(10, "Q2", "", &[], false);
    made.variable(-1, "", "", &[], false);
    made.whole(3);
    made.whole(2);
    for (value, label) in [(1.0, "Nooit"), (2.0, "Vaak")] {
        made.number(value);
        made.0.push(u8::try_from(label.len()).unwrap());
        made.padded(label, (label.len() + 1).next_multiple_of(8) - 1);
    }
    for whole in [4, 1, 1] {
        made.whole(whole);
    }
    made.extension(13, b"Q1=vraag-een\tQ2=Naam");
    made.extension(20, b"UTF-8");
    made.whole(999);
    made.whole(0);
    let plain = |made: &mut Bytes| {
        for (number, text) in [(1.0, "caf\u{e9}"), (9.0, ""), (2.5, "abcdefghij")] {
            made.number(number);
            made.padded(text, 16);
        }
    };
    // The same three rows in codes: 101 is 1, 109 is 9, 253 is what follows, 254 is blanks.
    let codes = |made: &mut Bytes| {
        made.0.extend([101, 253, 254, 109, 254, 254, 253, 253]);
        made.padded("caf\u{e9}", 8);
        made.number(2.5);
        made.padded("abcdefgh", 8);
        made.0.extend([253, 252, 0, 0, 0, 0, 0, 0]);
        made.padded("ij", 8);
    };
    match packing {
        0 => plain(&mut made),
        1 => codes(&mut made),
        _ => {
            let mut packed = Bytes(Vec::new(), big);
            codes(&mut packed);
            let mut squeezed = Vec::new();
            let mut engine = flate2::Compress::new(flate2::Compression::default(), true);
            squeezed.reserve(1000);
            engine.compress_vec(&packed.0, &mut squeezed, flate2::FlushCompress::Finish).unwrap();
            let long = |made: &mut Bytes, value: usize| {
                let value = value as i64;
                made.0.extend(if big { value.to_be_bytes() } else { value.to_le_bytes() });
            };
            let begin = made.0.len();
            for value in [begin, begin + 24 + squeezed.len(), 24 + 24] {
                long(&mut made, value);
            }
            let at = made.0.len();
            made.0.extend(&squeezed);
            long(&mut made, 100);
            long(&mut made, 0);
            made.whole(0x3f_f000);
            made.whole(1);
            long(&mut made, begin);
            long(&mut made, at);
            made.whole(i32::try_from(packed.0.len()).unwrap());
            made.whole(i32::try_from(squeezed.len()).unwrap());
        }
    }
    made.0
}

#[test]
fn a_file_is_read_however_it_is_packed() {
    for packing in [0, 1, 2] {
        for big in [false, true] {
            let read = read(&file(packing, big)).unwrap_or_else(|error| panic!("{packing} {big}: {error}"));
            let [number, text] = &read.columns[..] else { panic!("{packing}: {read:?}") };
            assert_eq!((read.rows, number.name.as_str(), number.label.as_str()), (3, "vraag-een", "Krijgt u hulp?"));
            assert_eq!(number.labels, [("1".to_owned(), "Nooit".to_owned()), ("2".to_owned(), "Vaak".to_owned())]);
            // 9 was declared missing.
            let of = |column: &Column| -> Vec<Option<String>> {
                column.places.iter().map(|place| place.map(|at| column.texts[at as usize].clone())).collect()
            };
            assert_eq!(of(number), [Some("1".to_owned()), None, Some("2.5".to_owned())], "{packing} {big}");
            assert_eq!(of(text), [Some("caf\u{e9}".to_owned()), None, Some("abcdefghij".to_owned())]);
        }
    }
}

/// Texts above eight bytes have labels and missing values of their own, by the whole name of their column, whatever comes first.
#[test]
fn a_text_above_eight_bytes_has_labels_and_missing_values() {
    let text = |made: &mut Vec<u8>, text: &str| {
        made.extend(i32::try_from(text.len()).unwrap().to_le_bytes());
        made.extend(text.as_bytes());
    };
    for (name, last) in [("soort-hulp", false), ("soort-hulp", true), ("Q2", true)] {
        let mut made = Bytes(Vec::new(), false);
        made.header(0);
        made.variable(10, "Q2", "", &[], false);
        made.variable(-1, "", "", &[], false);
        let mut labels = Vec::new();
        text(&mut labels, name);
        labels.extend([10_i32, 2].map(i32::to_le_bytes).concat());
        for (code, label) in [("technology", "Techniek"), ("care      ", "Zorg")] {
            text(&mut labels, code);
            text(&mut labels, label);
        }
        let mut missing = Vec::new();
        text(&mut missing, name);
        missing.push(1);
        missing.extend(8_i32.to_le_bytes());
        missing.extend(b"unknown ");
        if last {
            made.extension(13, b"Q2=soort-hulp");
        }
        made.extension(21, &labels);
        made.extension(22, &missing);
        if !last {
            made.extension(13, b"Q2=soort-hulp");
        }
        made.whole(999);
        made.whole(0);
        for code in ["care", "unknown", "technology"] {
            made.padded(code, 16);
        }
        let read = read(&made.0).unwrap();
        let column = &read.columns[0];
        assert_eq!(column.name, "soort-hulp");
        let expected =
            [("technology", "Techniek"), ("care", "Zorg")].map(|(code, it)| (code.to_owned(), it.to_owned()));
        assert_eq!(column.labels, expected, "{name}");
        let codes: Vec<Option<&str>> =
            column.places.iter().map(|place| place.map(|at| column.texts[at as usize].as_str())).collect();
        assert_eq!(codes, [Some("care"), None, Some("technology")]);
    }
}

#[test]
fn a_text_above_255_bytes_is_one_column() {
    let mut made = Bytes(Vec::new(), false);
    made.header(0);
    // 300 bytes: one part of 255, one of 300 - 252.
    made.variable(255, "LONG", "", &[], false);
    (1..32).for_each(|_| made.variable(-1, "", "", &[], false));
    made.variable(48, "LONG0", "", &[], false);
    (1..6).for_each(|_| made.variable(-1, "", "", &[], false));
    made.extension(14, b"LONG=00300\0\t");
    made.whole(999);
    made.whole(0);
    let text: String = (0..300).map(|at| char::from(b'a' + (at % 26) as u8)).collect();
    made.padded(&text[..255], 256);
    made.padded(&text[255..], 48);
    let read = read(&made.0).unwrap();
    assert_eq!((read.columns.len(), read.columns[0].texts.as_slice()), (1, &[text][..]));
}

/// The same rows, written by PSPP 1.6.2 in its three ways: 9 and "unknown" were declared missing, two columns are a set.
#[test]
fn what_pspp_wrote_is_read() {
    const OPEN: &[u8] = include_bytes!("made/pspp.sav");
    const PACKED: &[u8] = include_bytes!("made/packed.sav");
    const ZLIB: &[u8] = include_bytes!("made/pspp.zsav");
    let long = "een tekst die langer is dan acht letters, met \u{e9} en een komma";
    let expected = [
        ("help", [Some("1"), Some("2"), None, Some("2")]),
        ("sector_of_help", [Some("technology"), Some("care"), None, Some("care")]),
        ("coach", [Some("1"), Some("0"), None, Some("1")]),
        ("time", [Some("0"), Some("1"), None, Some("1")]),
        ("said", [Some("kort"), Some(long), None, Some("kort")]),
    ];
    for bytes in [OPEN, PACKED, ZLIB] {
        let read = read(bytes).unwrap();
        assert_eq!((read.rows, read.columns.len()), (4, expected.len()));
        for (column, (name, texts)) in read.columns.iter().zip(&expected) {
            let own: Vec<Option<&str>> =
                column.places.iter().map(|place| place.map(|at| column.texts[at as usize].as_str())).collect();
            assert_eq!((column.name.as_str(), own.as_slice()), (*name, &texts[..]));
        }
        let of = |at: usize| -> Vec<(&str, &str)> {
            read.columns[at].labels.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect()
        };
        assert_eq!(of(0), [("1", "Nooit"), ("2", "Vaak"), ("9", "Weet niet")]);
        assert_eq!(of(1), [("technology", "Techniek"), ("care", "Zorg en welzijn")]);
        assert_eq!(read.columns[0].label, "Krijgt u hulp?");
    }
}

#[test]
fn what_is_no_such_file_says_where() {
    let whole = file(1, false);
    assert_eq!(read(b"PK\x03\x04").unwrap_err().what, What::NoSystemFile);
    assert_eq!(read(&whole[..whole.len() - 9]).unwrap_err().what, What::CutShort);
    assert_eq!(read(&[]).unwrap_err(), Unreadable { at: 0, what: What::CutShort });
}

proptest! {
    #[test]
    fn any_bytes_never_panic(packing in 0..3_i32, big: bool, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), cut in any::<prop::sample::Index>()) {
        let mut bytes = file(packing, big);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut.index(3) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(file) = read(&bytes) {
            for column in &file.columns {
                prop_assert_eq!(column.places.len(), file.rows);
                prop_assert!(column.places.iter().flatten().all(|at| (*at as usize) < column.texts.len()));
            }
        }
    }
}
