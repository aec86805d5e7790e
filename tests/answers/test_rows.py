"""Rows of answer files: which forms are read, and what is said of those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import write_jsonl

from codesimpleqa_tasks.answers.rows import read_answered_rows
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language

ROW = {"question": "Which command lists files?", "answer": "ls", "response": "ls"}
DOC = {"question": "Which command lists files?", "answer": "ls", "language": "en", "domain": "Operating Systems"}


def rows_of(path: Path, *rows: dict):
    return list(read_answered_rows(write_jsonl(path / "in.jsonl", rows)))


def test_a_plain_row(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ROW)
    assert (row.question, row.gold, row.responses, row.is_list) == (ROW["question"], "ls", ("ls",), False)


def test_a_list_of_responses(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ROW | {"response": ["ls", None, "dir"]})
    assert (row.responses, row.is_list) == (("ls", None, "dir"), True)


@pytest.mark.parametrize(
    ("more", "language"),
    [
        ({}, Language.ENGLISH),
        ({"question": "列出文件用什么命令？"}, Language.CHINESE),
        ({"human_language": "chinese"}, Language.CHINESE),
        ({"language": "zh"}, Language.CHINESE),
    ],
)
def test_the_language_is_given_or_seen_in_the_question(tmp_path: Path, more: dict, language: Language) -> None:
    (row,) = rows_of(tmp_path, ROW | more)
    assert row.language is language


def test_domain_and_programming_language(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, ROW | {"domain": ["Computer Vision", "x"], "programming_language": "C#"})
    assert (row.domain, row.programming_language) == ("Artificial Intelligence", "c-sharp")


def test_a_sample_row_of_lm_eval(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, {"doc": DOC | {"variant": "base"}, "resps": [["ls", "dir"]], "target": "ls"})
    assert (row.responses, row.is_list, row.variant) == (("ls", "dir"), True, Variant.BASE)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"question": "q", "answer": "a"}, '"response" is missing (found: question, answer)'),
        (ROW | {"response": 8}, "int"),
        (ROW | {"response": []}, "empty list"),
        (ROW | {"response": ["a", 1]}, "int"),
        (ROW | {"question": ""}, '"question"'),
        (ROW | {"answer": None}, '"answer"'),
        ({"answer": "a", "response": "r"}, '"question" is missing'),
        (ROW | {"language": "french"}, "french"),
        (ROW | {"language": 1}, "1"),
        (ROW | {"aliases": "x"}, '"aliases"'),
        (ROW | {"domain": 3}, '"domain"'),
        (ROW | {"variant": "loud"}, "loud"),
        ({"doc": DOC, "resps": "ls"}, '"resps"'),
        ({"doc": {"question": "q"}, "resps": [["ls"]]}, '"answer" is missing'),
    ],
)
def test_a_row_that_cannot_be_graded_is_named_with_its_line(tmp_path: Path, row: dict, found: str) -> None:
    with pytest.raises(InputError) as error:
        rows_of(tmp_path, ROW, row)
    assert "line 2" in str(error.value)
    assert found in str(error.value)
