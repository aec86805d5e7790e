"""Running the real commands as a user does: in a folder of its own, with a clean environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
PUBLISHED_FILE = REPOSITORY.parent / "shared" / "data" / "code_simpleqa_eval_2k.jsonl"
JUDGE_EXAMPLES = PUBLISHED_FILE.with_name("judge_examples.jsonl")

_OURS = ("CODESIMPLEQA_", "OPENAI_", "LMEVAL_", "COMPASS_")


def clean_environment(cache: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a new user: no settings or keys of ours, offline, `cache` for all caches,
    and the commands of this interpreter's virtual environment first in PATH."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(cache),
        "HF_HOME": str(cache / "huggingface"),
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONUTF8": "1",
        **(extra or {}),
    }


def run_command(
    arguments: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    stdin: str | None = None,
    timeout: float = 600,
) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` and give back what it printed; `environment` is added to a clean one."""
    return subprocess.run(
        [str(a) for a in arguments],
        cwd=folder,
        env=clean_environment(folder / ".cache", environment),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )


def codesimpleqa(
    *arguments: str | Path, folder: Path, environment: Mapping[str, str] | None = None, **more: Any
) -> subprocess.CompletedProcess[str]:
    """Run the `codesimpleqa` command."""
    return run_command(
        [sys.executable, "-P", "-m", "codesimpleqa_tasks.cli.main", *arguments], folder, environment, **more
    )


def task_arguments() -> list[str]:
    """What lm_eval needs to find our tasks: nothing if they are installed, --include_path in an editable checkout."""
    from importlib.util import find_spec

    spec = find_spec("lm_eval")
    assert spec is not None and spec.origin is not None
    installed = Path(spec.origin).parent / "tasks" / "codesimpleqa"
    return [] if installed.is_dir() else ["--include_path", str(REPOSITORY / "tasks")]


def assert_clear_error(finished: subprocess.CompletedProcess[str], *parts: str, exit_code: int = 2) -> None:
    """The command ended with `exit_code`, no traceback, and a message that holds all the parts."""
    said = finished.stdout + finished.stderr
    assert finished.returncode == exit_code, said
    assert "Traceback" not in said, said
    for part in parts:
        assert part in said, said


def write_jsonl(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """Write rows as JSONL and return the path."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
