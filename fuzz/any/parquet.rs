//! Any bytes as a Parquet file: a column in a byte a row says what the same column says in texts.

use exchange::parquet::{File, MISSING};

pub(crate) fn any(bytes: &[u8]) {
    let file = match File::open(bytes.to_vec()) {
        Ok(file) => file,
        Err(found) => {
            assert!(!found.to_string().is_empty());
            return;
        }
    };
    let names: Vec<String> = file.names().map(str::to_owned).collect();
    for name in names {
        let read = match file.column(&name) {
            Some(Ok(read)) => read,
            Some(Err(found)) => {
                assert!(found.to_string().contains(" To do: "));
                continue;
            }
            None => panic!("{name} is a name of the file, and no column"),
        };
        assert_eq!(read.places.len(), file.rows);
        assert!(read.places.iter().all(|place| *place == MISSING || (*place as usize) < read.texts.len()));
        if let Some(whole) = file.whole(&name) {
            assert_eq!(whole.len(), file.rows);
        }
        match file.narrow(&name) {
            Some(Ok((texts, places))) => {
                let wide = read.places.iter().map(|place| read.texts.get(*place as usize));
                let own = |place: &u8| usize::from(*place).checked_sub(1).and_then(|place| texts.get(place));
                assert!(texts.len() == read.texts.len() && places.iter().map(own).eq(wide));
            }
            Some(Err(found)) => panic!("{name} is read as texts, and not so: {found}"),
            None => assert!(read.texts.len() > 254),
        }
    }
}
