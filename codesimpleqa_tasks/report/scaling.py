"""The scaling view: F-score against model size, in every mode, with the fitted lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isnan, sqrt

from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.report.differences import about
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.report.summaries import ALL, summaries
from codesimpleqa_tasks.scoring import Interval
from codesimpleqa_tasks.scoring.trend import LogLinearTrend, log_linear_trend


@dataclass(frozen=True)
class Point:
    """The F-score (a share of 1, with its 95 % interval) of a model of `size` parameters in one mode and language."""

    run: str
    size: float
    mode: str
    language: str
    f_score: float
    interval: Interval
    questions: int


@dataclass(frozen=True)
class Gap:
    """How far thinking stands above chat in the mean over the models that have both, with its 95 % interval (Student's
    t; NaN for one model)."""

    mean: float
    low: float
    high: float
    models: int


@dataclass(frozen=True)
class Scaling:
    """Points by size; lines by (mode, language), None where there are too few points for one; gaps by language;
    what was left out, with the reason; and what must be known of the making of the runs."""

    points: list[Point]
    trends: dict[tuple[str, str], LogLinearTrend | None]
    gaps: dict[str, Gap]
    left_out: list[str]
    notes: list[str]


def scaling(runs: Sequence[Run]) -> Scaling:
    """The scaling view of tagged runs (see `tags.with_tags`). The mode is the run's tag, or else the variant.

    Runs without a size, and parts without figures, are left out and named. Raises InputError if nothing is left.
    """
    points: list[Point] = []
    left_out: list[str] = []
    for run in runs:
        size = run.tags.get("size")
        if size is None:
            left_out.append(f"{run.name}: no size known; give it in --tags")
            continue
        for summary in summaries(run):
            if isnan(summary.figures.f_score):
                left_out.append(
                    f"{run.name}, {summary.language}, {summary.variant}: no figures, {summary.ungraded} UNGRADED"
                )
                continue
            mode = str(run.tags.get("mode", summary.variant))
            interval = summary.intervals["f_score"]
            points.append(
                Point(run.name, size, mode, summary.language, summary.figures.f_score, interval, summary.questions)
            )
    if not points:
        raise InputError("no run with both a size and figures:\n" + "\n".join(f"  {line}" for line in left_out))
    points.sort(key=lambda p: (_order(p.language), p.mode, p.size, p.run))
    groups = {key: list(group) for key, group in groupby(points, key=lambda p: (p.mode, p.language))}
    trends = {
        key: log_linear_trend([p.size for p in group], [p.f_score for p in group]) for key, group in groups.items()
    }
    gaps = {
        language: gap
        for language in dict.fromkeys(p.language for p in points)
        if (gap := _gap(groups.get(("thinking", language), []), groups.get(("chat", language), [])))
    }
    return Scaling(points, trends, gaps, left_out, about(runs))


def _order(language: str) -> int:
    return (ALL, "en", "zh").index(language)


def _gap(thinking: Sequence[Point], chat: Sequence[Point]) -> Gap | None:
    """Models that ran in both modes are found by their size, which then must be that of one run in each."""
    by_size = {mode: {p.size: p.f_score for p in group} for mode, group in (("thinking", thinking), ("chat", chat))}
    for group, mode in ((thinking, "thinking"), (chat, "chat")):
        if len(by_size[mode]) < len(group):
            return None
    differences = [f - by_size["chat"][size] for size, f in by_size["thinking"].items() if size in by_size["chat"]]
    if not differences:
        return None
    number = len(differences)
    mean = sum(differences) / number
    if number == 1:
        return Gap(mean, float("nan"), float("nan"), 1)
    from scipy import stats

    error = sqrt(sum((d - mean) ** 2 for d in differences) / (number - 1) / number)
    half = float(stats.t.ppf(0.975, number - 1)) * error
    return Gap(mean, mean - half, mean + half, number)
