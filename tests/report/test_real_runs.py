"""Real runs of lm-eval: what is read from them is what the harness printed, and its loggers get ordinary numbers."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from lm_eval_runs import figures_of, results_in
from running import codesimpleqa, task_arguments

from codesimpleqa_tasks.report.runs import read_runs
from codesimpleqa_tasks.report.summaries import summaries
from codesimpleqa_tasks.scoring import FIGURE_NAMES

FIGURES = (*FIGURE_NAMES, "f_score_low", "f_score_high", "ungraded", "truncated")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the default model on the default tasks."""
    folder = tmp_path_factory.mktemp("run")
    finished = codesimpleqa("eval", *task_arguments(), folder=folder)
    assert finished.returncode == 0, finished.stderr
    return folder / "results"


@pytest.mark.parametrize(
    ("part", "task"), [("en", "codesimpleqa_en"), ("zh", "codesimpleqa_zh"), ("all", "codesimpleqa")]
)
def test_figures_and_intervals_are_those_of_the_harness(folder: Path, part: str, task: str) -> None:
    (run,) = read_runs([folder])
    (summary,) = (s for s in summaries(run) if s.language == part)
    printed = figures_of(results_in(folder), task)
    assert summary.figures.as_dict() == pytest.approx({name: printed[name] for name in FIGURE_NAMES})
    interval = summary.intervals["f_score"]
    assert (interval.low, interval.high) == pytest.approx((printed["f_score_low"], printed["f_score_high"]))


def test_a_real_run_says_what_produced_it_and_how_sure_the_judge_was(folder: Path) -> None:
    (run,) = read_runs([folder])
    assert {"data", "judge", "prompts", "packages"} <= set(run.provenance)
    assert run.answers["certainty"].between(0, 1).all()


def test_sample_files_load_as_a_data_set_which_is_what_an_upload_to_the_hub_shows(folder: Path) -> None:
    datasets = pytest.importorskip("datasets")
    samples = [str(path) for path in folder.glob("**/samples_*.jsonl")]
    loaded = datasets.Dataset.from_json(samples, cache_dir=str(folder / "cache"))
    assert loaded["f_score"] and all(isinstance(value, float) for value in loaded["f_score"])


def evaluated(folder: Path, *arguments: str, **environment: str) -> None:
    finished = codesimpleqa(
        "eval", *task_arguments(), "--limit", "2", *arguments, folder=folder, environment=environment
    )
    assert finished.returncode == 0, finished.stderr


def history_of(path: Path) -> dict[str, Any]:
    """What was logged in a W&B run, from its offline file: records in blocks of 32 KiB, as LevelDB writes its log."""
    from wandb.proto.wandb_internal_pb2 import Record

    content = path.read_bytes()
    position, record, logged = 7, b"", {}
    while position + 7 <= len(content):
        if position % 32768 > 32768 - 7:
            position += -position % 32768
            continue
        length, kind = int.from_bytes(content[position + 4 : position + 6], "little"), content[position + 6]
        record += content[position + 7 : position + 7 + length]
        position += 7 + length
        if kind in (1, 4):  # the whole of a record, or its last part
            items = Record.FromString(record).history.item
            logged |= {item.key or "/".join(item.nested_key): json.loads(item.value_json) for item in items}
            record = b""
    return logged


def test_figures_reach_weights_and_biases_as_numbers(tmp_path: Path) -> None:
    pytest.importorskip("wandb")
    evaluated(tmp_path, "--wandb_args", "mode=offline,project=x")
    (path,) = (tmp_path / "wandb").glob("offline-run-*/*.wandb")
    assert_numbers(history_of(path), results_in(tmp_path / "results"))


def test_figures_reach_trackio_as_numbers(tmp_path: Path) -> None:
    pytest.importorskip("trackio", reason="trackio is not installed, or not beside this transformers")
    evaluated(tmp_path, "--trackio_args", "project=x", TRACKIO_DIR=str(tmp_path / "trackio"))
    rows = sqlite3.connect(tmp_path / "trackio" / "x.db").execute("select metrics from metrics").fetchall()
    logged: dict[str, Any] = {}
    for (text,) in rows:
        logged |= json.loads(text)
    assert_numbers(logged, results_in(tmp_path / "results"))


def assert_numbers(logged: dict[str, Any], results: dict[str, Any]) -> None:
    for task in ("codesimpleqa", "codesimpleqa_en", "codesimpleqa_zh"):
        printed = figures_of(results, task)
        assert {name: logged[f"{task}/{name}"] for name in FIGURES} == pytest.approx(
            {name: printed[name] for name in FIGURES}
        )
