"""What the report shows of a run: results by variant, pairs of chat and thinking, warnings."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from made_runs import knowing, make_run
from running import assert_clear_error, codesimpleqa, write_jsonl

from codesimpleqa_tasks.questions import load_questions
from codesimpleqa_tasks.report.attention import alarms_of, notes_of
from codesimpleqa_tasks.report.blocks import pairs_of
from codesimpleqa_tasks.report.messages import load_messages
from codesimpleqa_tasks.report.results import results_of
from codesimpleqa_tasks.report.runs import read_runs
from codesimpleqa_tasks.scoring.calibration import auroc, brier_score, calibration_error

QUESTIONS = load_questions("builtin").questions[:60]


def test_calibration_leaves_out_answers_without_confidence_or_grade(tmp_path: Path) -> None:
    stated = [(90.0, "CORRECT"), (80.0, "INCORRECT"), (None, "CORRECT"), (70.0, "UNGRADED"), (10.0, "NOT_ATTEMPTED")]
    given = iter(stated)

    def answer(question: Any, chance: random.Random) -> dict[str, Any]:
        confidence, grade = next(given)
        return {"response": "x", "grade": grade, "confidence": confidence}

    folder = make_run(tmp_path / "a", "lab/a", answer, "calibration", questions=QUESTIONS[:5])
    (result,) = results_of(read_runs([folder]))
    (calibration,) = result.calibration
    counted = [(90.0, 1.0), (80.0, 0.0), (10.0, 0.0)]
    assert (calibration.stated, calibration.answers) == (3, 4)
    assert calibration.error == calibration_error(counted)
    assert calibration.brier == brier_score(counted)
    assert calibration.auroc == auroc(counted)


def test_chat_and_thinking_of_one_model_are_paired_and_two_chats_are_not(tmp_path: Path) -> None:
    folders = [
        make_run(tmp_path / "1", "lab/a", knowing(0.5, 0.5), questions=QUESTIONS, seed=1),
        make_run(tmp_path / "2", "lab/a", knowing(0.8, 0.2), "thinking", questions=QUESTIONS, seed=2),
        make_run(tmp_path / "3", "lab/b", knowing(0.5, 0.5), questions=QUESTIONS, seed=3),
    ]
    results = results_of(read_runs(folders))
    (pair,) = pairs_of(results, load_messages())
    assert pair.model == "lab/a"
    row = pair.rows[-1]
    chat, thinking = (
        dict(zip(r.answers["question_id"], r.answers["grade"] == "CORRECT")) for r in (results[0], results[1])
    )
    assert row.only_thinking == sum(thinking[q] and not chat[q] for q in chat)
    assert row.only_chat == sum(chat[q] and not thinking[q] for q in chat)
    assert row.difference.difference == pytest.approx(row.thinking.figures.f_score - row.chat.figures.f_score)


def test_results_of_different_judges_are_marked_as_not_comparable(tmp_path: Path) -> None:
    folders = [
        make_run(tmp_path / name, f"lab/{name}", knowing(1, 0), questions=QUESTIONS[:4], judge=name)
        for name in ("rule", "llm")
    ]
    results = results_of(read_runs(folders))
    assert [(a.key, a.arguments, a.kind) for a in alarms_of(results)] == [
        ("attention.mixed", ("mixed.judge",), "alarm")
    ]
    assert [note.key for note in notes_of(results)] == ["attention.rule"]
    assert alarms_of(results[:1]) == []


def test_graded_rows_of_unknown_making_are_marked(tmp_path: Path) -> None:
    rows = [{"question": "Which?", "answer": "this", "response": "this", "grade": "CORRECT", "judge_reply": "yes"}]
    results = results_of(read_runs([write_jsonl(tmp_path / "graded.jsonl", rows)]))
    assert [note.key for note in notes_of(results)] == ["attention.unknown"]


@pytest.mark.parametrize(
    ("output", "said"),
    [("there/report.html", "does not exist"), (".", "is a folder")],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path, output, said) -> None:
    assert_clear_error(codesimpleqa("report", "no-run", "-o", output, folder=tmp_path), said)


def test_answers_without_grades_are_refused_with_the_command_that_grades_them(tmp_path: Path) -> None:
    rows = [{"question": "Which?", "answer": "this", "response": "this"}]
    answers = write_jsonl(tmp_path / "answers.jsonl", rows)
    finished = codesimpleqa("report", answers, folder=tmp_path)
    assert_clear_error(finished, "answers.jsonl", "codesimpleqa grade")
    assert not (tmp_path / "report.html").exists()


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_clear_error(codesimpleqa("report", "empty", folder=tmp_path), "empty")


def test_no_unfinished_page_is_left(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", "lab/a", knowing(1, 0), questions=QUESTIONS[:3])
    assert codesimpleqa("report", run, folder=tmp_path).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != ".cache") == ["report.html", "run"]


def test_a_page_that_is_a_link_stays_one(tmp_path: Path) -> None:
    run = make_run(tmp_path / "run", "lab/a", knowing(1, 0), questions=QUESTIONS[:3])
    (tmp_path / "report.html").symlink_to("target.html")
    assert codesimpleqa("report", run, folder=tmp_path).returncode == 0
    assert (tmp_path / "report.html").is_symlink() and (tmp_path / "target.html").stat().st_size > 1000
