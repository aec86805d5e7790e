"""The task files: every task of the contract is there, in the one shape that all share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from running import REPOSITORY, assert_clear_error, run_command, task_arguments

from codesimpleqa_tasks.cli.doctor import TASKS

VARIANTS = ("", "_thinking", "_base", "_calibration")
NAMES = {f"codesimpleqa{language}{variant}" for language in ("", "_en", "_zh") for variant in VARIANTS}


class PlainLoader(yaml.SafeLoader):
    """Reads the task files as data; a function is the text that names it."""


PlainLoader.add_constructor("!function", lambda loader, node: loader.construct_scalar(node))


def loaded(name: str) -> dict:
    return yaml.load((REPOSITORY / "tasks" / name).read_text(encoding="utf-8"), PlainLoader)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> str:
    return run_command(["lm_eval", "ls", "tasks", *task_arguments()], tmp_path_factory.mktemp("ls")).stdout


@pytest.mark.parametrize("name", sorted(NAMES))
def test_lm_eval_lists_every_task_and_group(listed: str, name: str) -> None:
    assert re.search(rf"\|\s*{name}\s*\|", listed)


def test_the_doctor_looks_for_the_same_tasks() -> None:
    assert set(TASKS) == NAMES


def test_lm_eval_accepts_the_tasks_as_valid(tmp_path: Path) -> None:
    tasks = ",".join(sorted(NAMES))
    finished = run_command(["lm_eval", "validate", "--tasks", tasks, *task_arguments()], tmp_path)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "valid" in finished.stdout.lower()


@pytest.mark.parametrize("path", sorted((REPOSITORY / "tasks").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_file_is_named_for_its_task(path: Path) -> None:
    content = loaded(path.name)
    assert content.get("task" if "include" in content else "group") == path.stem


@pytest.mark.parametrize("path", sorted((REPOSITORY / "tasks").iterdir()), ids=lambda path: path.name)
def test_every_function_points_into_the_package(path: Path) -> None:
    pointed = re.findall(r"!function\s+(\S+)", path.read_text(encoding="utf-8"))
    assert all(target.startswith("codesimpleqa_tasks.adapters.") for target in pointed)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_calibration_task_reports_all_that_the_others_report(language: str) -> None:
    shared = [metric["metric"] for metric in loaded("_common_yaml")["metric_list"]]
    own = [metric["metric"] for metric in loaded(f"codesimpleqa_{language}_calibration.yaml")["metric_list"]]
    assert own[: len(shared)] == shared


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_group_reports_all_that_its_tasks_report_but_the_counts(variant: str) -> None:
    shared = {metric["metric"] for metric in loaded("_common_yaml")["metric_list"]}
    grouped = {metric["metric"] for metric in loaded(f"codesimpleqa{variant}.yaml")["aggregate_metric_list"]}
    assert grouped == shared - {"questions"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_english_and_chinese_differ_in_nothing_but_the_language(variant: str) -> None:
    english, chinese = loaded(f"codesimpleqa_en{variant}.yaml"), loaded(f"codesimpleqa_zh{variant}.yaml")
    chinese.pop("target_delimiter", None)  # no space after a full-width colon
    assert chinese["metadata"].pop("language") == "zh"
    assert english["metadata"].pop("language") == "en"
    assert chinese | {"task": english["task"]} == english


def test_thinking_has_room_to_think() -> None:
    assert loaded("codesimpleqa_en_thinking.yaml")["generation_kwargs"]["max_gen_toks"] >= 16_000


def test_an_unknown_task_is_named(tmp_path: Path) -> None:
    finished = run_command(["codesimpleqa", "eval", "--tasks", "codesimpleqa_fr", *task_arguments()], tmp_path)
    assert_clear_error(finished, "codesimpleqa_fr", "codesimpleqa doctor")
