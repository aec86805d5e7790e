"""What the report shows of one variant of one run: figures, breakdowns, calibration, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas
from tqdm import tqdm

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.report.summaries import ALL, Summary, summaries
from codesimpleqa_tasks.scoring import Interval, Tally, intervals
from codesimpleqa_tasks.scoring.calibration import (
    ReliabilityBin,
    Stated,
    auroc,
    brier_score,
    calibration_error,
    reliability_bins,
)

FEW_QUESTIONS = 20
"""A part with fewer questions gets counts and an interval but no figure: at 20, an interval still spans 40 points."""


@dataclass(frozen=True)
class Calibration:
    """How well the stated confidences of one language (or "all") fit the grades; figures as shares of 1.

    `stated` of the `answers` graded answers came with a confidence; the figures are over these.
    """

    language: str
    answers: int
    stated: int
    mean_confidence: float
    accuracy: float
    error: float
    brier: float
    auroc: float
    bins: tuple[tuple[ReliabilityBin, Interval], ...]

    @classmethod
    def of(cls, language: str, answers: pandas.DataFrame) -> Calibration | None:
        """The calibration of rows of the answers frame, or None where no answer has a confidence."""
        graded = answers[answers["grade"] != Grade.UNGRADED.value]
        with_confidence = graded[graded["confidence"].notna()]
        if with_confidence.empty:
            return None
        right = (with_confidence["grade"] == Grade.CORRECT.value).astype(float)
        stated: list[Stated] = list(zip(with_confidence["confidence"].tolist(), right.tolist()))
        return cls(
            language=language,
            answers=len(graded),
            stated=len(stated),
            mean_confidence=float(with_confidence["confidence"].mean()) / 100,
            accuracy=float(right.mean()),
            error=calibration_error(stated),
            brier=brier_score(stated),
            auroc=auroc(stated),
            bins=tuple((found, _interval(found)) for found in reliability_bins(stated)),
        )


def _interval(found: ReliabilityBin) -> Interval:
    right = round(found.accuracy * found.count)
    grades = [[Grade.CORRECT]] * right + [[Grade.INCORRECT]] * (found.count - right)
    return intervals(Tally.of(grades))["correct"]


Breakdown = Mapping[str, Mapping[str, Summary]]
"""For every part, the largest first: its summary by language, and under "all" that of all its questions."""


@dataclass(frozen=True, eq=False)
class Result:
    """One variant of one run. `name` tells it apart from all others in the report; `wholes` are its summaries by
    language, with "all" last where there are two."""

    name: str
    run: Run
    variant: Variant
    answers: pandas.DataFrame
    wholes: Mapping[str, Summary]
    domains: Breakdown
    programming_languages: Breakdown
    calibration: tuple[Calibration, ...]
    ungraded_reasons: Mapping[str, int]

    @property
    def total(self) -> Summary:
        """The summary of all its questions."""
        return list(self.wholes.values())[-1]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has, without "all"."""
        return tuple(language for language in self.wholes if language != ALL)

    def as_dict(self) -> dict[str, Any]:
        """The figures for JSON: what `codesimpleqa report --json` prints. Figures are shares of 1."""
        return {
            "result": self.name,
            "run": self.run.name,
            "model": self.run.model,
            "harness": self.run.harness,
            "variant": self.variant.value,
            "date": self.run.date,
            "ungraded_tolerance": self.run.ungraded_tolerance,
            "figures": {language: _plain(summary) for language, summary in self.wholes.items()},
            "by_domain": _plain_breakdown(self.domains),
            "by_programming_language": _plain_breakdown(self.programming_languages),
            "calibration": {
                c.language: {
                    "answers": c.answers,
                    "stated": c.stated,
                    "mean_confidence": c.mean_confidence,
                    "accuracy": c.accuracy,
                    "calibration_error": c.error,
                    "brier_score": c.brier,
                    "auroc": c.auroc,
                }
                for c in self.calibration
            },
            "ungraded_reasons": dict(self.ungraded_reasons),
            "provenance": dict(self.run.provenance),
        }


def results_of(runs: Iterable[Run]) -> list[Result]:
    """The results of all runs, in the order of the runs and of the variants in each."""
    shown = tqdm(list(runs), desc="computing figures", unit="run", delay=2, leave=False)
    return [result for run in shown for result in _results(run)]


def _results(run: Run) -> list[Result]:
    wholes, domains, programming_languages = (
        list(summaries(run, by)) for by in ((), ("domain",), ("programming_language",))
    )
    found = []
    for variant in run.variants:
        answers = run.answers[run.answers["variant"] == variant.value]
        of_variant = {s.language: s for s in wholes if s.variant == variant.value}
        calibration = [
            Calibration.of(language, answers if language == ALL else answers[answers["language"] == language])
            for language in of_variant
        ]
        reasons = answers.loc[answers["grade"] == Grade.UNGRADED.value, "reason"].fillna("?").value_counts()
        found.append(
            Result(
                name=run.name if len(run.variants) == 1 else f"{run.name} · {variant.value}",
                run=run,
                variant=variant,
                answers=answers,
                wholes=of_variant,
                domains=_breakdown(domains, variant, "domain"),
                programming_languages=_breakdown(programming_languages, variant, "programming_language"),
                calibration=tuple(c for c in calibration if c is not None),
                ungraded_reasons={str(reason): int(count) for reason, count in reasons.items()},
            )
        )
    return found


def _breakdown(parts: Sequence[Summary], variant: Variant, by: str) -> dict[str, dict[str, Summary]]:
    found: dict[str, dict[str, Summary]] = {}
    for part in parts:
        if part.variant == variant.value:
            found.setdefault(getattr(part, by), {})[part.language] = part
    for of_part in found.values():
        if ALL not in of_part:
            (of_part[ALL],) = of_part.values()
    return dict(sorted(found.items(), key=lambda item: (-item[1][ALL].questions, item[0])))


def _plain(summary: Summary) -> dict[str, Any]:
    return {
        **summary.figures.as_dict(),
        "interval_95": {name: [interval.low, interval.high] for name, interval in summary.intervals.items()},
        "questions": summary.questions,
        "answers": summary.answers,
        "ungraded": summary.ungraded,
        "truncated": summary.truncated,
    }


def _plain_breakdown(breakdown: Breakdown) -> dict[str, Any]:
    return {
        name: {language: _plain(summary) for language, summary in parts.items()} for name, parts in breakdown.items()
    }
