//! Names as types, so that two cannot be compared by their bytes, nor one kind given for another.

/// Makes a type for the names of one subject: [`super::name`] for its text, [`super::key`] for its equality, order and hash.
macro_rules! names {
    ($(#[$doc:meta])* pub struct $name:ident;) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            text: String,
            key: String,
        }

        impl $name {
            /// Reads a name.
            ///
            /// # Errors
            /// Says why it is none: empty, too long, over two lines, or no text.
            pub fn new(text: &str) -> Result<Self, $crate::text::NotText> {
                let text = $crate::text::name(text)?;
                // Letters are left when all that is bent to one form is gone.
                let key = $crate::text::key(&text);
                if key.is_empty() { Err($crate::text::NotText::Empty) } else { Ok(Self { text, key }) }
            }

            /// The name as it is kept and shown.
            pub fn as_str(&self) -> &str {
                &self.text
            }

            /// What every spelling of this name has in common: what a database compares.
            pub fn key(&self) -> &str {
                &self.key
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.key == other.key
            }
        }

        impl Eq for $name {}

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.key.cmp(&other.key)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.key.hash(state);
            }
        }
    };
}

pub(crate) use names;
