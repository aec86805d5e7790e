"""The glossary: the same unit for the same thing in both languages."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest

from codesimpleqa_tasks.judging.rule.atoms import atoms_of, values_of
from codesimpleqa_tasks.judging.rule.opposites import opposites
from codesimpleqa_tasks.judging.rule.phrases import lines_of
from codesimpleqa_tasks.judging.rule.units import units_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("binary search tree", "二叉搜索树"),
        ("garbage collection", "垃圾回收"),
        ("CSRF", "跨站请求伪造"),
        ("cross-site request forgery", "CSRF"),
        ("deadlocks", "死锁"),
        ("union file system", "联合文件系统"),
        ("incoming webhooks", "传入 webhook"),
        ("incoming（入站）", "incoming"),
        ("partitioned", "partitioning"),
        ("the owner of a file", "owner file"),
        ("記憶體", "memory"),
    ],
)
def test_terms_for_the_same_thing_are_the_same_units(one: str, other: str) -> None:
    assert units_of(atoms_of(one)).names == units_of(atoms_of(other)).names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("linked list", "array list"),
        ("B 树", "B+ 树"),
        ("公钥", "私钥"),
        ("TCP", "UDP"),
        ("stack", "heap"),
        ("进行", "row"),
    ],
)
def test_different_things_are_different_units(one: str, other: str) -> None:
    assert units_of(atoms_of(one)).names != units_of(atoms_of(other)).names


def _opposed(one: str, other: str) -> bool:
    """True if two texts say different members of one set."""
    said = [{m for _, _, ms in opposites().find(atoms_of(text).stems) for m in ms} for text in (one, other)]
    return any(a[0] == b[0] and a != b for a in said[0] for b in said[1])


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("read", "write", True),
        ("the public key", "a private key", True),
        ("从大到小", "ascending order", True),
        ("从小到大", "ascending order", False),
        ("at least once", "at most once", True),
        ("reading", "a reader", False),
    ],
)
def test_opposites_exclude_each_other(one: str, other: str, opposed: bool) -> None:
    assert _opposed(one, other) is opposed


def _terms() -> list[str]:
    text = (files("codesimpleqa_tasks.judging.rule") / "glossary.txt").read_text(encoding="utf-8")
    return [term for line in text.splitlines() if line and not line.startswith("#") for term in line.split("; ")]


def test_a_term_stands_once_in_the_glossary() -> None:
    twice = [term for term, times in Counter(map(str.lower, _terms())).items() if times > 1]
    assert twice == []


def test_every_term_can_be_found() -> None:
    assert [term for term in _terms() if not atoms_of(term).values] == []


def test_the_short_way_to_the_atoms_of_a_phrase_leads_to_the_same_atoms() -> None:
    phrases = {
        phrase
        for name in ("glossary.txt", "paraphrases.txt", "opposites.txt", "vague.txt")
        for line in lines_of(name)
        for member in line.split("; ")
        for phrase in member.split(" = ")
    }
    assert [phrase for phrase in phrases if tuple(values_of(phrase)) != atoms_of(phrase).values] == []
