"""Two runs on the same questions: how much the figures differ, and whether chance alone would do that.

Everything is paired by question: the unit that varies is the question, with all of its answers in both runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf, isnan, nan
from statistics import NormalDist
from typing import Any

import numpy

from codesimpleqa_tasks.scoring.figures import FIGURE_NAMES, Figures, Tally

Array = numpy.ndarray[Any, numpy.dtype[Any]]

LEVEL = 0.05
"""A difference is called one where its p-value is below this."""
POWER = 0.8
"""The chance of seeing a difference that `questions_needed` and `smallest_visible` plan for."""
DRAWS = 20_000
SEED = 20251219
_DRAWS_AT_ONCE = 2_000
_SINGLE = ("correct", "incorrect", "not_attempted")
"""The figures that are means over questions, to which exact tests apply."""


@dataclass(frozen=True)
class Difference:
    """The figure of the first run, of the second, and second minus first, as shares of 1.

    `low` and `high` are the ends of the 95 % interval of the difference, `standard_error` its spread;
    `p_value` is two-sided. All are NaN where either run has no figure because answers are UNGRADED.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    standard_error: float
    p_value: float
    questions: int

    @property
    def is_seen(self) -> bool:
        """Whether chance alone would seldom (less often than LEVEL) show a difference like this."""
        return self.p_value < LEVEL

    @property
    def questions_needed(self) -> float:
        """The number of such questions on which a difference of this size would be seen with POWER.

        From the normal approximation: the standard error shrinks with the square root of the number of
        questions. Infinite where there is no difference at all, NaN where there is no figure.
        """
        if isnan(self.difference) or not self.difference:
            return nan if isnan(self.difference) else inf
        return float(ceil(self.questions * (_REACH * self.standard_error / self.difference) ** 2))

    @property
    def smallest_visible(self) -> float:
        """The smallest true difference that this many questions would show with POWER."""
        return _REACH * self.standard_error


_REACH = NormalDist().inv_cdf(1 - LEVEL / 2) + NormalDist().inv_cdf(POWER)


def paired_differences(
    first: Array, second: Array, first_tolerance: float = 0.0, second_tolerance: float = 0.0
) -> dict[str, Difference]:
    """The difference of every figure, by name.

    `first` and `second` have one row for each question, the same question in the same row: how often it was
    answered CORRECT, INCORRECT, NOT_ATTEMPTED and UNGRADED. More UNGRADED answers than a run's tolerance make
    all NaN, as they do with the figures; within it, the questions count that have a grade in both runs.

    Interval and p-value of CGA and F, and the interval of the others, come from the paired bootstrap over
    questions in its Bayesian form (Rubin 1981, Annals of Statistics 9:130): the shares of the pairs of grade
    patterns are drawn from their Dirichlet posterior with one half for each of the nine pairs of single grades,
    as `intervals` does for one run, so that it does not collapse where few questions changed. The p-value is
    twice the share of draws on the rarer side of zero. CO, IN and NA get the exact test: McNemar's with one
    answer per question (McNemar 1947, Psychometrika 12:153), else the sign-flip test that it is a case of.
    The same grades give the same numbers on every machine.

    Raises ValueError if the arrays differ in shape.
    """
    if first.shape != second.shape:
        raise ValueError(f"paired counts must have one shape, not {first.shape} and {second.shape}")
    tallies = [Tally.from_matrix(first), Tally.from_matrix(second)]
    whole = [Figures.of(t, tolerance) for t, tolerance in zip(tallies, (first_tolerance, second_tolerance))]
    both = (first[:, :3].sum(axis=1) > 0) & (second[:, :3].sum(axis=1) > 0)
    if any(isnan(figures.f_score) for figures in whole) or not both.any():
        return {name: Difference(nan, nan, nan, nan, nan, nan, nan, len(first)) for name in FIGURE_NAMES}
    shares = [_shares(first[both]), _shares(second[both])]
    figures = [Figures.from_shares(*map(float, s.mean(axis=0))) for s in shares]
    drawn = _drawn_differences(shares[0], shares[1])
    found = {}
    for place, name in enumerate(FIGURE_NAMES):
        a, b = getattr(figures[0], name), getattr(figures[1], name)
        draws = drawn[:, place]
        low, high = numpy.percentile(draws, [2.5, 97.5])
        if name in _SINGLE:
            p_value = sign_flip_p(shares[1][:, place] - shares[0][:, place])
        else:
            p_value = _rarer_side(draws) if a != b else 1.0
        found[name] = Difference(
            first=a,
            second=b,
            difference=b - a,
            low=min(float(low), b - a),
            high=max(float(high), b - a),
            standard_error=float(draws.std()),
            p_value=p_value,
            questions=int(both.sum()),
        )
    return found


