"""Compare a judge with careful graders. FILE is JSONL with "question", "answer", "response" and "grade" (CORRECT,
INCORRECT or NOT_ATTEMPTED), optionally "style", "language" and "aliases". Prints agreement, kappa and a confusion
matrix, and lists every disagreement. Exit code: 0, 3 if some answers were UNGRADED, 2 for bad input or settings."""

from __future__ import annotations

import argparse
import json
from typing import Any

from tabulate import tabulate
from tqdm import tqdm

from codesimpleqa_tasks.cli.file_name import file_name
from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.judging import Grade, load_judge
from codesimpleqa_tasks.judging.labelled import LABELS, Agreement, Compared, Share, compare, read_labelled
from codesimpleqa_tasks.judging.notices import announce_judge
from codesimpleqa_tasks.provenance import provenance
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.settings import Settings
from codesimpleqa_tasks.terminal import one_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `codesimpleqa judges agreement`."""
    parser.add_argument("source", metavar="FILE", type=file_name, help="answers with their grades, JSONL")
    parser.add_argument("--judge", metavar="NAME|FILE", help="a judge by name, or a YAML file (default: rule)")
    parser.add_argument("--concurrency", metavar="N", help="requests in flight, instead of the judge's own number")
    parser.add_argument("--explain", action="store_true", help="list every answer with what the judge says of it")
    parser.add_argument("--json", action="store_true", help="print all figures and disagreements as one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Compare and print; gives the exit code."""
    labelled = read_labelled(arguments.source)
    judge = load_judge(Settings.resolve({"judge": arguments.judge, "concurrency": arguments.concurrency}))
    judge.preflight()
    announce_judge(judge)
    compared = tqdm(compare(judge, labelled), total=len(labelled), desc="judging", delay=2, unit="answer")
    agreement = Agreement(compared)
    if arguments.json:
        print(json.dumps(_without_nan(agreement.as_dict() | {"provenance": provenance(judge)}), ensure_ascii=False))
    else:
        print(report(agreement, explain=arguments.explain))
    return 3 if agreement.ungraded else 0


def report(agreement: Agreement, explain: bool = False) -> str:
    """The comparison as text: figures, confusion matrix, by style and language, and the disagreements (with `explain`,
    all answers)."""
    parts = [_figures(agreement), _confusion(agreement), _groups(agreement)]
    listed = agreement.all if explain else agreement.disagreements
    if listed:
        heading = "Every answer:" if explain else f"{counted(len(listed), 'disagreement')}:"
        parts.append("\n\n".join([heading, *map(_told, listed)]))
    return "\n\n".join(parts)


def _figures(agreement: Agreement) -> str:
    low, high = agreement.kappa_interval
    rows = [
        ["agreement", *_cells(agreement.agreement)],
        ["Cohen's kappa", f"{agreement.kappa:.3f}", f"{low:.3f} - {high:.3f}", ""],
        ["wrong answers taken for CORRECT", *_cells(agreement.false_correct)],
        ["right answers not taken for CORRECT", *_cells(agreement.missed_correct)],
    ]
    if agreement.certain_half is not None:
        rows.append(["agreement on the most certain half", *_cells(agreement.certain_half)])
    if agreement.ungraded:
        rows.append(["UNGRADED, left out", str(agreement.ungraded), "", ""])
    return _table(rows, ["", "", "95 %", "answers"])


def _confusion(agreement: Agreement) -> str:
    counts = agreement.confusion
    grades = [g for g in Grade if g is not Grade.UNGRADED or agreement.ungraded]
    rows = [[label.value, *(str(counts[label, grade] or "-") for grade in grades)] for label in LABELS]
    return _table(rows, ["label \\ judge", *(grade.value for grade in grades)])


def _groups(agreement: Agreement) -> str:
    rows = [[Language(name).title, *_cells(share)] for name, share in agreement.by_language.items()]
    rows += [[one_line(name, 60), *_cells(share)] for name, share in agreement.by_style.items()]
    return _table(rows, ["agreement by", "", "95 %", "answers"])


def _cells(share: Share) -> list[str]:
    low, high = share.interval
    return [f"{share.value:.1%}", f"{low:.1%} - {high:.1%}", f"{share.part}/{share.whole}"]


def _table(rows: list[list[str]], headers: list[str]) -> str:
    alignment = ("left", *["right"] * (len(headers) - 1))
    return tabulate(rows, headers=headers, disable_numparse=True, colalign=alignment)


def _told(compared: Compared) -> str:
    labelled = compared.labelled
    certainty = "" if compared.certainty is None else f", certainty {compared.certainty:.2f}"
    verdict = (
        f"{compared.grade.value}, as labelled"
        if compared.agrees
        else (f"{compared.grade.value}, labelled {labelled.label.value}")
    )
    return "\n".join(
        [
            f"{verdict}{certainty}" + (f" ({one_line(labelled.style, 60)})" if labelled.style else ""),
            f"  question: {_short(labelled.candidate.question)}",
            f"  gold:     {_short(labelled.candidate.gold)}",
            f"  answer:   {_short(labelled.candidate.answer) or '(none)'}",
            f"  judge:    {_short(compared.reply)}",
        ]
    )


def _short(text: str) -> str:
    return one_line(text, 300)


def _without_nan(value: Any) -> Any:
    """NaN is no JSON: figures that cannot be given are null."""
    if isinstance(value, dict):
        return {k: _without_nan(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_without_nan(v) for v in value]
    return None if isinstance(value, float) and value != value else value
