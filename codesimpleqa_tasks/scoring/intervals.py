"""95 % intervals for the five figures, from the counts alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import nan

from codesimpleqa_tasks.scoring.figures import FIGURE_NAMES, Figures, Pattern, Tally

DRAWS = 20_000
SEED = 20251219
_PURE: tuple[Pattern, ...] = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0))


@dataclass(frozen=True)
class Interval:
    """The ends of a 95 % interval, as shares of 1; both NaN where the figure is."""

    low: float
    high: float


def intervals(tally: Tally, ungraded_tolerance: float = 0.0) -> dict[str, Interval]:
    """The 95 % interval of every figure, by name.

    The unit that varies is the question. The shares of the patterns of grades are drawn from their
    Dirichlet posterior under Jeffreys' prior (one half for each grade); an interval runs from the 2.5th
    to the 97.5th percentile of the figure over the draws, widened to hold the figure itself. For CO alone
    this is Jeffreys' interval (Brown, Cai & DasGupta 2001, Statistical Science 16:101); with no correct
    or no wrong answer at all it does not collapse to a point, as a bootstrap does. With several answers
    per question it is the Bayesian bootstrap over questions (Rubin 1981, Annals of Statistics 9:130).
    The same counts give the same interval on every machine.
    """
    return dict(_intervals(tuple(sorted(tally.patterns.items())), ungraded_tolerance))


@lru_cache(maxsize=4096)
def _intervals(patterns: tuple[tuple[Pattern, int], ...], ungraded_tolerance: float) -> dict[str, Interval]:
    figures = Figures.of(Tally(Counter(dict(patterns))), ungraded_tolerance)
    if figures.f_score != figures.f_score:
        return {name: Interval(nan, nan) for name in FIGURE_NAMES}
    import numpy

    weights: dict[tuple[float, float, float], float] = {pattern[:3]: 0.5 for pattern in _PURE}
    for (c, i, n, _), times in patterns:
        if graded := c + i + n:
            shares = (c / graded, i / graded, n / graded)
            weights[shares] = weights.get(shares, 0.0) + times
    values = numpy.array(list(weights))
    draws = numpy.random.default_rng(SEED).dirichlet(list(weights.values()), DRAWS) @ values
    correct, incorrect = draws[:, 0], draws[:, 1]
    given_attempted = correct / (correct + incorrect)
    drawn = {
        "correct": correct,
        "incorrect": incorrect,
        "not_attempted": draws[:, 2],
        "correct_given_attempted": given_attempted,
        "f_score": 2 * correct * given_attempted / (correct + given_attempted),
    }
    found = {}
    for name, figure in figures.as_dict().items():
        low, high = numpy.percentile(drawn[name], [2.5, 97.5])
        found[name] = Interval(min(float(low), figure), max(float(high), figure))
    return found
