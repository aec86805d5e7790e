"""How a text is cut into the parts that are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codesimpleqa_tasks.judging.rule.atoms import atoms_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The Linked Lists", ["the", "linked", "list"]),
        ("snake_case and camelCase", ["snakecase", "and", "camelcase"]),
        ("C, C++ and C#", ["c", "c++", "and", "c#"]),
        ("B+ tree", ["b+", "tree"]),
        ("1,024.0 bytes", ["1024", "byte"]),
        (".5 and 0.50", ["0.5", "and", "0.50"]),
        ("0xFF", ["0xff"]),
        ("version 1.2.3", ["version", "1.2.3"]),
        ("三千零二十四", ["3024"]),
        ("六种", ["6", "种"]),
        ("一种", ["一", "种"]),
        ("seven", ["7"]),
        ("O(n)", ["o", "(", "n", ")"]),
        ("printf(format)", ["printf", "format"]),
        ("-p", ["-", "p"]),
        ("--prune", ["prune"]),
        ("colour, behaviour, initialise", ["color", "behavior", "initialize"]),
        ("HTTPS", ["https"]),
    ],
)
def test_atoms(text: str, values: list[str]) -> None:
    assert list(atoms_of(text).values) == values


@pytest.mark.parametrize(
    ("sought", "text", "found"),
    [
        ("linkedlist", "a linked list", True),
        ("linkedlist", "a LinkedList", True),
        ("list", "an ArrayList", False),
        ("c", "C++", False),
        ("java", "JavaScript", False),
        ("80", "8080", False),
    ],
)
def test_a_name_is_found_in_other_spacing_but_never_inside_a_longer_word(sought: str, text: str, found: bool) -> None:
    assert bool(atoms_of(text).find(sought)) is found


@given(st.text())
def test_atoms_lie_in_order_inside_the_text(text: str) -> None:
    atoms = atoms_of(text)
    places = [place for pair in zip(atoms.starts, atoms.ends) for place in pair]
    assert places == sorted(places)
    assert not places or places[-1] <= len(atoms.text)
