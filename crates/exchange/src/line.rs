//! Physical lines of a file.

/// The byte that ends a line: `\n`, or `\r` in a file that has no `\n` at all (old Macs, and some exports still).
pub(crate) fn end(bytes: &[u8]) -> u8 {
    let only_cr = memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some();
    if only_cr { b'\r' } else { b'\n' }
}

/// The first line without its end, and what follows; `None` at the end of the file. A `\r` before a `\n` belongs to the
/// end.
pub(crate) fn split(bytes: &[u8], end: u8) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let (line, rest) = match memchr::memchr(end, bytes) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[][..]),
    };
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        for text in ["a\nb\n\nc", "a\r\nb\r\n\r\nc", "a\rb\r\rc"] {
            let (mut rest, mut lines) = (text.as_bytes(), Vec::new());
            while let Some((line, after)) = split(rest, end(text.as_bytes())) {
                lines.push(line);
                rest = after;
            }
            assert_eq!(lines, [&b"a"[..], b"b", b"", b"c"], "{text:?}");
        }
    }
}
