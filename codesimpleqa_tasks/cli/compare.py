"""Compare two runs on the same questions: the difference of every figure with its 95 % interval and p-value, by
language and domain, and the questions won and lost. A and B are output folders of lm-eval or OpenCompass, one of their
files, or files that `codesimpleqa grade` wrote. Exit code: 0; 3 if UNGRADED answers leave no figures; 2 for bad input
and for runs that differ in data, judge or prompts."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import dumped, plain_json, written_atomically
from codesimpleqa_tasks.report import require_report_packages

if TYPE_CHECKING:
    from codesimpleqa_tasks.report.comparing import Comparison
    from codesimpleqa_tasks.report.runs import Run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa compare`."""
    parser.add_argument("first", metavar="A", help="a run, or NAME=PATH")
    parser.add_argument("second", metavar="B", help="the run to compare with it")
    parser.add_argument("--flips", metavar="N", type=int, default=10, help="show N won and N lost questions (10)")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=file_name, help="write all won and lost questions as JSONL"
    )
    parser.add_argument("--force", action="store_true", help="compare runs that differ in data, judge or prompts")
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Compare, print; gives the exit code."""
    require_report_packages("scipy")
    from codesimpleqa_tasks.report.compare_text import comparison_text
    from codesimpleqa_tasks.report.comparing import compare_runs

    if arguments.flips < 0:
        raise InputError(f"--flips: {arguments.flips} is no number of questions; write 0 or more.")
    first, second = _two_runs(arguments.first, arguments.second)
    comparisons = compare_runs(first, second, arguments.force)
    if arguments.output:
        _write_flips(comparisons, arguments.output)
    if arguments.json:
        print(json.dumps(plain_json({"comparisons": [_as_dict(c) for c in comparisons]}), ensure_ascii=False))
    else:
        print("\n\n\n".join(comparison_text(comparison, arguments.flips) for comparison in comparisons))
    return 3 if any(isnan(c.whole.differences["f_score"].difference) for c in comparisons) else 0


def _two_runs(first: str, second: str) -> tuple[Run, Run]:
    from codesimpleqa_tasks.report.runs import files_at, read_runs

    files = [set(files_at(given)) for given in (first, second)]
    if twice := files[0] & files[1]:
        raise InputError(f"{first} and {second} are the same run: both hold {min(twice)}.")
    runs = read_runs([first, second])
    sides = [[run for run in runs if of_side.intersection(p.resolve() for p in run.paths)] for of_side in files]
    for given, found in zip((first, second), sides):
        if len(found) > 1:
            listed = "\n".join(f"  {run.name}: {', '.join(map(str, run.paths))}" for run in found)
            raise InputError(f"{given} holds {len(found)} runs; name one of them by its own folder or file:\n{listed}")
    if sides[0] == sides[1]:
        raise InputError(f"{first} and {second} have one name, which makes them one run. Give them two.")
    return sides[0][0], sides[1][0]


def _write_flips(comparisons: list[Comparison], path: Path) -> None:
    with written_atomically(path) as stream:
        for comparison in comparisons:
            for flip in comparison.flips.to_dict("records"):
                variant = {"variant": comparison.second_variant.value}
                stream.write(dumped(plain_json(variant | {str(key): value for key, value in flip.items()})) + "\n")


def _as_dict(comparison: Comparison) -> dict[str, Any]:
    from codesimpleqa_tasks.report.compare_text import verdict

    def side(of: Run, variant: str, alone: int) -> dict[str, Any]:
        return {
            "name": of.name,
            "model": of.model,
            "variant": variant,
            "path": str(of.path),
            "questions_alone": alone,
            "provenance": dict(of.provenance),
        }

    return {
        "a": side(comparison.first, comparison.first_variant.value, comparison.only_first),
        "b": side(comparison.second, comparison.second_variant.value, comparison.only_second),
        "forced": comparison.is_forced,
        "made_differently": [asdict(one) for one in comparison.made_differently],
        "verdict": verdict(comparison),
        "parts": [
            asdict(part)
            | {
                "questions_needed": part.differences["f_score"].questions_needed,
                "smallest_visible": part.differences["f_score"].smallest_visible,
            }
            for part in comparison.parts
        ],
        "flips": comparison.flips.to_dict("records"),
    }
