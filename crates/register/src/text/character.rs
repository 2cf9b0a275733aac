//! What a character is to a text: letters and the like, white space, a line break, or something nobody sees.

/// The kinds that matter. Each character is of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To be read.
    Plain,
    /// White space within a line, whatever its width; blanks that fonts draw as nothing too.
    Space,
    /// Ends a line.
    Break,
    /// Steers how its neighbours are drawn and may carry meaning in a sentence (emoji, Persian, mixed directions).
    Shaping,
    /// Seen by nobody, and meaning nothing: comes along when people copy from a page or a mail.
    Invisible,
    /// No text at all.
    Control,
    /// A trace of damage: what a program writes for bytes that it could not read, or a character that only one font has.
    Damage,
}

impl Kind {
    pub(super) const fn of(c: char) -> Self {
        match c {
            // ASCII first: nearly all of all text.
            ' '..='~' if c != ' ' => Self::Plain,
            ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                Self::Space
            }
            // Blanks that count as letters: fillers of Hangul, the empty braille cell.
            '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => Self::Space,
            // A word processor writes a vertical tab for a line break within a paragraph.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Self::Break,
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Self::Control,
            // Joiners, marks of direction, choices between drawings of one sign.
            '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe00}'..='\u{fe0f}' => Self::Shaping,
            // Soft hyphen, grapheme joiner, zero-width spaces, embeddings and overrides of direction (which can make a
            // sentence read otherwise than it stands), isolates, annotations, tags.
            '\u{ad}'
            | '\u{34f}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}' => Self::Invisible,
            '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffd}' | '\u{f0000}'..='\u{10ffff}' => Self::Damage,
            c if c as u32 & 0xfffe == 0xfffe => Self::Damage,
            _ => Self::Plain,
        }
    }

    /// Whether nothing of it shows on its own.
    pub(super) const fn is_blank(self) -> bool {
        matches!(self, Self::Space | Self::Break | Self::Shaping | Self::Invisible)
    }
}
