"""The wheel as a new user gets it: installed into a fresh environment, used in a folder of its own, and removed."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from running import REPOSITORY, clean_environment

from codesimpleqa_tasks.cli.doctor import TASKS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # By way of the source archive, so that nothing of the checkout is taken that the archive lacks.
    subprocess.run(
        [sys.executable, "-P", "-m", "build", "--outdir", folder, REPOSITORY], check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    return built


class Environment:
    """A fresh virtual environment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "venv", with_pip=True)

    def run(self, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of its commands in a folder of its own."""
        return subprocess.run(
            [str(self.folder / "venv" / "bin" / name), *map(str, arguments)],
            cwd=self.folder,
            env=clean_environment(self.folder / ".cache", {"PATH": os.environ["PATH"]}),
            capture_output=True,
            text=True,
            timeout=900,
        )

    def files(self) -> set[Path]:
        """All that is installed, but compiled code."""
        return {path for path in (self.folder / "venv" / "lib").rglob("*") if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Environment:
    """An environment with the wheel and its extra for lm-eval, and nothing else."""
    environment = Environment(tmp_path_factory.mktemp("fresh"))
    installed = environment.run("pip", "install", "--quiet", f"{wheel}[lm-eval]")
    assert installed.returncode == 0, installed.stderr
    return environment


@pytest.mark.parametrize(
    "name",
    [
        "codesimpleqa_tasks/questions/builtin/en.jsonl",
        "codesimpleqa_tasks/questions/builtin/zh.jsonl",
        "codesimpleqa_tasks/questions/builtin/fewshot.jsonl",
        "codesimpleqa_tasks/judges/rule.yaml",
        "codesimpleqa_tasks/judging/rule/opposites.txt",
        "codesimpleqa_tasks/judging/rule/paraphrases.txt",
        "codesimpleqa_tasks/judging/rule/glossary.txt",
        "codesimpleqa_tasks/py.typed",
        "lm_eval/tasks/codesimpleqa/_common_yaml",
        "lm_eval/tasks/codesimpleqa/codesimpleqa.yaml",
    ],
)
def test_the_wheel_carries_its_data(wheel: Path, name: str) -> None:
    assert name in zipfile.ZipFile(wheel).namelist()


def test_every_file_of_the_data_folders_is_in_the_wheel(wheel: Path) -> None:
    carried = {Path(name).name for name in zipfile.ZipFile(wheel).namelist()}
    for folder in ("tasks", "judges", "configs"):
        for path in (REPOSITORY / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.name in carried, path


def test_every_module_is_in_the_wheel(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    modules = {str(p.relative_to(REPOSITORY)) for p in (REPOSITORY / "codesimpleqa_tasks").rglob("*.py")}
    assert modules <= carried


def test_the_wheel_carries_no_tests_and_no_checkout_files(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"codesimpleqa_tasks", "lm_eval"}


def test_it_brings_no_torch(fresh: Environment) -> None:
    assert fresh.run("python", "-c", "import torch").returncode != 0


def test_plain_lm_eval_lists_every_task_in_any_folder(fresh: Environment) -> None:
    shown = fresh.run("lm_eval", "ls", "tasks").stdout.replace(" ", "")
    assert [name for name in TASKS if f"|{name}|" not in shown] == []


def test_the_doctor_finds_all_well(fresh: Environment) -> None:
    finished = fresh.run("codesimpleqa", "doctor")
    assert finished.returncode == 0, finished.stdout
    assert "lm-eval knows all 12 tasks and groups" in finished.stdout


def test_the_main_job_runs_in_any_folder(fresh: Environment) -> None:
    finished = fresh.run("codesimpleqa", "eval", "--limit", "5")
    assert finished.returncode == 0, finished.stderr
    assert "codesimpleqa_zh" in finished.stdout and "Results: results/" in finished.stdout


def test_uninstalling_leaves_nothing_behind(fresh: Environment) -> None:
    left = lambda: {path for path in fresh.files() if "codesimpleqa" in str(path.relative_to(fresh.folder))}  # noqa: E731
    assert left()
    assert fresh.run("pip", "uninstall", "--yes", "codesimpleqa-tasks").returncode == 0
    assert left() == set()
    assert fresh.run("lm_eval", "ls", "tasks").stdout.count("codesimpleqa") == 0
