//! Randomness that is the same on every machine, for ever.

/// SplitMix64, as in Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014),
/// with the constants of Vigna's public-domain `splitmix64.c`. Not for secrets.
///
/// Own code instead of a crate: a crate may change its stream between versions, and then every golden file moves.
pub(crate) struct Rng(u64);

impl Rng {
    /// The generator of one subject. Each subject (`"person"`, 17) has its own stream, so that one more draw for
    /// one person does not change everybody after it.
    pub(crate) fn of(seed: u64, stream: &str, index: u64) -> Self {
        // FNV-1a over the name of the stream; one round of the generator mixes seed and index in.
        let name =
            stream.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
        let mixed = Self(seed ^ name).next();
        Self(Self(mixed ^ index.wrapping_mul(0x9e37_79b9_7f4a_7c15)).next())
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number under `n` (0 when `n` is 0). Multiply and shift; the bias is under `n / 2^32`, nothing here.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        (((self.next() >> 32) * u64::from(n)) >> 32) as u32
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below(high.saturating_sub(low).max(0) as u32 + 1) as i32
    }

    /// True in `n` of a thousand draws.
    pub(crate) fn permille(&mut self, n: u32) -> bool {
        self.below(1000) < n
    }

    /// One of the values; the first draw of an index into a pool that is never empty.
    pub(crate) fn pick<'a, T>(&mut self, pool: &'a [T]) -> &'a T {
        &pool[self.below(pool.len() as u32) as usize]
    }

    /// An index drawn with the given weights.
    pub(crate) fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::Rng;

    /// The published first outputs for state 1234567.
    #[test]
    fn agrees_with_the_reference() {
        let mut rng = Rng(1_234_567);
        let got: Vec<u64> = (0..3).map(|_| rng.next()).collect();
        assert_eq!(got, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |name, index| Rng::of(7, name, index).next();
        assert_eq!(draw("person", 1), draw("person", 1));
        assert_ne!(draw("person", 1), draw("person", 2));
        assert_ne!(draw("person", 1), draw("staff", 1));
    }
}
