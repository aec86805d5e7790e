"""Names of languages, domains and programming languages."""

from __future__ import annotations

import pytest

from codesimpleqa_tasks.questions.taxonomy import (
    DOMAINS,
    Language,
    language_named,
    language_of_text,
    programming_language_named,
)


def test_there_are_21_domains() -> None:
    assert len(set(DOMAINS)) == 21


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("english", Language.ENGLISH),
        ("EN", Language.ENGLISH),
        ("chinese", Language.CHINESE),
        (" zh-CN ", Language.CHINESE),
        ("中文", Language.CHINESE),
        ("french", None),
        ("", None),
    ],
)
def test_names_of_languages(name: str, language: Language | None) -> None:
    assert language_named(name) is language


@pytest.mark.parametrize(("text", "language"), [("What is ls?", Language.ENGLISH), ("ls 是什么？", Language.CHINESE)])
def test_a_text_with_han_characters_is_chinese(text: str, language: Language) -> None:
    assert language_of_text(text) is language


@pytest.mark.parametrize(
    ("name", "spelled"), [("C#", "c-sharp"), ("C++", "cpp"), ("", "others"), ("Golang", "go"), ("Zig", "zig")]
)
def test_names_of_programming_languages(name: str, spelled: str) -> None:
    assert programming_language_named(name) == spelled
