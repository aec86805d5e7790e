"""Figures of runs and of their parts, through the one scoring code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
import pandas

from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.scoring import Interval, Tally, intervals
from codesimpleqa_tasks.scoring.figures import Figures

ALL = "all"
"""In the column of a part: the whole."""

_PLACES = {"CORRECT": 0, "INCORRECT": 1, "NOT_ATTEMPTED": 2, "UNGRADED": 3}


def grade_counts(answers: pandas.DataFrame) -> pandas.DataFrame:
    """How often each question was answered CORRECT, INCORRECT, NOT_ATTEMPTED and UNGRADED.

    `answers` are rows of one run and variant; gives one row per question_id, sorted, with the four grades as columns.
    """
    codes, ids = pandas.factorize(answers["question_id"], sort=True)
    places = answers["grade"].map(_PLACES).to_numpy(dtype=int)
    counts = numpy.bincount(codes * 4 + places, minlength=4 * len(ids)).reshape(-1, 4)
    return pandas.DataFrame(counts, index=pandas.Index(ids, name="question_id"), columns=list(_PLACES))


def tally_of(answers: pandas.DataFrame) -> Tally:
    """The tally of rows of the answers frame. Rows of several variants count as answers to different questions."""
    patterns: Counter[Any] = Counter()
    for _, of_variant in answers.groupby("variant", sort=False):
        counts = grade_counts(of_variant).to_numpy()
        for pattern, times in zip(*numpy.unique(counts, axis=0, return_counts=True)):
            patterns[tuple(map(int, pattern))] += int(times)
    return Tally(patterns)


@dataclass(frozen=True)
class Summary:
    """The figures of one part of a run, as shares of 1, with their 95 % intervals and counts.

    `language`, `variant`, `domain` and `programming_language` say which part it is: a value, or "all".
    """

    run: str
    language: str
    variant: str
    domain: str
    programming_language: str
    figures: Figures
    intervals: dict[str, Interval]
    questions: int
    answers: int
    ungraded: int
    truncated: int

    def as_row(self) -> dict[str, Any]:
        """One flat row: the part, the figures by name, NAME_low and NAME_high, and the counts."""
        bounds = {
            f"{name}_{end}": getattr(interval, end)
            for name, interval in self.intervals.items()
            for end in ("low", "high")
        }
        part = {name: getattr(self, name) for name in ("run", "language", "variant", "domain", "programming_language")}
        counts = {name: getattr(self, name) for name in ("questions", "answers", "ungraded", "truncated")}
        return part | self.figures.as_dict() | bounds | counts


def summary_of(run: Run, answers: pandas.DataFrame | None = None, **part: str) -> Summary:
    """The summary of some of a run's answers (of all, where None); `part` names what they are: language="en" ..."""
    answers = run.answers if answers is None else answers
    tally = tally_of(answers)
    named = {name: part.get(name, ALL) for name in ("language", "variant", "domain", "programming_language")}
    return Summary(
        run=run.name,
        **named,
        figures=Figures.of(tally, run.ungraded_tolerance),
        intervals=intervals(tally, run.ungraded_tolerance),
        questions=tally.questions,
        answers=tally.answers,
        ungraded=tally.ungraded,
        truncated=int(answers["truncated"].sum()),
    )


def summaries(run: Run, by: Sequence[str] = ()) -> Iterator[Summary]:
    """Summaries per variant and language, both languages together as "all" where there are two.

    `by` splits each further, by "domain" or "programming_language"; the parts stand by size, the largest first.
    """
    for variant in run.variants:
        of_variant = run.answers[run.answers["variant"] == variant.value]
        wholes = [(language.value, of_variant[of_variant["language"] == language.value]) for language in run.languages]
        wholes = [(language, answers) for language, answers in wholes if len(answers)]
        if len(wholes) > 1:
            wholes.append((ALL, of_variant))
        for language, answers in wholes:
            if not by:
                yield summary_of(run, answers, language=language, variant=variant.value)
                continue
            parts = [
                summary_of(run, rows, language=language, variant=variant.value, **dict(zip(by, names)))
                for names, rows in answers.groupby(list(by), sort=True)
            ]
            yield from sorted(parts, key=lambda part: -part.questions)


def summary_frame(runs: Sequence[Run], by: Sequence[str] = ()) -> pandas.DataFrame:
    """The summaries of all runs as a frame, one row each (see `Summary.as_row` for the columns)."""
    return pandas.DataFrame([part.as_row() for run in runs for part in summaries(run, by)])


__all__ = ["ALL", "Summary", "grade_counts", "summaries", "summary_frame", "summary_of", "tally_of"]
