//! Thrift's compact protocol, as far as the headers of Parquet need it: a value out of bytes that anybody may have written.

use super::What;

/// A value; what no header of ours looks at is read and forgotten.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value<'a> {
    Bool(bool),
    Int(i64),
    Bytes(&'a [u8]),
    List(Vec<Self>),
    Struct(Vec<(i64, Self)>),
    Other,
}

/// How deep values may stand in each other. A header has five.
const DEEP: usize = 16;
/// The most values of a header: a column and row group have some thirty.
const MOST: usize = 4_000_000;

/// Bytes that are read from the front.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// How many were read.
    pub(super) at: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, values: 0 }
    }

    fn byte(&mut self) -> Result<u8, What> {
        let byte = *self.bytes.get(self.at).ok_or(What::CutShort)?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, many: usize) -> Result<&'a [u8], What> {
        let end = self.at.checked_add(many).ok_or(What::CutShort)?;
        let taken = self.bytes.get(self.at..end).ok_or(What::CutShort)?;
        self.at = end;
        Ok(taken)
    }

    /// A number of seven bits a byte, the lowest first.
    fn varint(&mut self) -> Result<u64, What> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(What::Header)
    }

    fn int(&mut self) -> Result<i64, What> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    fn length(&mut self) -> Result<usize, What> {
        usize::try_from(self.varint()?).map_err(|_| What::Header)
    }

    /// A structure: its fields by their numbers.
    pub(super) fn structure(&mut self, deep: usize) -> Result<Value<'a>, What> {
        if deep > DEEP {
            return Err(What::Header);
        }
        let (mut fields, mut number) = (Vec::new(), 0_i64);
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(Value::Struct(fields));
            }
            let delta = i64::from(head >> 4);
            number = if delta == 0 { self.int()? } else { number.saturating_add(delta) };
            let value = match head & 0x0f {
                1 => Value::Bool(true),
                2 => Value::Bool(false),
                kind => self.value(kind, deep)?,
            };
            fields.push((number, value));
        }
    }

    fn value(&mut self, kind: u8, deep: usize) -> Result<Value<'a>, What> {
        self.values += 1;
        if self.values > MOST {
            return Err(What::TooLarge);
        }
        Ok(match kind {
            // In a list each is a byte.
            1 | 2 => Value::Bool(self.byte()? == 1),
            3 => Value::Int(i64::from(self.byte()?)),
            4..=6 => Value::Int(self.int()?),
            7 => {
                self.take(8)?;
                Value::Other
            }
            8 => {
                let many = self.length()?;
                Value::Bytes(self.take(many)?)
            }
            9 | 10 => {
                let head = self.byte()?;
                let many = if head >> 4 == 15 { self.length()? } else { usize::from(head >> 4) };
                // A list says how long it is before anybody sees it: nothing is kept free for what is not there.
                let mut all = Vec::new();
                for _ in 0..many {
                    all.push(self.value(head & 0x0f, deep + 1)?);
                }
                Value::List(all)
            }
            11 => {
                let many = self.length()?;
                let kinds = if many > 0 { self.byte()? } else { 0 };
                for _ in 0..many {
                    self.value(kinds >> 4, deep + 1)?;
                    self.value(kinds & 0x0f, deep + 1)?;
                }
                Value::Other
            }
            12 => self.structure(deep + 1)?,
            _ => return Err(What::Header),
        })
    }
}

impl<'a> Value<'a> {
    /// A field of a structure.
    pub(super) fn field(&self, number: i64) -> Option<&Self> {
        match self {
            Self::Struct(fields) => fields.iter().find(|(own, _)| *own == number).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A number in a field.
    pub(super) fn int(&self, number: i64) -> Option<i64> {
        match self.field(number)? {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// A number in a field, that has to be there and count something.
    pub(super) fn size(&self, number: i64) -> Result<usize, What> {
        self.int(number).and_then(|value| usize::try_from(value).ok()).ok_or(What::Header)
    }

    /// A list in a field; an empty one where it is absent.
    pub(super) fn list(&self, number: i64) -> &[Self] {
        match self.field(number) {
            Some(Self::List(all)) => all,
            _ => &[],
        }
    }

    /// A text in a field.
    pub(super) fn text(&self, number: i64) -> Result<&'a str, What> {
        match self.field(number) {
            Some(Self::Bytes(bytes)) => std::str::from_utf8(bytes).map_err(|_| What::Header),
            _ => Err(What::Header),
        }
    }
}
