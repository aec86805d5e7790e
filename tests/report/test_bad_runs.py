"""What cannot be read as a run gets one clear message that names the file and the remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from graded_runs import C, X, document, each, write_run
from running import assert_clear_error, codesimpleqa, write_jsonl

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.runs import read_runs

GRADES = each("en", [C, X, C])


def _empty(folder: Path) -> None:
    folder.mkdir()


def _other_harness_files(folder: Path) -> None:
    folder.mkdir()
    write_jsonl(folder / "train.jsonl", [{"text": "something else"}])


def _without_samples(folder: Path) -> None:
    below = write_run(folder, GRADES)
    next(below.glob("samples_*")).unlink()


def _predict_only(folder: Path) -> None:
    below = write_run(folder, GRADES)
    rows = [{"doc": document("en", 0), "resps": [["an answer"]]}]
    write_jsonl(next(below.glob("samples_*")), rows)


def _cut_in_a_line(folder: Path) -> None:
    below = write_run(folder, GRADES)
    samples = next(below.glob("samples_*"))
    samples.write_bytes(samples.read_bytes()[:-100])


def _cut_between_lines(folder: Path) -> None:
    below = write_run(folder, GRADES)
    samples = next(below.glob("samples_*"))
    samples.write_text("".join(samples.read_text(encoding="utf-8").splitlines(keepends=True)[:2]), encoding="utf-8")


def _cut_results(folder: Path) -> None:
    below = write_run(folder, GRADES)
    results = next(below.glob("results_*"))
    results.write_bytes(results.read_bytes()[:200])


def _empty_samples(folder: Path) -> None:
    below = write_run(folder, GRADES)
    next(below.glob("samples_*")).write_bytes(b"")


def _unknown_grade(folder: Path) -> None:
    below = write_run(folder, GRADES)
    samples = next(below.glob("samples_*"))
    samples.write_text(samples.read_text(encoding="utf-8").replace('["INCORRECT"]', '["WRONG"]'), encoding="utf-8")


def _uneven_lists(folder: Path) -> None:
    below = write_run(folder, GRADES)
    samples = next(below.glob("samples_*"))
    rows = [json.loads(line) for line in samples.read_text(encoding="utf-8").splitlines()]
    rows[1]["questions"]["grades"] = [C, C]
    write_jsonl(samples, rows)


def _answers_without_grades(folder: Path) -> None:
    folder.mkdir()
    write_jsonl(folder / "answers.jsonl", [{"question": "q", "answer": "a", "response": "r"}])


def _predictions_of_opencompass(folder: Path) -> None:
    below = folder / "20260301_100000" / "predictions" / "model"
    below.mkdir(parents=True)
    entry = {"gold": document("en", 0), "prediction": "r", "origin_prompt": "p"}
    (below / "codesimpleqa_en.json").write_text(json.dumps({"0": entry}, indent=4), encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "parts"),
    [
        (_empty, ("no run below this folder", "Expected")),
        (_other_harness_files, ("no run below this folder",)),
        (_without_samples, ("no sample files beside it", "--log_samples")),
        (_predict_only, ("without grades", "codesimpleqa grade", "samples_codesimpleqa_en")),
        (_cut_in_a_line, ("line 3", "not valid JSON")),
        (_cut_between_lines, ("half-written", "2 rows", "tells of 3")),
        (_cut_results, ("results_", "not valid JSON")),
        (_empty_samples, ("samples_codesimpleqa_en", "empty")),
        (_unknown_grade, ("row 2", "'WRONG'", "NOT_ATTEMPTED")),
        (_uneven_lists, ("row 2", "differ in length")),
        (_answers_without_grades, ("answers.jsonl", "codesimpleqa grade")),
        (_predictions_of_opencompass, ("codesimpleqa_en.json", "codesimpleqa grade")),
    ],
)
def test_the_message_names_file_and_remedy(
    tmp_path: Path, make: Callable[[Path], None], parts: tuple[str, ...]
) -> None:
    make(tmp_path / "run")
    with pytest.raises(InputError) as raised:
        read_runs([tmp_path / "run"])
    for part in (str(tmp_path), *parts):
        assert part in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", b"[1, 2]\n", b"{\n"])
@pytest.mark.parametrize("name", ["run.jsonl", "run.json", "results_2026-03-01T10-00-00.000001.json"])
def test_a_file_that_is_something_else_is_told_so(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=name.partition(".")[0]):
        read_runs([tmp_path / name])


@pytest.mark.parametrize("command", ["compare", "leaderboard", "scaling"])
def test_every_command_ends_with_the_message_and_no_traceback(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    arguments = ("empty", "empty") if command == "compare" else ("empty",)
    assert_clear_error(codesimpleqa(command, *arguments, folder=tmp_path), "empty", "no run below this folder")
