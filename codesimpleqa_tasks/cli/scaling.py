"""F-score against model size, with a fitted line for each mode and language. Sizes are read from the models' names
(Coder-7B-Instruct) or given in a tags file, which may also name the mode:  Coder-7B: {size: 7B, mode: thinking}"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import plain_json, written_atomically
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report import require_report_packages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa scaling`."""
    parser.add_argument("runs", metavar="RUN", nargs="+", help="a run, or NAME=RUN")
    parser.add_argument("--tags", metavar="FILE.yaml", type=file_name, help="sizes and modes, by name of run or model")
    parser.add_argument("-o", "--output", metavar="FILE", type=file_name, help="draw the chart: .svg, .png or .pdf")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="language of the chart's labels (en)")
    parser.add_argument("--json", action="store_true", help="print points and lines as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the table, draw the chart; gives the exit code."""
    require_report_packages("scipy", *(["matplotlib"] if arguments.output else []))
    from codesimpleqa_tasks.report.runs import read_runs
    from codesimpleqa_tasks.report.scaling import scaling
    from codesimpleqa_tasks.report.scaling_text import scaling_text
    from codesimpleqa_tasks.report.tags import read_tags, with_tags

    kind = _format(arguments.output) if arguments.output else None
    tags = read_tags(arguments.tags) if arguments.tags else {}
    view = scaling(with_tags(read_runs(arguments.runs), tags))
    if kind:
        from codesimpleqa_tasks.report.scaling_chart import scaling_chart

        with written_atomically(arguments.output) as stream:
            stream.buffer.write(scaling_chart(view, Language(arguments.language), kind))
    if arguments.json:
        trends = [
            {"mode": mode, "language": language}
            | ({k: v for k, v in asdict(trend).items() if not k.startswith("_")} if trend else {"points": None})
            for (mode, language), trend in view.trends.items()
        ]
        gaps = {language: asdict(gap) for language, gap in view.gaps.items()}
        content = {"points": [asdict(p) for p in view.points], "trends": trends, "thinking_minus_chat": gaps}
        print(json.dumps(plain_json({**content, "left_out": view.left_out, "notes": view.notes}), ensure_ascii=False))
        return 0
    print(scaling_text(view))
    if arguments.output:
        print(f"\nChart: {arguments.output}")
    return 0


def _format(output: Path) -> str:
    from codesimpleqa_tasks.report.scaling_chart import FORMATS

    kind = output.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        endings = ", ".join(f".{known}" for known in FORMATS)
        raise InputError(f"{output}: the ending names no format of the chart; write one of {endings}.")
    return kind
