"""How far raters agree beyond what chance would bring about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

Rating = TypeVar("Rating", bound=Hashable)


def cohen_kappa(pairs: Mapping[tuple[Rating, Rating], int]) -> float:
    """Cohen's kappa of two raters, from the number of items by (first rating, second rating).

    1 for full agreement, 0 for what chance would give; NaN without items, or if chance alone gives full
    agreement (both raters used one and the same rating throughout). J. Cohen, 1960, Educ. Psychol. Meas. 20, 37-46.
    """
    items = sum(pairs.values())
    if not items:
        return float("nan")
    first: Counter[Rating] = Counter()
    second: Counter[Rating] = Counter()
    agreed = 0
    for (one, other), count in pairs.items():
        first[one] += count
        second[other] += count
        agreed += count * (one == other)
    by_chance = sum(first[rating] * second[rating] for rating in first) / items**2
    return _kappa(agreed / items, by_chance)


def fleiss_kappa(ratings: Mapping[tuple[Rating, ...], int]) -> float:
    """Fleiss' kappa of two or more raters, from the number of items by the tuple of their ratings.

    All tuples have the same length. 1 for full agreement, 0 for what chance would give; NaN without items, or if
    only one rating was ever given. J. L. Fleiss, 1971, Psychological Bulletin 76, 378-382.
    """
    items = sum(ratings.values())
    if not items:
        return float("nan")
    raters = len(next(iter(ratings)))
    shares: Counter[Rating] = Counter()
    agreed = 0.0
    for given, count in ratings.items():
        votes = Counter(given)
        agreed += count * sum(n * (n - 1) for n in votes.values()) / (raters * (raters - 1))
        for rating, n in votes.items():
            shares[rating] += n * count
    by_chance = sum((n / (items * raters)) ** 2 for n in shares.values())
    return _kappa(agreed / items, by_chance)


def panel_kappa(ratings: Mapping[tuple[Rating, ...], int], raters: int) -> float:
    """Cohen's kappa for two raters, Fleiss' for more: the agreement of a panel."""
    if raters == 2:
        return cohen_kappa({(given[0], given[1]): count for given, count in ratings.items()})
    return fleiss_kappa(ratings)


def all_agree_share(ratings: Mapping[tuple[Rating, ...], int]) -> float:
    """The share of items, from 0 to 1, that all raters rated alike; NaN without items."""
    items = sum(ratings.values())
    return sum(count for given, count in ratings.items() if len(set(given)) == 1) / items if items else float("nan")


def _kappa(observed: float, by_chance: float) -> float:
    return (observed - by_chance) / (1 - by_chance) if by_chance < 1 else float("nan")
