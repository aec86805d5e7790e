"""Try a judge on a handful of answers whose grades are known, in English and Chinese: can it be used, how long does it
take, and does it agree? Nothing is taken from the judgement store or kept in it.
Exit code: 0 if every answer was graded, 3 if some are UNGRADED, 2 for bad settings."""

from __future__ import annotations

import argparse
import json
from typing import Any

from codesimpleqa_tasks.judging import load_judge
from codesimpleqa_tasks.judging.trial import Trial, try_judge
from codesimpleqa_tasks.judging.usage import Usage, usage_of
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.terminal import one_line, table

_REPLY_COLUMNS = 200
"""How much of a judge's reply is shown."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa judges check`."""
    parser.add_argument("judge", metavar="NAME|FILE")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Try the judge and say how it did; gives the exit code."""
    judge = load_judge(Settings.resolve({"judge": arguments.judge, "judgement_store": "off"}))
    judge.preflight()
    trial = try_judge(judge)
    used = usage_of(judge)
    if arguments.json:
        print(json.dumps(_as_dict(trial, used), ensure_ascii=False))
    else:
        _print(trial, used)
    return 3 if trial.ungraded else 0


def _as_dict(trial: Trial, used: dict[str, Usage]) -> dict[str, Any]:
    agreed, answers = trial.agreed()
    return {
        "answers": answers,
        "agreed": agreed,
        "agreed_by_language": {language.value: trial.agreed(language)[0] for language in Language},
        "ungraded": trial.ungraded,
        "seconds": round(trial.seconds, 3),
        "judging": {name: usage.as_dict() for name, usage in used.items()},
        "disagreements": [
            {
                "question": answer.candidate.question,
                "answer": answer.candidate.answer,
                "known": answer.grade.value,
                "given": judgement.grade.value,
                "judge_reply": judgement.reply or judgement.reason or "",
            }
            for answer, judgement in zip(trial.answers, trial.judgements)
            if answer.grade is not judgement.grade
        ],
    }


def _print(trial: Trial, used: dict[str, Usage]) -> None:
    rows: list[list[Any]] = [[language.title, *trial.agreed(language)] for language in Language]
    rows.append(["all", *trial.agreed()])
    print(table(["", "as known", "answers"], rows))
    answers = len(trial.answers)
    print(f"\n{answers} answers in {trial.seconds:.2f} s; {trial.ungraded} UNGRADED.")
    for name, usage in used.items():
        print(f"{name}: {usage}")
    different = [
        (answer, judgement)
        for answer, judgement in zip(trial.answers, trial.judgements)
        if answer.grade is not judgement.grade
    ]
    for answer, judgement in different:
        print(f"\n{answer.candidate.question}\n  gold: {answer.candidate.gold}")
        print(f"  answer: {' '.join(answer.candidate.answer.split())}")
        why = f" ({judgement.reason})" if judgement.reason else ""
        print(f"  known: {answer.grade.value}, given: {judgement.grade.value}{why}")
        print(f"  judge's reply: {one_line(judgement.reply, _REPLY_COLUMNS)}")
