"""Formulas, in which every sign counts."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.judging.rule.formulas import canonical, is_formula, occurrences


@pytest.mark.parametrize(
    "text", ["O(n log n)", "2^-1074", "(9, 5, 4)", "10.1.0.0/22", "2i+2", "1/e", "√2", "[2, 2, 2]"]
)
def test_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize(
    "text", ["quicksort", "1,024", "-p", "--prune", "git add", "snd-hda-intel", "UTF-8 encoding", "二分"]
)
def test_no_formula(text: str) -> None:
    assert not is_formula(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O(n log n)", "O(n*log(n))"),
        ("O(log n)", "O(lg n)"),
        ("O(√n)", "O(sqrt(n))"),
        ("2^(-3)", "2**-3"),
        ("2i + 2", "2*i+2"),
    ],
)
def test_spellings_of_one_formula(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("formula", "text", "found"),
    [
        ("O(n)", "It takes O(n) time.", True),
        ("O(n)", "It takes O(n log n) time.", False),
        ("2i+2", "the child is at 2i + 2.", True),
        ("2i", "the child is at 2i+1.", False),
        ("2/n", "a variance of 2/n^2", False),
        ("1/p", "scaled by 1/(1-p)", False),
        ("1/7", "结果是1/7(约 0.14)。", True),
    ],
)
def test_a_formula_is_found_as_a_whole(formula: str, text: str, found: bool) -> None:
    assert bool(list(occurrences(canonical(formula), text))) is found