def _shares(counts: Array) -> Array:
    graded = counts[:, :3]
    shares: Array = graded / graded.sum(axis=1, keepdims=True)
    return shares


_SINGLE_PAIRS = numpy.array([[*numpy.eye(3)[a], *numpy.eye(3)[b]] for a in range(3) for b in range(3)])


def _drawn_differences(first: Array, second: Array) -> Array:
    """Draws of the differences of the figures: one row for each draw, one column for each figure."""
    pairs, times = numpy.unique(
        numpy.concatenate([numpy.hstack([first, second]), _SINGLE_PAIRS]), axis=0, return_counts=True
    )
    single = (pairs[:, None, :] == _SINGLE_PAIRS[None, :, :]).all(axis=2).any(axis=1)
    weights = times - 0.5 * single  # each of the nine was put in once more, and is to count one half
    random = numpy.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS // _DRAWS_AT_ONCE):  # in portions, to bound memory where every pair is another
        mixed = random.dirichlet(weights, _DRAWS_AT_ONCE) @ pairs
        drawn.append(_figures(mixed[:, 3:]) - _figures(mixed[:, :3]))
    return numpy.concatenate(drawn)


def _figures(shares: Array) -> Array:
    """The five figures, in the order of FIGURE_NAMES, of rows of shares that are not zero."""
    correct, incorrect, not_attempted = shares.T
    given_attempted = correct / (correct + incorrect)
    f_score = 2 * correct * given_attempted / (correct + given_attempted)
    return numpy.stack([correct, incorrect, not_attempted, given_attempted, f_score], axis=1)


def _rarer_side(draws: Array) -> float:
    ties = 0.5 * float((draws == 0).sum())
    rarer = min(float((draws < 0).sum()), float((draws > 0).sum())) + ties
    return min(1.0, 2 * (rarer + 1) / (len(draws) + 1))


def mcnemar_p(won: int, lost: int) -> float:
    """The two-sided p-value of McNemar's exact test: `won` and `lost` are the questions that changed each way."""
    from scipy.stats import binomtest

    return float(binomtest(won, won + lost).pvalue) if won + lost else 1.0


def sign_flip_p(differences: Array) -> float:
    """The two-sided p-value of the hypothesis that each question's difference was as likely to go the other way.

    With differences of one size only this is McNemar's exact test; else it is drawn DRAWS times.
    """
    sizes, times = numpy.unique(numpy.round(numpy.abs(differences), 12), return_counts=True)
    sizes, times = sizes[sizes > 0], times[sizes > 0]
    if len(sizes) <= 1:
        return mcnemar_p(int((differences > 0).sum()), int((differences < 0).sum()))
    random = numpy.random.default_rng(SEED)
    sums = (2 * random.binomial(times, 0.5, size=(DRAWS, len(times))) - times) @ sizes
    as_far = int((numpy.abs(sums) >= abs(float(differences.sum())) - 1e-9).sum())
    return (as_far + 1) / (DRAWS + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values corrected for having looked at all of them (Holm 1979, Scandinavian Journal of Statistics 6:65).

    NaN stays NaN and does not count as a look.
    """
    order = sorted((i for i, p in enumerate(p_values) if not isnan(p)), key=lambda i: p_values[i])
    corrected = [nan] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * p_values[place]))
        corrected[place] = highest
    return corrected
