//! Writing an archive: under a temporary name beside its place, so that half an archive is never taken for one.

use super::{ArchiveError, Header, MAGIC, PREFIX, SUM, row};
use crate::Keys;
use crate::table::Row;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// An archive that is being written. Dropped before [`Writing::kept`], nothing of it stays.
pub(super) struct Writing {
    to: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    mac: Hmac<Sha256>,
    length: u64,
    header_length: u32,
    kept: bool,
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

impl Writing {
    /// Begins one, readable by its owner only. What is there already is never overwritten.
    pub(super) fn begin(to: &Path, header: &Header, keys: &Keys) -> Result<Self, ArchiveError> {
        if to.exists() {
            return Err(
                std::io::Error::new(ErrorKind::AlreadyExists, "is there already, and is not overwritten").into()
            );
        }
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", header.id.simple()));
        let part = to.with_file_name(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = BufWriter::with_capacity(1 << 20, options.open(&part)?);
        let text = serde_json::to_vec(header).map_err(crate::StoreError::from)?;
        let mac = keys.archive_mac(&header.mac_key)?;
        let header_length = text.len() as u32;
        let mut out = Self { to: to.to_owned(), part, file, mac, length: PREFIX as u64, header_length, kept: false };
        out.file.write_all(&[0; PREFIX])?;
        out.add(&text)?;
        out.add(&Sha256::digest(&text))?;
        Ok(out)
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.file.write_all(bytes)?;
        self.mac.update(bytes);
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Adds rows.
    pub(super) fn rows(&mut self, rows: &[Row]) -> Result<(), ArchiveError> {
        let mut out = Vec::new();
        for value in rows.iter().flatten() {
            row::put(&mut out, value)?;
        }
        self.add(&out)
    }

    /// Writes the end, and waits until all of it is on disk. Where it is now, to be read back.
    pub(super) fn end(&mut self) -> Result<&Path, ArchiveError> {
        let prefix = prefix(self.length + SUM as u64, self.header_length);
        self.mac.update(&prefix);
        let end = self.mac.clone().finalize().into_bytes();
        self.file.write_all(&end)?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&prefix)?;
        self.file.flush()?;
        self.file.get_ref().sync_all()?;
        Ok(&self.part)
    }

    /// Gives it its name.
    pub(super) fn keep(mut self) -> Result<(), ArchiveError> {
        // A link fails where something stands, a rename would replace it.
        std::fs::hard_link(&self.part, &self.to).or_else(|error| match error.kind() {
            ErrorKind::AlreadyExists => Err(error),
            _ => std::fs::rename(&self.part, &self.to),
        })?;
        let _ = std::fs::remove_file(&self.part);
        self.kept = true;
        let folder = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        Ok(File::open(folder)?.sync_all()?)
    }
}

/// The first bytes of an archive.
pub(super) fn prefix(length: u64, header_length: u32) -> [u8; PREFIX] {
    let mut out = [0; PREFIX];
    out[..16].copy_from_slice(MAGIC);
    out[16..24].copy_from_slice(&length.to_be_bytes());
    out[24..28].copy_from_slice(&header_length.to_be_bytes());
    let sum = Sha256::digest(&out[..28]);
    out[28..].copy_from_slice(&sum[..8]);
    out
}
