"""Grade answers in a file. IN is JSONL with "question", "answer" and "response" (a string or a list of strings), or a
file of a harness: samples of lm-eval, predictions or results of OpenCompass. OUT gets the same rows, each with "grade"
and "judge_reply". The figures go to standard output. Exit code: 0 if every answer was graded, 3 if some are UNGRADED,
2 for bad input or settings."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.cli.score_table import score_table
from codesimpleqa_tasks.grading import Outcome, grade_file
from codesimpleqa_tasks.jsonl import plain_json
from codesimpleqa_tasks.judging import Judge, load_judge
from codesimpleqa_tasks.judging.notices import report_ungraded, report_usage
from codesimpleqa_tasks.judging.usage import details_of, usage_of
from codesimpleqa_tasks.provenance import provenance
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.scoring import summary
from codesimpleqa_tasks.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa grade`."""
    parser.add_argument(
        "source", metavar="IN", type=file_name, help="answers: JSONL, or a file of lm-eval or OpenCompass"
    )
    parser.add_argument("-o", "--output", metavar="OUT", type=file_name, required=True, help="where the graded rows go")
    parser.add_argument("--judge", metavar="NAME|FILE", help="a judge by name, or a YAML file (default: rule)")
    parser.add_argument("--concurrency", metavar="N", help="requests in flight, instead of the judge's own number")
    parser.add_argument(
        "--ungraded-tolerance", metavar="SHARE", help="share of UNGRADED answers, 0 to 1, up to which figures are given"
    )
    parser.add_argument(
        "--no-store", action="store_true", help="neither use nor keep judgements in the judgement store"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Grade the file, print the figures; gives the exit code."""
    settings = Settings.resolve(
        {
            "judge": arguments.judge,
            "concurrency": arguments.concurrency,
            "ungraded_tolerance": arguments.ungraded_tolerance,
            "judgement_store": "off" if arguments.no_store else None,
        }
    )
    judge = load_judge(settings)
    judge.preflight()
    try:
        outcome = grade_file(arguments.source, arguments.output, judge)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_stopped(arguments.output, judge, settings)) from None
    report_usage(usage_of(judge))
    report_ungraded(
        outcome.ungraded_reasons,
        outcome.answers,
        settings.ungraded_tolerance,
        arguments.source,
        judge.specification.name,
        arguments.output,
    )
    if arguments.json:
        print(json.dumps(plain_json(_as_dict(outcome, judge, settings)), ensure_ascii=False))
    else:
        print(_table(outcome, settings))
        print(f"\nGraded rows: {arguments.output}")
    return 3 if outcome.ungraded_reasons else 0


def _stopped(output: Path, judge: Judge, settings: Settings) -> str:
    """What is to be said when the user stops the judging: what is left of it, and how to go on."""
    if not usage_of(judge):  # nothing that was paid for
        then = "begins anew"
    elif settings.judgement_store == "off":
        then = "begins anew, for the judgement store is switched off"
    else:
        then = "goes on from what is in the judgement store"
    return f"stopped; {output} was not written. The same command {then}."


def _as_dict(outcome: Outcome, judge: Judge, settings: Settings) -> dict[str, Any]:
    return outcome.score.as_dict(settings.ungraded_tolerance) | {
        "truncated": outcome.truncated,
        "ungraded_reasons": dict(outcome.ungraded_reasons),
        "ungraded_tolerance": settings.ungraded_tolerance,
        "judging": {name: usage.as_dict() for name, usage in usage_of(judge).items()} | details_of(judge),
        "provenance": provenance(judge),
    }


def _table(outcome: Outcome, settings: Settings) -> str:
    languages = sorted(outcome.score.by_language.items())
    rows = {Language(name).title: summary(tally, settings.ungraded_tolerance) for name, tally in languages}
    rows["all"] = summary(outcome.score.whole, settings.ungraded_tolerance) | {"truncated": outcome.truncated}
    return score_table(rows)
