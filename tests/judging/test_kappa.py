"""Kappa: agreement beyond chance."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.kappa import all_agree_share, cohen_kappa, fleiss_kappa, panel_kappa

ratings = st.sampled_from("CIN")


def test_cohens_kappa_of_a_worked_table() -> None:
    # 70 % agree; by chance 0.6 * 0.5 + 0.4 * 0.5 = 50 % would.
    assert cohen_kappa({("C", "C"): 20, ("C", "I"): 5, ("I", "C"): 10, ("I", "I"): 15}) == pytest.approx(0.4)


def test_fleiss_kappa_of_a_worked_table() -> None:
    # Pairs that agree: 1, 1/3 and 1/3 of 3 items; shares 5/9 and 4/9.
    observed, by_chance = (1 + 1 / 3 + 1 / 3) / 3, (5 / 9) ** 2 + (4 / 9) ** 2
    table = {("C", "C", "C"): 1, ("C", "C", "I"): 0, ("C", "I", "I"): 1, ("I", "C", "I"): 1}
    assert fleiss_kappa(table) == pytest.approx((observed - by_chance) / (1 - by_chance))


@given(st.lists(st.tuples(ratings, ratings, ratings), min_size=1))
def test_full_agreement_is_one_and_nothing_is_more(given_ratings: list[tuple[str, str, str]]) -> None:
    kappa = fleiss_kappa(Counter(given_ratings))
    assert math.isnan(kappa) or kappa <= 1 + 1e-9
    alike = Counter((first, first, first) for first, *_ in given_ratings)
    assert math.isnan(fleiss_kappa(alike)) or fleiss_kappa(alike) == pytest.approx(1)


@given(st.lists(st.tuples(ratings, ratings), min_size=1))
def test_cohens_kappa_does_not_depend_on_who_comes_first(pairs: list[tuple[str, str]]) -> None:
    one, other = cohen_kappa(Counter(pairs)), cohen_kappa(Counter((b, a) for a, b in pairs))
    assert one == pytest.approx(other, nan_ok=True)


def test_independent_raters_have_no_kappa() -> None:
    assert cohen_kappa(Counter((a, b) for a in "CIN" for b in "CIN")) == pytest.approx(0)


@pytest.mark.parametrize("table", [{}, {("C", "C"): 5}])
def test_without_items_or_variety_kappa_is_not_defined(table: dict[tuple[str, str], int]) -> None:
    assert math.isnan(panel_kappa(table, 2))
    assert math.isnan(fleiss_kappa(table))


def test_the_share_on_which_all_agree() -> None:
    assert all_agree_share({("C", "C"): 3, ("C", "I"): 1}) == 0.75
    assert math.isnan(all_agree_share({}))
