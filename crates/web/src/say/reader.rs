//! Who reads: what is "the student" for school is "you" for who it is about, and "your child" for a parent.

/// Who reads a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Who works at school.
    School,
    /// The student.
    Student,
    /// A parent of the student.
    Parent,
}

impl Reader {
    /// Who reads a page of one's own.
    pub const fn own(guardian: bool) -> Self {
        if guardian { Self::Parent } else { Self::Student }
    }

    /// Words that differ by who reads: of school, of the student, of a parent.
    pub const fn of(self, school: &'static str, student: &'static str, parent: &'static str) -> &'static str {
        match self {
            Self::School => school,
            Self::Student => student,
            Self::Parent => parent,
        }
    }
}
