use crate::sample::sample;
use calamine::{Data, Ods, Reader, Xlsx};
use std::io::Cursor;

const BY: crate::open::By<'_> = ("0f", "0.1.0");

/// Another program's reader finds in it what it finds in the workbook.
#[test]
fn the_spreadsheet_says_what_the_workbook_says() {
    for synthetic in [false, true] {
        let (folder, made, _) = sample(synthetic);
        let bytes = super::book(&folder, &made, BY).unwrap();
        assert!(bytes == super::book(&folder, &made, BY).unwrap(), "the same book, other bytes");
        // What it is can be read without unpacking it (ODF 1.3, part 2, 3.3).
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..38 + super::TYPE.len()], super::TYPE.as_bytes());
        let mut ods: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let mut xlsx: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(crate::open::xlsx(&folder, &made, BY).unwrap())).unwrap();
        assert_eq!(ods.sheet_names(), xlsx.sheet_names());
        assert_eq!(ods.sheet_names(), ["T1", "T2", "data"]);
        for name in ods.sheet_names() {
            let cells = |range: calamine::Range<Data>| -> Vec<(u32, u32, String)> {
                let start = range.start().unwrap_or_default();
                let cells = range.used_cells().filter(|(.., data)| **data != Data::Empty);
                cells
                    .map(|(row, column, data)| (start.0 + row as u32, start.1 + column as u32, data.to_string()))
                    .collect()
            };
            let (ours, theirs) = (ods.worksheet_range(&name).unwrap(), xlsx.worksheet_range(&name).unwrap());
            assert_eq!(cells(ours), cells(theirs), "{name}");
        }
        let first = ods.worksheet_range("T1").unwrap();
        assert_eq!(first.get_value((0, 0)).map(|it| it.to_string().contains("synthetisch")), Some(synthetic));
        // 25 of 40 is 62,5: a half goes up.
        assert_eq!(first.get_value((4, 1)), Some(&Data::Float(63.0)));
    }
}
