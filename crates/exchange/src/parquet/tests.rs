//! Files of another program (pyarrow 26), each of the same 40 rows, in the ways in which it writes them.

use super::*;
use proptest::prelude::*;

const SNAPPY: &[u8] = include_bytes!("made/snappy.parquet");
const PLAIN: &[u8] = include_bytes!("made/plain.parquet");
/// Pages of the second version, packed by gzip, several a column.
const V2: &[u8] = include_bytes!("made/v2.parquet");
const ZSTD: &[u8] = include_bytes!("made/zstd.parquet");
const DELTA: &[u8] = include_bytes!("made/delta.parquet");
const LIST: &[u8] = include_bytes!("made/list.parquet");

fn fields(file: &File, name: &str) -> Vec<String> {
    let column = file.column(name).unwrap().unwrap();
    let field = |place: &u32| column.texts.get(*place as usize).cloned().unwrap_or_default();
    assert!(column.places.iter().all(|place| *place == MISSING || (*place as usize) < column.texts.len()));
    column.places.iter().map(field).collect()
}

/// What stands in a row, as it was asked of the program that wrote the files.
fn expected(name: &str, row: i32) -> String {
    match name {
        "id" => format!("s{row}"),
        "code" if row % 7 == 3 => String::new(),
        "code" => (row % 3 + 1).to_string(),
        "whole" if row % 5 == 0 => String::new(),
        "whole" => (row % 4).to_string(),
        "small" => (row - 20).to_string(),
        "double" if row == 2 => String::new(),
        "double" => ["", ".25", ".5", ".75"][row as usize % 4].to_owned(),
        "single" => ["0", "0.1", "0.2"][row as usize % 3].to_owned(),
        "ticked" if row == 39 => String::new(),
        "ticked" => (1 - row % 2).to_string(),
        _ => String::new(),
    }
}

#[test]
fn what_another_program_wrote_is_read() {
    for (which, bytes) in [("snappy", SNAPPY), ("plain", PLAIN), ("v2", V2)] {
        let file = File::open(bytes.to_vec()).unwrap();
        let names: Vec<&str> = file.names().collect();
        assert_eq!(names, ["id", "code", "whole", "small", "double", "single", "ticked", "none"], "{which}");
        assert_eq!(file.rows, 40);
        for name in names {
            let read = fields(&file, name);
            let expected: Vec<String> = (0..40)
                .map(|row| match (name, expected(name, row)) {
                    ("double", rest) if row != 2 => format!("{}{rest}", row / 4),
                    (_, text) => text,
                })
                .collect();
            assert_eq!(read, expected, "{which}: {name}");
        }
        assert!(file.column("other").is_none() && file.whole("other").is_none() && file.whole("id").is_none());
        for name in ["whole", "small"] {
            let whole = file.whole(name).unwrap();
            let said: Vec<Option<i64>> = (0..40).map(|row| expected(name, row).parse().ok()).collect();
            assert_eq!(whole, said, "{which}: {name}");
        }
    }
}

/// A file of which columns are read one by one says the same, and one that ends while it is read says so.
#[test]
fn a_column_is_read_when_it_is_asked_for() {
    for bytes in [SNAPPY, PLAIN, V2] {
        let whole = File::open(bytes.to_vec()).unwrap();
        let most = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(usize::MAX));
        let until = std::sync::Arc::clone(&most);
        let fill = move |from: u64, into: &mut [u8]| {
            let from = from as usize;
            let there =
                bytes.get(from..from + into.len()).filter(|_| from < until.load(std::sync::atomic::Ordering::Relaxed));
            there.is_some_and(|own| {
                into.copy_from_slice(own);
                true
            })
        };
        let parts = File::read_by(bytes.len(), fill).unwrap();
        assert_eq!(parts.rows, whole.rows);
        for name in whole.names() {
            assert_eq!(parts.column(name), whole.column(name), "{name}");
            assert_eq!(parts.narrow(name), whole.narrow(name), "{name}");
            assert_eq!(parts.whole(name), whole.whole(name), "{name}");
        }
        most.store(0, std::sync::atomic::Ordering::Relaxed);
        assert_eq!(parts.column("id").unwrap().unwrap_err().what, What::CutShort);
    }
    assert_eq!(File::read_by(3, |_, _| true).unwrap_err().what, What::NoParquet);
    assert_eq!(File::read_by(40, |_, _| false).unwrap_err().what, What::NoParquet);
}

