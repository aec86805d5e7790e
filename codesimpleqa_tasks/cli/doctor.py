"""Say what is installed, whether lm-eval sees the tasks, which data and judge would be used, and what to do about
what is wrong. Exit code: 0 if the main job can run, 1 if something must be mended first."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from codesimpleqa_tasks import __version__
from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging import load_judge
from codesimpleqa_tasks.provenance import package_version, package_versions
from codesimpleqa_tasks.questions import load_questions, official
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.shipped import shipped_folder, tasks_folder

TASKS = tuple(
    f"codesimpleqa{language}{variant}"
    for variant in ("", "_thinking", "_base", "_calibration")
    for language in ("", "_en", "_zh")
)
"""All names that lm-eval must know: each group with its two tasks."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`codesimpleqa doctor` has no arguments."""


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; gives the exit code."""
    healthy = [_packages(), _harnesses(), _tasks(), *_chosen()]
    print("\nAll is well." if all(healthy) else "\nMend what is marked with ✗, then run: codesimpleqa doctor")
    return 0 if all(healthy) else 1


def _say(good: bool, text: str, remedy: str = "") -> bool:
    print(f"{'✓' if good else '✗'} {text}" + (f"\n    {remedy}" if remedy and not good else ""))
    return good


def _packages() -> bool:
    versions = package_versions()
    print(f"codesimpleqa-tasks {__version__}")
    print("  " + ", ".join(f"{name} {version}" for name, version in versions.items() if name != "codesimpleqa-tasks"))
    return True


def _harnesses() -> bool:
    lm_eval, opencompass = package_version("lm_eval"), package_version("opencompass")
    if lm_eval is None and opencompass is None:
        return _say(
            False,
            "neither lm-evaluation-harness nor OpenCompass is installed",
            "pip install 'codesimpleqa-tasks[lm-eval]', or 'codesimpleqa-tasks[opencompass]'",
        )
    if lm_eval is not None:
        _say(True, f"lm-evaluation-harness {lm_eval}")
    return opencompass is None or _opencompass(opencompass)


_OPENCOMPASS_BOUNDS = {"transformers": 5, "pyarrow": 26}
"""Major versions with which OpenCompass 0.5.4 does not run (setup.cfg says why)."""


def _opencompass(version: str) -> bool:
    too_new = [
        f"{name} {found}"
        for name, bound in _OPENCOMPASS_BOUNDS.items()
        if (found := package_version(name)) and int(found.split(".")[0]) >= bound
    ]
    return _say(
        not too_new,
        f"OpenCompass {version} does not run with {' and '.join(too_new)}"
        if too_new
        else f"OpenCompass {version} (configs: {shipped_folder('configs')})",
        "pip install 'codesimpleqa-tasks[opencompass]'",
    )


def _tasks() -> bool:
    if package_version("lm_eval") is None:
        return True
    from lm_eval.tasks import TaskManager

    folder = tasks_folder()
    found = set(TaskManager().all_tasks)
    missing = [name for name in TASKS if name not in found]
    if not missing:
        return _say(True, f"lm-eval knows all {len(TASKS)} tasks and groups (files: {folder})")
    checkout = set(TaskManager(include_path=folder).all_tasks) if folder else set()
    if checkout.issuperset(TASKS):
        return _say(True, f"an editable checkout: give lm-eval the tasks with --include_path {folder}")
    return _say(
        False,
        f"lm-eval does not know {', '.join(missing)}",
        "Install again: pip install --force-reinstall --no-deps codesimpleqa-tasks",
    )


def _chosen() -> list[bool]:
    """What the settings name, data and judge; settings that do not hold are told once, not for each."""
    try:
        settings = Settings.resolve()
    except InputError as error:
        return [_say(False, str(error))]
    return [_tried(partial(find, settings)) for find in (_data, _judge)]


def _tried(find: Callable[[], str]) -> bool:
    try:
        return _say(True, find())
    except InputError as error:
        return _say(False, str(error))


def _data(settings: Settings) -> str:
    if settings.data == "official" and not official.cache_path().exists():
        raise InputError("data: official, not fetched yet. Run: codesimpleqa data fetch")
    data = load_questions(settings.data)
    return f"data: {data.source}, {counted(len(data.questions), 'question')}, sha256 {data.sha256[:12]}"


def _judge(settings: Settings) -> str:
    judge = load_judge(settings)
    judge.preflight()
    specification = judge.specification
    return f"judge: {specification.name} ({specification.kind}), sha256 {specification.sha256[:12]}"
