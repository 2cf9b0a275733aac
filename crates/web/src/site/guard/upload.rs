//! A form that brings a file (`multipart/form-data`): its fields as of any form, and the bytes.

use crate::{
    say::form::Input,
    site::{importer::FILE_LIMIT, problem::Problem},
};
use axum::{body::Body, extract::FromRequestParts, http::request::Parts};
use std::{sync::Mutex, time::Duration};

/// How long a file may take to come in: 64 MB over a slow line.
pub const UPLOAD_TIME: Duration = Duration::from_secs(5 * 60);

/// The largest other field, in bytes.
const FIELD_LIMIT: usize = 4 * 1024;
/// No form of ours has more fields.
const FIELDS: usize = 16;
/// So much more than the largest file is read and let go, so that who brought it gets a page and no broken line.
const PATIENCE: usize = 3 * FILE_LIMIT;

/// The file of a form.
#[derive(Debug)]
pub enum Upload {
    /// No file was chosen, or an empty one.
    None,
    /// Larger than [`FILE_LIMIT`].
    TooLarge,
    /// The bytes. Its name is not kept: people name files after people.
    File(Vec<u8>),
}

/// An upload on its way from the door to its handler.
pub(crate) struct Carried(Mutex<Option<Upload>>);

impl Carried {
    pub(crate) const fn new(upload: Upload) -> Self {
        Self(Mutex::new(Some(upload)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Upload {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // `guard::enter` has read it.
        let carried = parts.extensions.get::<std::sync::Arc<Carried>>().ok_or(Problem::BadRequest)?;
        let upload = carried.0.lock().ok().and_then(|mut held| held.take());
        upload.ok_or(Problem::BadRequest)
    }
}

/// Reads a form and its file.
///
/// # Errors
/// [`Problem::BadRequest`] for what is no such form, [`Problem::TooLarge`] for one that never ends.
pub(crate) async fn read(kind: &str, body: Body) -> Result<(Input, Upload), Problem> {
    let boundary = multer::parse_boundary(kind).map_err(|_| Problem::BadRequest)?;
    let mut form = multer::Multipart::new(body.into_data_stream(), boundary);
    let (mut fields, mut upload, mut read) = (Vec::new(), Upload::None, 0);
    while let Some(mut field) = form.next_field().await.map_err(|_| Problem::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let limit = if is_file { FILE_LIMIT } else { FIELD_LIMIT };
        let (mut bytes, mut too_large) = (Vec::new(), false);
        while let Some(chunk) = field.chunk().await.map_err(|_| Problem::BadRequest)? {
            read += chunk.len();
            if read > PATIENCE {
                return Err(Problem::TooLarge);
            }
            too_large |= bytes.len() + chunk.len() > limit;
            if too_large {
                bytes = Vec::new();
            } else {
                bytes.extend_from_slice(&chunk);
            }
        }
        match (is_file, too_large) {
            (true, true) => upload = Upload::TooLarge,
            (true, false) if bytes.is_empty() => {}
            (true, false) => upload = Upload::File(bytes),
            (false, true) => return Err(Problem::TooLarge),
            (false, false) => {
                let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
                fields.push((name, text.ok_or(Problem::BadRequest)?));
            }
        }
        if fields.len() > FIELDS {
            return Err(Problem::BadRequest);
        }
    }
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Ok((Input::of(&pairs), upload))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=x";

    async fn of(body: impl Into<Vec<u8>>) -> Result<(Input, Upload), Problem> {
        read(KIND, Body::from(body.into())).await
    }

    fn part(head: &str, value: &[u8]) -> Vec<u8> {
        [b"--x\r\nContent-Disposition: form-data; ", head.as_bytes(), b"\r\n\r\n", value, b"\r\n"].concat()
    }

    #[tokio::test]
    async fn a_file_comes_with_the_fields_beside_it() {
        let file = part("name=\"bestand\"; filename=\"Noor de Wit.csv\"", b"a;b\r\n\xff\x00");
        let (input, upload) =
            of([part("name=\"soort\"", "ro \u{e9}".as_bytes()), file, b"--x--".to_vec()].concat()).await.unwrap();
        assert_eq!(input.text("soort"), "ro é");
        assert!(matches!(upload, Upload::File(bytes) if bytes == b"a;b\r\n\xff\x00"));
    }

    #[tokio::test]
    async fn what_is_no_file_is_none_and_one_that_is_too_large_is_said_to_be() {
        let empty = part("name=\"bestand\"; filename=\"\"", b"");
        assert!(matches!(of([empty, b"--x--".to_vec()].concat()).await, Ok((_, Upload::None))));
        let large = part("name=\"bestand\"; filename=\"x\"", &vec![b'a'; FILE_LIMIT + 1]);
        let (input, upload) = of([part("name=\"soort\"", b"ro"), large, b"--x--".to_vec()].concat()).await.unwrap();
        assert!(matches!(upload, Upload::TooLarge) && input.text("soort") == "ro");
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        let long = part("name=\"soort\"", &[b'a'; FIELD_LIMIT + 1]);
        let many: Vec<u8> = (0..=FIELDS).flat_map(|_| part("name=\"a\"", b"b")).collect();
        for cut in [b"".to_vec(), b"a=b".to_vec(), part("name=\"a\"", b"b")] {
            assert!(of(cut.clone()).await.is_err(), "{cut:?}");
        }
        for whole in [part("name=\"a\"", b"\xff"), part("name=\"a\"", b"\0"), long, many] {
            assert!(of([whole, b"--x--".to_vec()].concat()).await.is_err());
        }
        assert!(read("text/plain", Body::empty()).await.is_err());
    }
}
