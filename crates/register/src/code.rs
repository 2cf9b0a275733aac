//! Stable codes: what a database, a form and an export write for a value of a closed list.

/// Declares an enum of which every value has a stable ASCII code.
///
/// The code is the value's name outside the program: it is stored, put in forms and printed in exports, so it
/// never changes, whatever happens to the Rust name. The words a person reads live in `locales/`.
#[macro_export]
macro_rules! codes {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order in which people expect to see them.
            $vis const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code of this value.
            $vis const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The value with this code, if there is one.
            $vis fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

#[cfg(test)]
mod tests {
    codes! {
        /// A list for this test.
        enum Colour {
            /// Red.
            Red = "red",
            /// Green.
            Green = "green",
        }
    }

    #[test]
    fn a_code_names_its_value_and_nothing_else_does() {
        for value in Colour::ALL {
            assert_eq!(Colour::from_code(value.code()), Some(*value));
        }
        assert_eq!(Colour::from_code("Red"), None, "codes are exact, not kind");
    }
}
