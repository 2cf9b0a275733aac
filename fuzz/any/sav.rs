//! Any bytes as an SPSS system file.

use exchange::sav;

pub(crate) fn any(bytes: &[u8]) {
    match sav::read(bytes) {
        Ok(file) => {
            for column in &file.columns {
                assert_eq!(column.places.len(), file.rows);
                assert!(column.places.iter().flatten().all(|place| (*place as usize) < column.texts.len()));
                assert!(column.texts.iter().all(|text| !text.is_empty()));
            }
        }
        Err(found) => assert!(!found.to_string().is_empty()),
    }
}
