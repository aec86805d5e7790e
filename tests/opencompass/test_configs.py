"""The configs, from the checkout and from a wheel."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from lessons import answer_to, question_rows
from opencompass_runs import CONFIGS, OpenCompass
from running import REPOSITORY, codesimpleqa, run_command
from scripted_server import ScriptedServer, completion

pytest.importorskip("opencompass.cli", reason="needs OpenCompass")
VARIANTS = ("", "_thinking", "_base", "_calibration")


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_has_a_config_with_both_languages(variant: str) -> None:
    from mmengine.config import Config

    config = Config.fromfile(CONFIGS / "datasets" / "codesimpleqa" / f"codesimpleqa{variant}_gen.py")
    datasets = config[f"codesimpleqa{variant}_datasets"]
    assert [d["abbr"] for d in datasets] == [f"codesimpleqa_{language}{variant}" for language in ("en", "zh")]
    assert [d["variant"] for d in datasets] == [variant.removeprefix("_") or "chat"] * 2
    assert [d["abbr"] for d in config[f"codesimpleqa_en{variant}"]] == [f"codesimpleqa_en{variant}"]


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_room_for_the_answer_is_the_same_as_in_lm_eval(variant: str, language: str) -> None:
    import yaml
    from mmengine.config import Config

    config = Config.fromfile(CONFIGS / "datasets" / "codesimpleqa" / f"codesimpleqa{variant}_gen.py")
    lines = (REPOSITORY / "tasks" / f"codesimpleqa_{language}{variant}.yaml").read_text(encoding="utf-8").splitlines()
    task = yaml.safe_load(
        "\n".join(
            line
            for line in lines
            if "!function" not in line
            and "metric_list" not in line
            and not line.startswith("  - metric")
            and "higher_is_better" not in line
            and "aggregation" not in line
        )
    )
    inferencer = config[f"codesimpleqa{variant}_infer_cfg"]["inferencer"]
    assert inferencer["max_out_len"] == task["generation_kwargs"]["max_gen_toks"]
    assert inferencer.get("stopping_criteria", []) == task["generation_kwargs"]["until"]


def test_all_variants_and_the_release_recipe_are_accepted(opencompass: OpenCompass, tmp_path: Path) -> None:
    datasets = [f"codesimpleqa{variant}_gen" for variant in (*VARIANTS, "_llmjudge")]
    listed = opencompass(tmp_path / "listed", "--config-dir", CONFIGS, "--datasets", *datasets, "--dry-run")
    assert listed.returncode == 0, listed.printed


@pytest.mark.parametrize("name", ["eval_codesimpleqa", "eval_model_release"])
def test_the_examples_are_accepted(opencompass: OpenCompass, tmp_path: Path, name: str) -> None:
    cache = tmp_path / ".cache" / "dataset_size.json"  # the sizes of what would be downloaded
    cache.parent.mkdir()
    cache.write_text('{"openai_humaneval": 164, "sanitized_mbpp": 257}', encoding="utf-8")
    run = opencompass(
        tmp_path,
        *(CONFIGS / f"{name}.py", "--dry-run"),
        environment={"MODEL": str(opencompass.model), "NUM_GPUS": "0"},
        with_model=False,
    )
    assert run.returncode == 0, run.printed
    assert "Partitioned into" in run.printed


def test_from_a_wheel_outside_the_checkout(opencompass: OpenCompass, tmp_path: Path) -> None:
    source, library = tmp_path / "source", tmp_path / "library"
    ignored = shutil.ignore_patterns(".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", "outputs", "tests")
    shutil.copytree(REPOSITORY, source, ignore=ignored)
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", library]
    installed = run_command([*pip, "."], source)
    assert installed.returncode == 0, installed.stderr
    path = {"PYTHONPATH": str(library)}
    printed = codesimpleqa("configs-path", folder=tmp_path, environment=path).stdout.strip()
    assert Path(printed) == library / "codesimpleqa_tasks" / "configs"
    run = opencompass(
        tmp_path / "run",
        *("--config-dir", printed, "--datasets", "codesimpleqa_gen/codesimpleqa_en", "--summarizer", "codesimpleqa"),
        environment=path,
    )
    assert run.result("codesimpleqa_en")["correct"] == 50.0, run.printed
    assert os.fspath(REPOSITORY) not in run.printed


def test_a_model_behind_an_openai_compatible_address(opencompass: OpenCompass, tmp_path: Path) -> None:
    answers = {row["question"]: answer_to(row) for row in question_rows()}
    sent: list[list[dict[str, str]]] = []

    async def answer(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        sent.append(body["messages"])
        (question,) = (q for q in answers if body["messages"][-1]["content"].endswith(f"Question: {q}"))
        return web.json_response(completion(answers[question]))

    with ScriptedServer(lambda item, nth: answer) as server:
        run = opencompass(
            tmp_path,
            *("--config-dir", CONFIGS, "--models", "openai_compatible"),
            *("--datasets", "codesimpleqa_gen/codesimpleqa_en", "--summarizer", "codesimpleqa"),
            environment={
                "MODEL": "scripted-model",
                "OPENAI_BASE_URL": server.base_url,
                "OPENAI_API_KEY": "sk-not-to-be-seen",
                "TOKENIZER": str(opencompass.model),
            },
            with_model=False,
        )
    assert run.result("codesimpleqa_en")["correct"] == 50.0, run.printed
    assert len(sent) == 20 and all([turn["role"] for turn in messages] == ["user"] for messages in sent)
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"sk-not-to-be-seen" in p.read_bytes()]
