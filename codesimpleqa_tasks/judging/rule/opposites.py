"""Opposites: words and phrases that exclude each other where one stands in the other's place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from codesimpleqa_tasks.judging.rule.phrases import Phrases, by_stems, lines_of

Member = tuple[int, int]
"""One of several that exclude each other: the number of the line in opposites.txt, and of the member in it."""


@lru_cache(maxsize=1)
def opposites() -> Phrases[tuple[Member, ...]]:
    """Words and phrases with what they are members of."""
    return by_stems(_entries())


def name_of(member: Member) -> str:
    """How a member is written first."""
    return _members()[member[0]][member[1]][0]


@lru_cache(maxsize=1)
def _members() -> list[list[list[str]]]:
    return [[member.split(" = ") for member in line.split("; ")] for line in lines_of("opposites.txt")]


def _entries() -> Iterator[tuple[str, Member]]:
    for number, members in enumerate(_members()):
        for place, phrases in enumerate(members):
            for phrase in phrases:
                yield phrase, (number, place)
