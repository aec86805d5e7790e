"""What a reader of the report must not overlook: missing grades, cut-off answers, results that must not be compared."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codesimpleqa_tasks.report.parts import ESSENTIALS
from codesimpleqa_tasks.report.results import Result

_MOST_REASONS = 5


@dataclass(frozen=True)
class Remark:
    """One thing to know: the key of its message with arguments, the key of what follows from it, and the commands
    that put it right. `kind` is "alarm" where figures are missing or must not be compared, else ""."""

    key: str
    arguments: tuple[object, ...] = ()
    kind: str = ""
    effect: str | None = None
    commands: tuple[str, ...] = ()


def alarms_of(results: Sequence[Result]) -> list[Remark]:
    """What makes figures missing or wrong to compare, or pulls them down by accident; the gravest first."""
    return [
        *(_ungraded(result) for result in results if result.total.ungraded),
        *(
            Remark("attention.mixed", (f"mixed.{name}",), kind="alarm")
            for name in ESSENTIALS
            if len(_hashes(results, name)) > 1
        ),
        *(_truncated(result) for result in results if result.total.truncated),
    ]


def notes_of(results: Sequence[Result]) -> list[Remark]:
    """What the reader should know of how the figures came about."""
    kinds = {(result.run.provenance.get("judge") or {}).get("kind") for result in results}
    notes = [Remark("attention.rule")] if "rule" in kinds else []
    for run in {id(result.run): result.run for result in results}.values():
        missing = [name for name in ESSENTIALS if not run.provenance.get(name)]
        if missing:
            notes.append(Remark("attention.unknown", (run.name, ", ".join(missing))))
    return notes


def _ungraded(result: Result) -> Remark:
    total = result.total
    ranked = list(result.ungraded_reasons.items())
    reasons = "; ".join(f"{count} × {reason[:80]}" for reason, count in ranked[:_MOST_REASONS])
    reasons += f"; … (+{len(ranked) - _MOST_REASONS})" if len(ranked) > _MOST_REASONS else ""
    tolerated = total.figures.f_score == total.figures.f_score
    return Remark(
        "attention.ungraded",
        (result.name, total.ungraded, total.answers, reasons),
        kind="alarm",
        effect="attention.tolerated" if tolerated else "attention.no_figures",
        commands=tuple(_command(path) for path in result.run.paths),
    )


def _command(path: Path) -> str:
    return f"codesimpleqa grade {shlex.quote(_shown(path))} -o {shlex.quote(f'{path.stem}-graded.jsonl')}"


def _shown(path: Path) -> str:
    """The path as seen from here, or its name alone: a report is passed on, and need not tell where homes lie."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return path.name


def _truncated(result: Result) -> Remark:
    total = result.total
    share = f"{total.truncated / total.answers:.1%}".removesuffix("%")
    return Remark("attention.truncated", (result.name, total.truncated, total.answers, share))


def _hashes(results: Sequence[Result], name: str) -> set[str]:
    found = ((result.run.provenance.get(name) or {}).get("sha256") for result in results)
    return {sha256 for sha256 in found if sha256}
