"""Running `opencompass` on the questions and with the model of the tests, and what a run leaves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from running import REPOSITORY, run_command

CONFIGS = REPOSITORY / "configs"


@dataclass(frozen=True)
class Run:
    """A finished run: where it ran, what it left, what it printed."""

    folder: Path
    printed: str
    returncode: int

    @property
    def outputs(self) -> Path:
        """The folder with predictions, results, logs and summary."""
        return next((self.folder / "outputs" / "default").iterdir())

    def result(self, dataset: str) -> dict[str, Any]:
        """What the result file of a dataset holds."""
        return json.loads(self.file("results", dataset).read_text(encoding="utf-8"))

    def file(self, kind: str, dataset: str) -> Path:
        """A file under predictions/ or results/ (there is one model)."""
        (model,) = (self.outputs / kind).iterdir()
        return model / f"{dataset}.json"

    def log(self, stage: str, dataset: str) -> str:
        """The log of a task: "infer" or "eval"."""
        return next((self.outputs / "logs" / stage).glob(f"*/{dataset}.out")).read_text(encoding="utf-8")

    def copy_to(self, folder: Path, *, without: str | None = None) -> Path:
        """The run as it would be on another machine, without one of its folders."""
        shutil.copytree(self.folder, folder, symlinks=True)
        if without:
            shutil.rmtree(next((folder / "outputs" / "default").iterdir()) / without)
        return folder


@dataclass(frozen=True)
class OpenCompass:
    """Runs `opencompass` in a folder on the known questions."""

    questions: Path
    model: Path

    def __call__(
        self,
        folder: Path,
        *arguments: str | Path,
        environment: Mapping[str, str] | None = None,
        with_model: bool = True,
        quick: bool = True,
    ) -> Run:
        """`with_model` adds the taught model; `quick` runs all tasks in one process (--debug), saving their starts."""
        folder.mkdir(exist_ok=True)
        model = ["--hf-type", "chat", "--hf-path", self.model, "--hf-num-gpus", "0", "--batch-size", "4"]
        finished = run_command(
            ["opencompass", *(model if with_model else []), *arguments, *(["--debug"] if quick else [])],
            folder,
            {
                "CODESIMPLEQA_DATA": str(self.questions),
                "CUDA_VISIBLE_DEVICES": "",
                "OMP_NUM_THREADS": "1",
                **(environment or {}),
            },
        )
        return Run(folder, finished.stdout + finished.stderr, finished.returncode)


def write_config(path: Path, text: str) -> Path:
    """A config file of a user's own in a copy of our configs folder, the taught model's path filled in for MODEL."""
    shutil.copytree(CONFIGS, path.parent, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    path.write_text(text, encoding="utf-8")
    return path
