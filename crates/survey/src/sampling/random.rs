//! Random numbers that are the same on every machine: integers only, from a seed that a record can hold.
//!
//! Source: Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", *ACM Transactions on
//! Mathematical Software* 47 (xoshiro256++), its state filled by SplitMix64 as they advise; whole numbers below a bound
//! by Lemire (2019), *ACM Transactions on Modeling and Computer Simulation* 29. Not for secrets.

/// A stream of random numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generator {
    state: [u64; 4],
}

/// The name under which a record says how its numbers were drawn. It changes when a draw would.
pub const NAME: &str = "xoshiro256++/splitmix64/1";

impl Generator {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self::stream(seed, 0)
    }

    /// One of many streams of a seed: what is drawn from one does not change what is drawn from another.
    pub fn stream(seed: u64, stream: u64) -> Self {
        // The stream goes through the mixer once by itself: seeds and streams close to each other stay apart.
        let mut from = seed ^ split_mix(&mut { stream }).wrapping_mul(u64::from(stream != 0));
        Self { state: std::array::from_fn(|_| split_mix(&mut from)) }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let state = &mut self.state;
        let result = state[0].wrapping_add(state[3]).rotate_left(23).wrapping_add(state[0]);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        result
    }

    /// A number from 0 up to but not including 1, in steps of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number from 0 up to but not including `bound`, each as likely; 0 for a bound of 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let unfair = bound.wrapping_neg() % bound;
        loop {
            let wide = u128::from(self.bits()) * u128::from(bound);
            if wide as u64 >= unfair {
                return (wide >> 64) as u64;
            }
        }
    }

    /// `count` of the places 0 to `from`, without replacement, each set as likely, in increasing order; all of them when
    /// more are asked.
    pub fn choose(&mut self, count: usize, from: usize) -> Vec<usize> {
        let mut places: Vec<usize> = (0..from).collect();
        let count = count.min(from);
        for at in 0..count {
            places.swap(at, at + self.below((from - at) as u64) as usize);
        }
        places.truncate(count);
        places.sort_unstable();
        places
    }
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_the_published_numbers() {
        let mut seed = 1_234_567;
        let mixed: Vec<u64> = (0..3).map(|_| split_mix(&mut seed)).collect();
        assert_eq!(mixed, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
        let mut generator = Generator { state: [1, 2, 3, 4] };
        let bits: Vec<u64> = (0..5).map(|_| generator.bits()).collect();
        let published =
            [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205];
        assert_eq!(bits, published);
    }

    #[test]
    fn a_seed_has_streams_of_its_own() {
        assert_eq!(Generator::new(7), Generator::stream(7, 0));
        assert_ne!(Generator::stream(7, 1), Generator::stream(7, 2));
        assert_ne!(Generator::stream(7, 1), Generator::stream(6, 1));
    }

    #[test]
    fn places_are_chosen_evenly_and_once() {
        let mut generator = Generator::new(1);
        let mut seen = [0u32; 7];
        for _ in 0..7_000 {
            let chosen = generator.choose(3, 7);
            assert!(chosen.len() == 3 && chosen.windows(2).all(|pair| pair[0] < pair[1]));
            for place in chosen {
                seen[place] += 1;
            }
        }
        // 3000 expected, standard deviation 41.
        assert!(seen.iter().all(|times| (2_800..3_200).contains(times)), "{seen:?}");
        assert_eq!(generator.choose(9, 2), [0, 1]);
        assert!(generator.choose(0, 0).is_empty());
        assert_eq!(generator.below(0), 0);
    }
}
