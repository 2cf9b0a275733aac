//! What somebody was shown before they acted: it goes with their form, so that an act is about what they read.

/// How much there was to tell, and was told, when somebody looked: what they note goes with it. Two who tell at once, and two tabs, do
/// not note something about what they never read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// How often something was decided, turned or stepped.
    things: usize,
    /// How often it was noted that somebody was told.
    told: usize,
}

impl Seen {
    /// What there is.
    pub const fn of(things: usize, told: usize) -> Self {
        Self { things, told }
    }

    /// The same, as it goes with a form.
    pub fn code(self) -> String {
        format!("{}.{}", self.things, self.told)
    }

    /// The same, read back. `None`: nobody was shown that.
    pub fn read(code: &str) -> Option<Self> {
        let (things, told) = code.split_once('.')?;
        Some(Self { things: things.parse().ok()?, told: told.parse().ok()? })
    }

    /// Lets what came through where what was shown stands `now`; what was sent `twice` is said to be so, and anything else that changed
    /// meanwhile is shown first, whatever else is wrong with it.
    ///
    /// # Errors
    /// `meanwhile`, or what the act itself was refused for.
    pub fn met<V, R>(
        seen: Option<Self>,
        now: Self,
        came: Result<V, R>,
        twice: impl FnOnce(&R) -> bool,
        meanwhile: R,
    ) -> Result<V, R> {
        match came {
            Err(refusal) if twice(&refusal) => Err(refusal),
            came if seen == Some(now) => came,
            Ok(_) | Err(_) => Err(meanwhile),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_of_what_was_shown() {
        let (shown, more, told) = (Seen::of(2, 1), Seen::of(3, 1), Seen::of(2, 2));
        for (what, seen, now, came, expected) in [
            ("nothing changed", Some(shown), shown, Ok(()), Ok(())),
            ("and it is filled in wrongly", Some(shown), shown, Err("wrong"), Err("wrong")),
            ("something was decided meanwhile", Some(shown), more, Ok(()), Err("meanwhile")),
            ("that first, whatever else", Some(shown), more, Err("wrong"), Err("meanwhile")),
            ("somebody else told them", Some(shown), told, Err("nothing"), Err("meanwhile")),
            ("sent twice", Some(shown), told, Err("twice"), Err("twice")),
            ("nobody was shown anything", None, shown, Ok(()), Err("meanwhile")),
        ] {
            assert_eq!(Seen::met(seen, now, came, |one| *one == "twice", "meanwhile"), expected, "{what}");
        }
        for seen in [shown, more, told] {
            assert_eq!(Seen::read(&seen.code()), Some(seen));
        }
        for code in ["", "2", "2.", "a.1", "2.1.1", "-1.0"] {
            assert_eq!(Seen::read(code), None, "{code}");
        }
    }
}
