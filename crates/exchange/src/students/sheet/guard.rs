//! What a workbook may be before it is opened: a few kilobytes can unpack to more than a machine holds.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::students::problem::ProblemKind;

/// The most bytes of all parts together, unpacked. Fifty thousand students with all columns take some forty million.
const LARGEST: u64 = 200_000_000;
/// The most parts. A workbook of one sheet has about ten.
const PARTS: usize = 2_000;
/// The shortest that one shared string can be: `<si><t/></si>`.
const SHORTEST_STRING: u64 = 13;

/// Unpacks every part once, keeping nothing, and counts.
///
/// What the archive says of its own sizes is not believed. `calamine` reserves memory for as many shared strings as the
/// workbook claims to have (`uniqueCount`), so that number is checked too: no more than fit in the part.
pub(super) fn check(bytes: &[u8]) -> Result<(), ProblemKind> {
    within(bytes, LARGEST)
}

fn within(bytes: &[u8], largest: u64) -> Result<(), ProblemKind> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ProblemKind::Unreadable)?;
    if archive.len() > PARTS {
        return Err(ProblemKind::TooLarge);
    }
    let mut left = largest;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| ProblemKind::Unreadable)?;
        let name = part.name().map_err(|_| ProblemKind::Unreadable)?;
        let strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        drop(name);
        let mut count = Count::default();
        let mut reader = part.take(left + 1);
        let mut chunk = [0; 32 * 1024];
        loop {
            let read = reader.read(&mut chunk).map_err(|_| ProblemKind::Unreadable)?;
            if read == 0 {
                break;
            }
            count.add(&chunk[..read], strings);
        }
        if count.size > left || count.claimed > count.size / SHORTEST_STRING {
            return Err(ProblemKind::TooLarge);
        }
        if count.is_utf16 {
            return Err(ProblemKind::Unreadable);
        }
        left -= count.size;
    }
    Ok(())
}

/// What was seen of one part.
#[derive(Default)]
struct Count {
    size: u64,
    /// The highest `uniqueCount`.
    claimed: u64,
    /// In that encoding no word can be found; no program writes it.
    is_utf16: bool,
    /// The end of what was seen, in case a word stands across two chunks.
    tail: Vec<u8>,
}

/// Longer than `uniqueCount="18446744073709551615"` with some spaces.
const TAIL: usize = 64;

impl Count {
    fn add(&mut self, chunk: &[u8], strings: bool) {
        if self.size == 0 {
            self.is_utf16 = matches!(chunk, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..]);
        }
        self.size += chunk.len() as u64;
        if !strings {
            return;
        }
        self.tail.extend_from_slice(chunk);
        for at in memchr::memmem::find_iter(&self.tail, b"uniqueCount") {
            let value = self.tail[at..].iter().skip("uniqueCount".len());
            let digits = value.skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\'' | b'+'));
            let claimed = digits
                .take_while(|b| b.is_ascii_digit())
                .fold(0_u64, |sum, b| sum.saturating_mul(10).saturating_add(u64::from(b - b'0')));
            self.claimed = self.claimed.max(claimed);
        }
        let keep = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..keep);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_opened() {
        let many = vec![b' '; 2_000_000];
        let bomb = archive(&[("xl/worksheets/sheet1.xml", &many)]);
        assert!(bomb.len() < 10_000, "a bomb is small: {}", bomb.len());
        assert_eq!(within(&bomb, 1_999_999), Err(ProblemKind::TooLarge));
        assert_eq!(within(&bomb, 2_000_000), Ok(()));
        let two = archive(&[("a", &many[..600_000]), ("b", &many[..600_000])]);
        assert_eq!(within(&two, 1_199_999), Err(ProblemKind::TooLarge), "together");
        assert_eq!(check(&two), Ok(()));
        // What the archive states of its sizes is not believed.
        let mut lying = bomb;
        let length = 2_000_000_u32.to_le_bytes();
        let stated: Vec<usize> = (0..lying.len() - 3).filter(|at| lying[*at..*at + 4] == length).collect();
        assert!(!stated.is_empty());
        stated.iter().for_each(|at| lying[*at..*at + 4].copy_from_slice(&10_u32.to_le_bytes()));
        assert!(within(&lying, 1_000_000).is_err());
    }

    #[test]
    fn a_count_that_cannot_be_is_not_believed() {
        let strings = |count: &str, pad: usize| {
            let text = format!("{}<sst {count}><si><t>a</t></si></sst>", " ".repeat(pad));
            check(&archive(&[("xl/SharedStrings.xml", text.as_bytes())]))
        };
        assert_eq!(strings(r#"count="9" uniqueCount="1""#, 0), Ok(()));
        for pad in [0, 32 * 1024 - 20, 32 * 1024 - 5] {
            assert_eq!(strings(r#"uniqueCount="4294967295""#, pad), Err(ProblemKind::TooLarge), "{pad}");
            assert_eq!(strings("uniqueCount = '99999999999999999999'", pad), Err(ProblemKind::TooLarge), "{pad}");
        }
        assert_eq!(check(&archive(&[("xl/sharedStrings.xml", b"\xff\xfe<\0s\0")])), Err(ProblemKind::Unreadable));
    }
}
