"""Make a report of graded runs: one HTML page that needs nothing else. A RUN is an output folder or file of lm-eval or
OpenCompass, or a file that `codesimpleqa grade` wrote; NAME=RUN gives it a name. The figures go to standard output.
Exit code: 0, 2 for bad input."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.cli.score_table import score_table
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report import require_report_packages

if TYPE_CHECKING:
    from codesimpleqa_tasks.report.results import Result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa report`."""
    parser.add_argument("runs", metavar="RUN", nargs="+", help="an output folder or file, or NAME=PATH")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=file_name,
        default=Path("report.html"),
        help="the page (default: report.html)",
    )
    parser.add_argument("--json", action="store_true", help="print the figures of the page as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Write the page, print its figures; gives the exit code."""
    require_report_packages("jinja2", "matplotlib")
    from codesimpleqa_tasks.report.page import figures_as_json, write_report
    from codesimpleqa_tasks.report.runs import read_runs

    if arguments.output.is_dir():
        raise InputError(f"{arguments.output} is a folder; give the file to write: -o {arguments.output}/report.html")
    if not arguments.output.resolve().parent.is_dir():
        raise InputError(f"{arguments.output}: the folder {arguments.output.parent} does not exist; make it first.")
    results = write_report(read_runs(arguments.runs), arguments.output)
    if arguments.json:
        print(json.dumps({"report": str(arguments.output), "results": figures_as_json(results)}, ensure_ascii=False))
    else:
        print(_table(results))
        print(f"\nReport: {arguments.output} ({arguments.output.stat().st_size / 1e6:.1f} MB); open it in a browser.")
    return 0


def _table(results: list[Result]) -> str:
    rows: dict[str, dict[str, Any]] = {}
    for result in results:
        for language, figures in result.as_dict()["figures"].items():
            title = Language(language).title if language in set(Language) else language
            rows[f"{result.name}, {title}"] = figures
    return score_table(rows)
