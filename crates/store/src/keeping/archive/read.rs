//! Reading an archive: first all of it against its sums, then its rows.

use super::{ArchiveError, FORMAT, Header, LONGEST_HEADER, MAGIC, PREFIX, SUM, hex, row, write};
use crate::table::{Row, Type, at_version};
use crate::{Keys, StoreError, ddl};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

/// An archive whose beginning was read and whose key is at hand.
pub struct Archive {
    /// What it says of itself.
    pub header: Header,
    prefix: [u8; PREFIX],
    /// How many bytes of rows are left.
    left: u64,
    file: BufReader<File>,
    mac: Hmac<Sha256>,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.header.fmt(f)
    }
}

/// Reads all of an archive and writes nothing: its sums, its key, and every row.
///
/// # Errors
/// [`ArchiveError`] tells cut short, altered and wrong key apart.
pub fn check(file: &Path, keys: &Keys) -> Result<Header, ArchiveError> {
    let mut sums = Archive::open(file, keys)?;
    sums.prove()?;
    let mut archive = Archive::open(file, keys)?;
    for place in 0..archive.header.tables.len() {
        let mut left = archive.header.tables[place].rows;
        while left > 0 {
            left -= archive.rows(place, left.min(1000))?.len() as u64;
        }
    }
    archive.end()?;
    Ok(archive.header)
}

impl Archive {
    /// Reads the beginning of an archive.
    pub(super) fn open(path: &Path, keys: &Keys) -> Result<Self, ArchiveError> {
        let file = File::open(path)?;
        let there = file.metadata()?.len();
        let mut file = BufReader::with_capacity(1 << 20, file);
        let mut prefix = [0; PREFIX];
        let got = fill(&mut file, &mut prefix)?;
        let begins = got.min(MAGIC.len());
        if prefix[..begins] != MAGIC[..begins] {
            return Err(ArchiveError::NoArchive);
        }
        if got < PREFIX {
            return Err(ArchiveError::CutShort);
        }
        let length = u64::from_be_bytes(prefix[16..24].try_into().map_err(|_| ArchiveError::Altered)?);
        let header_length = u32::from_be_bytes(prefix[24..28].try_into().map_err(|_| ArchiveError::Altered)?);
        let least = (PREFIX + header_length as usize + 2 * SUM) as u64;
        let sane = header_length as usize <= LONGEST_HEADER && least <= length;
        if prefix != write::prefix(length, header_length) || !sane || there > length {
            return Err(ArchiveError::Altered);
        }
        if there < length {
            return Err(ArchiveError::CutShort);
        }
        let mut text = vec![0; header_length as usize];
        let mut sum = [0; SUM];
        file.read_exact(&mut text)?;
        file.read_exact(&mut sum)?;
        if Sha256::digest(&text).as_slice() != sum {
            return Err(ArchiveError::Altered);
        }
        let header: Header = serde_json::from_slice(&text).map_err(|_| ArchiveError::Altered)?;
        if header.format > FORMAT || header.schema > ddl::newest() {
            return Err(ArchiveError::Newer(header.schema));
        }
        for (name, digest) in &header.keys {
            match keys.digest(name) {
                Ok(ours) if hex(&ours) == *digest => {}
                Ok(_) | Err(StoreError::KeyMissing(_)) => return Err(ArchiveError::WrongKey(name.clone())),
                Err(other) => return Err(other.into()),
            }
        }
        let mut mac = keys.archive_mac(&header.mac_key)?;
        mac.update(&text);
        mac.update(&sum);
        Ok(Self { header, prefix, left: length - least, file, mac })
    }

    /// Reads the rest against the HMAC.
    fn prove(&mut self) -> Result<(), ArchiveError> {
        let mut page = vec![0; 1 << 16];
        while self.left > 0 {
            let size = page.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
            self.read_exact(&mut page[..size])?;
        }
        self.end()
    }

    /// The next rows of a table, in the order of its columns in the schema of the archive.
    pub(super) fn rows(&mut self, place: usize, count: u64) -> Result<Vec<Row>, ArchiveError> {
        let header = &self.header.tables[place];
        let tables = at_version(self.header.schema);
        let table = tables.iter().find(|table| table.name == header.name).ok_or(ArchiveError::Altered)?;
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        if header.columns != names {
            return Err(ArchiveError::Altered);
        }
        let types: Vec<Type> = table.types();
        (0..count).map(|_| types.iter().map(|of| row::take(self, *of)).collect()).collect()
    }

    /// The end: nothing is left over, and all that was read is what was written.
    pub(super) fn end(&mut self) -> Result<(), ArchiveError> {
        let mut end = [0; SUM];
        self.file.read_exact(&mut end)?;
        let mut mac = self.mac.clone();
        mac.update(&self.prefix);
        match mac.verify_slice(&end) {
            Ok(()) if self.left == 0 => Ok(()),
            _ => Err(ArchiveError::Altered),
        }
    }
}

impl Read for Archive {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let size = out.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let got = self.file.read(&mut out[..size])?;
        self.mac.update(&out[..got]);
        self.left -= got as u64;
        Ok(got)
    }
}

/// Reads as much as there is.
fn fill(file: &mut impl Read, out: &mut [u8]) -> Result<usize, ArchiveError> {
    let mut got = 0;
    while got < out.len() {
        match file.read(&mut out[got..]) {
            Ok(0) => break,
            Ok(more) => got += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(got)
}
