"""The numbers of the example in crates/survey/README.md, made without the engine: the draw, the raking, the means and the error of
the change are written anew here, with NumPy and SciPy. Nothing that is built, run or tested needs this script.

    python3 scripts/survey-readme.py
"""
import numpy as np
from scipy import stats

BITS = (1 << 64) - 1


def split_mix(state):
    state = (state + 0x9E3779B97F4A7C15) & BITS
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & BITS
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & BITS
    return state, mixed ^ (mixed >> 31)


class Generator:
    """xoshiro256++ (Blackman and Vigna 2021), a stream for each stratum."""

    def __init__(self, seed, stream):
        state = seed ^ split_mix(stream)[1]
        self.state = []
        for _ in range(4):
            state, mixed = split_mix(state)
            self.state.append(mixed)

    def bits(self):
        s, turn = self.state, lambda x, by: ((x << by) | (x >> (64 - by))) & BITS
        result = (turn((s[0] + s[3]) & BITS, 23) + s[0]) & BITS
        shifted = (s[1] << 17) & BITS
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= shifted
        s[3] = turn(s[3], 45)
        return result

    def below(self, bound):
        while True:
            wide = self.bits() * bound
            if (wide & BITS) >= ((1 << 64) - bound) % bound:
                return wide >> 64

    def choose(self, count, size):
        places = list(range(size))
        for at in range(count):
            other = at + self.below(size - at)
            places[at], places[other] = places[other], places[at]
        return sorted(places[:count])


STRATA = ((0, 600), (600, 300))
drawn = [first + at for stream, (first, size) in enumerate(STRATA, 1) for at in Generator(2026, stream).choose(60, size)]
rows = [(student, year) for year in (0, 1) for student in drawn]
unit = np.tile(np.arange(120), 2)
roc = np.array([student >= 600 for student, _ in rows])
year = np.array([year for _, year in rows])
said = "1 1 2 2 3 3 3 4 8 4 4 4 9 4".split()
answer = np.array([said[student * 31 % 11 + year + 2 * (student >= 600)] for student, year in rows])
drawn_weight = np.where(roc, 300 / 60, 600 / 60)
level = np.array([2 + student % 3 for student, _ in rows])
# One margin: raking is post-stratification.
weight = drawn_weight.copy()
for place, total in {2: 640, 3: 600, 4: 560}.items():
    weight[level == place] *= total / drawn_weight[level == place].sum()


def mean(values, domain):
    sum_of_weights = (weight * domain).sum()
    found = (weight * domain * values).sum() / sum_of_weights
    return found, np.where(domain, (values - found) / sum_of_weights, 0.0)


def covariance(influences):
    totals = []
    for influence in influences:
        rest = influence.copy()
        for place in (2, 3, 4):
            own = level == place
            rest[own] -= (weight[own] * influence[own]).sum() / weight[own].sum()
        total = np.zeros(120)
        np.add.at(total, unit, rest * weight)
        totals.append(total)
    found = np.zeros((len(totals), len(totals)))
    for first, size in STRATA:
        own = np.array([first <= student < first + size for student in drawn])
        n = own.sum()
        apart = np.array([total[own] - total[own].mean() for total in totals])
        found += (1 - n / size) * n / (n - 1) * apart @ apart.T
    return found


base = answer != "9"
for code, label in (("4", "always"), ("8", "do not know")):
    print(f"{label} {mean((answer == code) * 1.0, base & roc)[0]:.3f}")
scored, scores = base & (answer != "8"), answer.astype(float)
print(f"mean {mean(scores, scored & roc)[0]:.3f}")
(one, of_one), (other, of_other) = mean(scores, scored & roc), mean(scores, scored & ~roc)
spread = covariance([of_one, of_other])
print(f"roc over aoc, t {(one - other) / np.sqrt(spread[0, 0] + spread[1, 1] - 2 * spread[0, 1]):.2f}")
(now, of_now), (before, of_before) = (mean(scores, scored & (year == at)) for at in (1, 0))
spread = covariance([of_now, of_before])
error = np.sqrt(spread[0, 0] + spread[1, 1] - 2 * spread[0, 1])
# Welch's degrees of freedom are more than those of the 120 students in two strata.
print(f"{now - before:.3f}, at least {now - before - stats.t.ppf(0.975, 118) * error:.3f}")