#[test]
fn what_is_not_read_is_refused_with_its_column_and_what_to_do() {
    for (bytes, column, expected) in [
        (
            ZSTD,
            "id",
            "column id: it is packed in a way that is not read. To do: write it with compression=\"snappy\", or none",
        ),
        (
            DELTA,
            "id",
            "column id: its values are written down in a way that is not read. To do: write it without delta encodings",
        ),
    ] {
        let file = File::open(bytes.to_vec()).unwrap();
        assert_eq!(file.column(column).unwrap().unwrap_err().to_string(), expected);
    }
    let refused = |bytes: &[u8]| File::open(bytes.to_vec()).unwrap_err();
    assert_eq!(refused(LIST), Unreadable { column: Some("list".to_owned()), what: What::Type });
    assert_eq!(refused(b"id,code\n1,2\n").what, What::NoParquet);
    assert_eq!(refused(&PLAIN[..PLAIN.len() - 1]).what, What::NoParquet);
    let mut cut = PLAIN[..200].to_vec();
    cut.extend_from_slice(&PLAIN[PLAIN.len() - 8..]);
    assert_ne!(refused(&cut).what, What::NoParquet);
}

/// Reads all of a file, whatever it says.
fn read_all(bytes: Vec<u8>) {
    if let Ok(file) = File::open(bytes) {
        let names: Vec<String> = file.names().map(str::to_owned).collect();
        for name in names {
            if let Some(Ok(column)) = file.column(&name) {
                assert_eq!(column.places.len(), file.rows);
                // The same in a byte a row, where the texts are few; they may stand in another order.
                if let Some(Ok((texts, narrow))) = file.narrow(&name) {
                    let wide = column.places.iter().map(|place| column.texts.get(*place as usize));
                    let own = |place: &u8| usize::from(*place).checked_sub(1).and_then(|place| texts.get(place));
                    assert!(texts.len() == column.texts.len() && narrow.iter().map(own).eq(wide));
                    assert!(narrow.iter().all(|place| usize::from(*place) <= texts.len()));
                } else {
                    assert!(column.texts.len() > 254);
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut framed = MAGIC.to_vec();
        framed.extend_from_slice(&bytes);
        framed.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        framed.extend_from_slice(MAGIC);
        read_all(bytes);
        read_all(framed);
    }

    #[test]
    fn one_wrong_byte_never_panics(which in 0..3_usize, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = [SNAPPY, PLAIN, V2][which].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(bytes);
    }

    /// Runs and groups of eight, written down here and read there.
    #[test]
    fn runs_come_out_as_they_went_in(width in prop_oneof![Just(1_u32), 1..=20_u32], pieces in prop::collection::vec((any::<u32>(), 1..40_usize, any::<bool>()), 1..8)) {
        let (mut bytes, mut numbers) = (Vec::new(), Vec::new());
        for (seed, many, repeats) in pieces {
            let mask = (1_u32 << width) - 1;
            if repeats {
                bytes.push((many as u8) << 1);
                bytes.extend_from_slice(&(seed & mask).to_le_bytes()[..width.div_ceil(8) as usize]);
                numbers.extend(vec![seed & mask; many]);
            } else {
                let groups = many.div_ceil(8).min(4);
                let own: Vec<u32> = (0..groups * 8).map(|at| seed.rotate_left(at as u32 * 5) & mask).collect();
                bytes.push((groups as u8) << 1 | 1);
                let mut packed = vec![0_u8; groups * width as usize];
                for (at, number) in own.iter().enumerate() {
                    for bit in 0..width as usize {
                        let place = at * width as usize + bit;
                        packed[place / 8] |= ((number >> bit & 1) as u8) << (place % 8);
                    }
                }
                bytes.extend(packed);
                numbers.extend(own);
            }
        }
        let mut read = Vec::new();
        hybrid::numbers(&bytes, width, numbers.len(), &mut read).unwrap();
        prop_assert_eq!(&read, &numbers);
        if width == 1 {
            let bits = hybrid::bits(&bytes, numbers.len()).unwrap();
            let read: Vec<u32> = bits.into_iter().flat_map(|(is, many)| vec![u32::from(is); many]).collect();
            prop_assert_eq!(read, numbers);
        }
    }
}
