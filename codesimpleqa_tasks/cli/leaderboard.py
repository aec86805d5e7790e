"""One table of all runs: model by CO, IN, NA, CGA and F by language, with ranks. A RUN is an output folder of lm-eval
or OpenCompass (or one above several), one of their files, or a file that `codesimpleqa grade` wrote; NAME=RUN names it.
Exit code: 0; 3 if UNGRADED answers leave a run without figures; 2 for bad input."""

from __future__ import annotations

import argparse
from math import isnan

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import written_atomically
from codesimpleqa_tasks.report import require_report_packages

_FORMATS = ("terminal", "markdown", "csv", "latex", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa leaderboard`."""
    parser.add_argument("runs", metavar="RUN", nargs="+", help="a run, or NAME=RUN")
    parser.add_argument(
        "--published", metavar="FILE.yaml", type=file_name, help="add published figures, marked as such"
    )
    parser.add_argument("--rank-by", choices=("all", "en", "zh"), help="the questions to rank by (default: all)")
    parser.add_argument("--format", choices=_FORMATS, help="default: what FILE's ending says, else terminal")
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=file_name, help="write to a file instead of the terminal"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the table; gives the exit code."""
    require_report_packages()
    from codesimpleqa_tasks.report.leaderboard import leaderboard
    from codesimpleqa_tasks.report.leaderboard_text import FORMATS, SUFFIXES
    from codesimpleqa_tasks.report.published import read_published
    from codesimpleqa_tasks.report.runs import read_runs

    chosen = arguments.format
    if chosen is None and arguments.output is not None:
        chosen = SUFFIXES.get(arguments.output.suffix.lower())
        if chosen is None:
            raise InputError(f"{arguments.output}: the ending tells no format; add --format {'|'.join(_FORMATS)}.")
    published = read_published(arguments.published) if arguments.published else []
    board = leaderboard(read_runs(arguments.runs), published, arguments.rank_by)
    text = FORMATS[chosen or "terminal"](board)
    if arguments.output is None:
        print(text, end="" if text.endswith("\n") else "\n")
    else:
        with written_atomically(arguments.output) as stream:
            stream.write(text if text.endswith("\n") else f"{text}\n")
        print(f"Leaderboard: {arguments.output}")
    measured = [row for row in board.rows if row.source is None]
    return 3 if any(isnan(cell.figures.f_score) for row in measured for cell in row.cells.values()) else 0
