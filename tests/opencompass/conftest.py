"""Real `opencompass` runs with a tiny model, shared by the tests of this folder: each costs ten seconds and more."""

from __future__ import annotations

import pytest
from lessons import lessons, question_rows
from opencompass_runs import CONFIGS, OpenCompass, Run
from running import write_jsonl
from taught_model import make_taught_model


@pytest.fixture(scope="session")
def opencompass(tmp_path_factory: pytest.TempPathFactory) -> OpenCompass:
    """OpenCompass, the taught model and the questions that it was taught."""
    pytest.importorskip("opencompass.cli", reason="OpenCompass is not installed (extra: opencompass)")
    folder = tmp_path_factory.mktemp("taught")
    return OpenCompass(
        write_jsonl(folder / "questions.jsonl", question_rows()), make_taught_model(folder / "taught", lessons())
    )


@pytest.fixture(scope="session")
def finished_run(opencompass: OpenCompass, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The command that the documentation gives, as it stands there: each task a process of its own."""
    run = opencompass(
        tmp_path_factory.mktemp("finished") / "run",
        *("--config-dir", CONFIGS, "--datasets", "codesimpleqa_gen", "--summarizer", "codesimpleqa"),
        quick=False,
    )
    assert run.returncode == 0, run.printed
    return run
