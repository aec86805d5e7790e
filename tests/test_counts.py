"""Counts are said as people say them: one thing in the singular, everything else in the plural."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from running import codesimpleqa, write_jsonl

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging.notices import report_ungraded
from codesimpleqa_tasks.judging.usage import Usage

_THINGS = "questions|errors|pieces|answers|requests|judgements|disagreements|distractors"
WRONG = re.compile(rf"(?<![\d.,])1 (?:\w+ )?(?:{_THINGS})\b")


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (0, ("answer",), "0 answers"),
        (1, ("answer",), "1 answer"),
        (2, ("answer",), "2 answers"),
        (1498, ("answer",), "1,498 answers"),
        (1, ("piece of advice", "pieces of advice"), "1 piece of advice"),
        (2, ("piece of advice", "pieces of advice"), "2 pieces of advice"),
    ],
)
def test_the_noun_follows_the_number(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert counted(number, *nouns) == said


def test_one_request_is_one_request() -> None:
    used = Usage(requests=1, prompt_tokens=9, completion_tokens=1, from_store=1, faults=Counter({"x": 1}))
    assert str(used) == "1 request, 9 + 1 token, 1 judgement from the store, 1 failed request"


@pytest.mark.parametrize(
    ("ungraded", "answers", "said"),
    [(1, 1, "1 of 1 answer is UNGRADED"), (1, 40, "1 of 40 answers is UNGRADED"), (3, 40, "3 of 40 answers are")],
)
def test_ungraded_answers_are_counted_as_people_count(ungraded: int, answers: int, said: str) -> None:
    assert said in (report_ungraded(Counter({"no answer": ungraded}), answers, 0.0) or "")


@pytest.mark.parametrize(
    "arguments",
    [["data", "check", "one.jsonl"], ["judges", "agreement", "one.jsonl"], ["compare", "a.jsonl", "b.jsonl"]],
    ids=" ".join,
)
def test_commands_say_one_of_a_thing_in_the_singular(tmp_path: Path, arguments: list[str]) -> None:
    row = {"question": "Which command lists files on Unix?", "answer": "ls", "language": "en", "domain": "Databases"}
    write_jsonl(tmp_path / "one.jsonl", [row | {"response": "dir", "grade": "CORRECT", "distractors": ["dir"]}])
    if arguments[0] == "compare":
        pytest.importorskip("scipy")
        for name, grade in (("a", "INCORRECT"), ("b", "CORRECT")):
            write_jsonl(tmp_path / f"{name}.jsonl", [row | {"response": "ls", "grade": grade, "judge_reply": ""}])
    said = codesimpleqa(*arguments, folder=tmp_path).stdout
    assert "1 " in said and not WRONG.findall(said), said
