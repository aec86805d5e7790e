"""A judge compared with careful graders."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from math import isnan
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from running import codesimpleqa

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import Candidate, Grade, Judgement
from codesimpleqa_tasks.judging.labelled import Agreement, Share, compare, read_labelled

C, I, N, U = Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED, Grade.UNGRADED


class SaysWhatItReads:
    """A judge that gives the grade, and the certainty, that the answer spells out: "CORRECT 0.9"."""

    specification: Any = SimpleNamespace(name="scripted")

    def preflight(self) -> None: ...

    def judge(self, candidates: Iterable[Candidate]) -> Iterator[Judgement]:
        for candidate in candidates:
            grade, _, certainty = candidate.answer.partition(" ")
            yield Judgement(Grade(grade), "as told", float(certainty) if certainty else None)


def rows(path: Path, *pairs: tuple[str, str], **more: Any) -> Path:
    """A file of (response, label) rows."""
    lines = [{"question": "q?", "answer": "a", "response": r, "grade": label} | more for r, label in pairs]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def agreement(path: Path) -> Agreement:
    return Agreement(compare(SaysWhatItReads(), read_labelled(path)))


def test_agreement_is_the_share_of_answers_graded_as_labelled(tmp_path: Path) -> None:
    found = agreement(
        rows(tmp_path / "a", ("CORRECT", "CORRECT"), ("INCORRECT", "CORRECT"), ("INCORRECT", "INCORRECT"))
    )
    assert (found.agreement.part, found.agreement.whole) == (2, 3)
    assert found.confusion == {(C, C): 1, (C, I): 1, (I, I): 1}
    assert [c.labelled.label for c in found.disagreements] == [C]


def test_wrong_answers_taken_for_correct_are_counted_among_all_wrong_answers(tmp_path: Path) -> None:
    pairs = ("CORRECT", "INCORRECT"), ("CORRECT", "NOT_ATTEMPTED"), ("INCORRECT", "INCORRECT"), ("CORRECT", "CORRECT")
    found = agreement(rows(tmp_path / "a", *pairs))
    assert (found.false_correct.part, found.false_correct.whole) == (2, 3)


def test_kappa_of_a_textbook_example(tmp_path: Path) -> None:
    """Two raters and 50 proposals: 20 and 15 alike, 5 and 10 not; kappa is 0.4."""
    pairs = [("CORRECT", "CORRECT")] * 20 + [("CORRECT", "INCORRECT")] * 5
    pairs += [("INCORRECT", "CORRECT")] * 10 + [("INCORRECT", "INCORRECT")] * 15
    found = agreement(rows(tmp_path / "a", *pairs))
    assert found.kappa == pytest.approx(0.4)
    low, high = found.kappa_interval
    assert low == pytest.approx(0.146, abs=0.002) and high == pytest.approx(0.654, abs=0.002)


def test_kappa_of_one_grade_alone_is_not_a_number(tmp_path: Path) -> None:
    assert isnan(agreement(rows(tmp_path / "a", ("CORRECT", "CORRECT"))).kappa)


def test_ungraded_answers_are_left_out_and_counted(tmp_path: Path) -> None:
    found = agreement(rows(tmp_path / "a", ("UNGRADED", "CORRECT"), ("CORRECT", "CORRECT")))
    assert (found.ungraded, found.agreement.whole) == (1, 1)


def test_the_most_certain_half(tmp_path: Path) -> None:
    pairs = (
        ("CORRECT 0.9", "CORRECT"),
        ("CORRECT 0.8", "CORRECT"),
        ("CORRECT 0.3", "INCORRECT"),
        ("CORRECT 0.1", "CORRECT"),
    )
    half = agreement(rows(tmp_path / "a", *pairs)).certain_half
    assert half is not None and (half.part, half.whole) == (2, 2)


def test_without_certainties_there_is_no_most_certain_half(tmp_path: Path) -> None:
    assert agreement(rows(tmp_path / "a", ("CORRECT", "CORRECT"))).certain_half is None


def test_groups_by_style_and_language(tmp_path: Path) -> None:
    path = rows(tmp_path / "a", ("CORRECT", "CORRECT"), ("CORRECT", "INCORRECT"), style="exact", language="zh")
    found = agreement(path)
    assert {name: share.part for name, share in found.by_style.items()} == {"exact": 1}
    assert {name: share.whole for name, share in found.by_language.items()} == {"zh": 2}


def test_thinking_is_no_part_of_what_is_judged(tmp_path: Path) -> None:
    found = agreement(rows(tmp_path / "a", ("<think>INCORRECT?</think>CORRECT", "CORRECT")))
    assert found.agreement.part == 1


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366)]
)
def test_wilson_intervals(part: int, whole: int, low: float, high: float) -> None:
    """The last: Newcombe 1998, Statistics in Medicine 17:857, table I."""
    assert Share(part, whole).interval == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("label", [None, "RIGHT", "UNGRADED", 1])
def test_a_label_that_is_no_grade_is_refused_with_its_row(tmp_path: Path, label: Any) -> None:
    path = tmp_path / "a"
    path.write_text(json.dumps({"question": "q", "answer": "a", "response": "r", "grade": label}))
    with pytest.raises(InputError, match="row 1"):
        read_labelled(path)


def test_the_command_prints_figures_and_disagreements(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    lines = [
        {"question": "Which port does it use?", "answer": "6379", "response": "It uses port 6379.", "grade": "CORRECT"},
        {"question": "Which port does it use?", "answer": "6379", "response": "It uses port 6380.", "grade": "CORRECT"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = codesimpleqa("judges", "agreement", path, folder=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "50.0%" in result.stdout and "It uses port 6380." in result.stdout and "6379." not in result.stdout
    explained = codesimpleqa("judges", "agreement", path, "--explain", folder=tmp_path)
    assert "gives the number of the gold" in explained.stdout
    figures = json.loads(codesimpleqa("judges", "agreement", path, "--json", folder=tmp_path).stdout)
    assert figures["agreement"]["value"] == 0.5
    assert figures["disagreements"][0]["grade"] == "INCORRECT"


def test_the_built_in_judge_agrees_with_careful_graders(
    judge_examples: Path, published_file: Path, tmp_path: Path
) -> None:
    """The goal on answers to published questions: at least 90 %, at most 3 % of wrong answers taken for CORRECT."""
    questions = [json.loads(line) for line in published_file.read_text(encoding="utf-8").splitlines()]
    path = tmp_path / "examples.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for line in judge_examples.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            question = questions[row["line"] - 1]
            row |= {key: question[key] for key in ("question", "answer", "human_language")}
            stream.write(json.dumps(row) + "\n")
    figures = json.loads(codesimpleqa("judges", "agreement", path, "--json", folder=tmp_path).stdout)
    assert figures["agreement"]["value"] >= 0.9
    assert figures["false_correct"]["value"] <= 0.03
    assert figures["certain_half"]["value"] >= 0.98
