"""codesimpleqa eval: lm_eval's own command line, with our model registered and defaults filled in."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.cli.score_table import score_table
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.lm_eval_files import samples_of
from codesimpleqa_tasks.provenance import package_version

DEFAULT_MODEL = "codesimpleqa-openbook"
DEFAULT_TASKS = "codesimpleqa"
DEFAULT_OUTPUT = "results"

DEFAULTS_NOTE = f"""codesimpleqa eval takes every argument of lm_eval (below) and fills in what is not given:
  --model {DEFAULT_MODEL}   --tasks {DEFAULT_TASKS}   --output_path {DEFAULT_OUTPUT}   --log_samples
Our settings go through --metadata, or CODESIMPLEQA_* in the environment:
  data=builtin|official|FILE.jsonl|HF-DATASET   judge=rule|NAME|FILE.yaml   ungraded_tolerance=SHARE
"""
_LOCAL_MODELS = ("hf", "vllm", "sglang", "local-completions")


def run(arguments: list[str]) -> int:
    """Run lm_eval with these arguments and print the score table; gives the exit code.

    Raises InputError for what cannot be used: no lm_eval, unknown task or model, unwritable output.
    """
    if package_version("lm_eval") is None:
        raise InputError(
            "lm-evaluation-harness is not installed. Install it with: pip install 'codesimpleqa-tasks[lm-eval]'"
        )
    if set(arguments) & {"-h", "--help"}:
        print(DEFAULTS_NOTE)
    from lm_eval._cli import HarnessCLI
    from lm_eval.utils import setup_logging

    from codesimpleqa_tasks.adapters import openbook as _registers_our_model  # noqa: F401

    setup_logging()
    sys.argv = ["codesimpleqa eval", "run", *(arguments or ["--tasks", DEFAULT_TASKS])]
    harness = HarnessCLI()
    parsed = harness.parse_args()
    if getattr(parsed, "command", "run") == "run":
        _fill_in_defaults(parsed)
    return _evaluate(harness, parsed)


def _fill_in_defaults(parsed: argparse.Namespace) -> None:
    """Give the harness's parsed arguments our defaults, where neither they nor a --config file say otherwise."""
    from lm_eval.config.evaluate_config import EvaluatorConfig

    try:
        in_file = EvaluatorConfig.load_yaml_config(parsed.config) if parsed.config else {}
    except (OSError, ValueError, TypeError) as error:
        raise InputError(str(error)) from None
    defaults = {"model": DEFAULT_MODEL, "tasks": [DEFAULT_TASKS], "output_path": DEFAULT_OUTPUT, "log_samples": True}
    chosen: dict[str, Any] = {name: getattr(parsed, name, None) or in_file.get(name) for name in defaults}
    for name, default in defaults.items():
        if not chosen[name]:
            setattr(parsed, name, default)
            chosen[name] = default
    parsed.output_path = str(file_name(chosen["output_path"]))
    _require_writable(Path(parsed.output_path))
    _require_model(chosen["model"])
    if chosen["model"] == DEFAULT_MODEL and not (parsed.model_args or in_file.get("model_args")):
        parsed.model_args = {"model": DEFAULT_MODEL}  # names the folder of the results
    tasks = ",".join(chosen["tasks"]) if isinstance(chosen["tasks"], list) else str(chosen["tasks"])
    chat_tasks = [t for t in tasks.split(",") if t.startswith("codesimpleqa") and not t.endswith("_base")]
    templated = getattr(parsed, "apply_chat_template", None) or in_file.get("apply_chat_template")
    if chosen["model"] in _LOCAL_MODELS and chat_tasks and not templated:
        print(
            f"codesimpleqa: {', '.join(chat_tasks)} without --apply_chat_template: a chat model will not see its "
            f"own format. Add it for chat models; for base models take codesimpleqa_base.",
            file=sys.stderr,
        )


def _require_model(name: str) -> None:
    import lm_eval.models  # noqa: F401  (fills the registry)
    from lm_eval.api.registry import model_registry

    if name not in model_registry:
        known = ", ".join(sorted(model_registry))
        raise InputError(f"{name!r} is no model class that lm_eval knows. It knows: {known}.")


def _require_writable(output: Path) -> None:
    """Find out before the model runs that results can be saved (lm_eval finds out after)."""
    folder = output.parent if output.suffix == ".json" else output
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InputError(f"{folder}: results cannot be written there ({error.strerror}).") from None


def _evaluate(harness: Any, parsed: argparse.Namespace) -> int:
    started = time.time()
    try:
        harness.execute(parsed)
    except (InputError, SystemExit):
        raise
    except Exception as error:
        if str(error).startswith("Tasks not found"):
            raise InputError(f"{error}. Ours are listed by: codesimpleqa doctor") from None
        if os.environ.get("LMEVAL_LOG_LEVEL", "").upper() == "DEBUG":
            raise
        print(
            f"codesimpleqa: lm_eval stopped: {type(error).__name__}: {error}\n"
            f"For the whole traceback set LMEVAL_LOG_LEVEL=DEBUG and run it again.",
            file=sys.stderr,
        )
        return 1
    output = getattr(parsed, "output_path", None)
    if output and int(os.environ.get("RANK", "0")) == 0:
        _print_scores(Path(output), started)
    return 0


def _print_scores(output: Path, started: float) -> None:
    for path in _results_since(output, started):
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        ours = {name: values for name, values in results.items() if "f_score,none" in values}
        if ours:
            print()
            print(score_table({name: _row(values) for name, values in ours.items()}))
        print(f"\nResults: {path}")
        for samples in samples_of(path):
            print(f"Samples: {samples}")


def _results_since(output: Path, started: float) -> Iterable[Path]:
    found = (
        output.parent.glob(f"{output.stem}_*.json") if output.suffix == ".json" else output.glob("**/results_*.json")
    )
    return sorted(p for p in found if p.stat().st_mtime >= started - 1)


def _row(values: dict[str, Any]) -> dict[str, Any]:
    plain = {key.removesuffix(",none"): value for key, value in values.items()}
    plain["interval_95"] = {"f_score": [plain["f_score_low"], plain["f_score_high"]]}
    plain["questions"] = plain["sample_len"]
    return plain
