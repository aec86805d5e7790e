"""A run by the command line: figures, table, details, and what is kept for later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lessons import EXPECTED, GRADES, answer_to, question_rows
from opencompass_runs import Run
from pytest import approx
from running import codesimpleqa, read_rows

LANGUAGES = ("codesimpleqa_en", "codesimpleqa_zh")


@pytest.mark.parametrize("dataset", LANGUAGES)
def test_figures_are_percentages_of_the_known_grades(finished_run: Run, dataset: str) -> None:
    result = finished_run.result(dataset)
    assert {name: result[name] for name in EXPECTED} == approx(EXPECTED)
    assert (result["ungraded"], result["truncated"], result["questions"]) == (0, 0, 20)


@pytest.mark.parametrize("dataset", LANGUAGES)
def test_details_hold_prediction_reference_grade_and_judge_reply(finished_run: Run, dataset: str) -> None:
    details = finished_run.result(dataset)["details"]
    rows = [row for row in question_rows() if dataset.endswith(row["language"])]
    assert [d["gold"]["id"] for d in details] == [row["id"] for row in rows]
    assert [d["prediction"] for d in details] == [[answer_to(row)] for row in rows]
    assert [d["reference"] for d in details] == [row["answer"] for row in rows]
    assert [d["grade"] for d in details] == [[GRADES[i % 4]] for i in range(20)]
    assert [d["correct"] for d in details] == [[GRADES[i % 4] == "CORRECT"] for i in range(20)]
    assert all(d["judge_reply"][0] for d in details)


def test_a_question_with_braces_reaches_the_model_as_it_is(finished_run: Run) -> None:
    predictions = json.loads(finished_run.file("predictions", "codesimpleqa_en").read_text(encoding="utf-8"))
    assert predictions["0"]["origin_prompt"].endswith("Question: Which {idx} loads a stack?")


def test_the_parts_add_up_to_the_whole(finished_run: Run) -> None:
    result = finished_run.result("codesimpleqa_en")
    for parts in ("by_domain", "by_programming_language"):
        assert sum(part["questions"] for part in result[parts].values()) == 20
        assert sum(n for part in result[parts].values() for *_, n in part["grade_counts"]) == 20
    databases = [i for i in range(20) if i % 3 == 0]
    right = sum(GRADES[i % 4] == "CORRECT" for i in databases)
    assert result["by_domain"]["Databases"]["correct"] == approx(100 * right / len(databases))


def test_the_result_says_what_produced_it(finished_run: Run) -> None:
    made_by = finished_run.result("codesimpleqa_en")["provenance"]
    assert made_by["judge"]["name"] == "rule"
    assert made_by["data"]["source"].endswith("questions.jsonl") and len(made_by["data"]["sha256"]) == 64
    assert {"opencompass", "transformers", "codesimpleqa-tasks"} <= set(made_by["packages"])


def test_the_table_has_five_figures_per_language_and_both_languages_pooled(finished_run: Run) -> None:
    lines = [line.split() for line in finished_run.printed.splitlines()]
    for dataset in (*LANGUAGES, "codesimpleqa"):
        shown = {line[2]: line[-1] for line in lines if len(line) > 4 and line[0] == dataset}
        assert shown == {name: f"{value:.2f}" for name, value in EXPECTED.items()}


def test_the_terminal_says_that_the_rule_judge_is_not_comparable(finished_run: Run) -> None:
    assert "codesimpleqa: taught_hf/codesimpleqa_en, taught_hf/codesimpleqa_zh: Graded by the built-in rule judge" in (
        finished_run.printed
    )


@pytest.mark.parametrize("kind", ["predictions", "results"])
def test_grade_reads_what_the_run_left(finished_run: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "graded.jsonl"
    graded = codesimpleqa("grade", finished_run.file(kind, "codesimpleqa_zh"), "-o", out, "--json", folder=tmp_path)
    assert graded.returncode == 0, graded.stderr
    figures = json.loads(graded.stdout)
    assert {name: 100 * figures[name] for name in EXPECTED} == approx(EXPECTED)
    grades = [row["grade"] for row in read_rows(out)]
    assert grades == [GRADES[i % 4] if kind == "predictions" else [GRADES[i % 4]] for i in range(20)]
