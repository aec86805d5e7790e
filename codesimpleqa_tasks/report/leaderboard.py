"""The leaderboard: every run with its figures by language, ranked, with ties where intervals overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan

import pandas

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.report.differences import about, made_with
from codesimpleqa_tasks.report.published import PublishedRow
from codesimpleqa_tasks.report.runs import Run
from codesimpleqa_tasks.report.summaries import ALL, Summary, summaries
from codesimpleqa_tasks.scoring import FIGURE_NAMES, Figures, Interval


@dataclass(frozen=True)
class Cell:
    """The figures of a row in one language; `summary` is None for published figures, which come without counts."""

    figures: Figures
    summary: Summary | None = None


@dataclass(frozen=True)
class LeaderboardRow:
    """One model in one variant: its cells by language ("en", "zh", and "all" for both), and its rank.

    `name` is the model's, with the variant where the rows have several. `source` says where published figures come
    from, and is None for what was measured here. `rank` is None for published rows and for rows without a figure to
    rank by. `made_with` says what produced it (see `differences.made_with`).
    """

    model: str
    variant: str
    name: str
    cells: Mapping[str, Cell]
    source: str | None = None
    rank: int | None = None
    made_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Leaderboard:
    """The rows in their order; the languages that any of them has ("en", "zh"); what was ranked by ("all" or a
    language); and what a reader must know of the rows."""

    rows: list[LeaderboardRow]
    languages: tuple[str, ...]
    ranked_by: str
    notes: list[str]


def leaderboard(runs: Sequence[Run], published: Sequence[PublishedRow] = (), rank_by: str | None = None) -> Leaderboard:
    """The leaderboard of runs, with published rows among them.

    Rows stand in the order of their F-score over all questions of both languages, or over those of `rank_by` ("en",
    "zh"). A row's rank is one more than the number of rows that are surely better, their whole 95 % interval above
    its own: rows that cannot be told apart share a rank. Published rows stand where their F-score puts them, without
    a rank: they have no interval, and were measured in another way.
    """
    rows = [row for run in runs for row in _rows(run, runs)]
    rows += [
        LeaderboardRow(
            row.model, "", row.model, {lang: Cell(figures) for lang, figures in row.figures.items()}, row.source
        )
        for row in published
    ]
    languages = tuple(language for language in ("en", "zh") if any(language in row.cells for row in rows))
    ranked_by = rank_by or (ALL if len(languages) > 1 else languages[0])
    return Leaderboard(_ranked(rows, ranked_by), languages, ranked_by, _notes(runs))


def leaderboard_frame(board: Leaderboard) -> pandas.DataFrame:
    """The leaderboard as a frame: rank, model, variant, measured_here, source, then for each language LANGUAGE_FIGURE
    as shares of 1 with LANGUAGE_f_score_low and _high, LANGUAGE_questions and LANGUAGE_ungraded, and at last questions,
    judge and prompts: what they were measured with."""
    records = []
    for row in board.rows:
        record: dict[str, object] = {
            "rank": row.rank,
            "model": row.model,
            "variant": row.variant,
            "measured_here": row.source is None,
            "source": row.source or "",
        }
        for language in _shown(board):
            cell = row.cells.get(language)
            for name in FIGURE_NAMES:
                record[f"{language}_{name}"] = getattr(cell.figures, name) if cell else None
            summary = cell.summary if cell else None
            interval = summary.intervals["f_score"] if summary else None
            record[f"{language}_f_score_low"] = interval.low if interval else None
            record[f"{language}_f_score_high"] = interval.high if interval else None
            record[f"{language}_questions"] = summary.questions if summary else None
            record[f"{language}_ungraded"] = summary.ungraded if summary else None
        records.append(record | {what: row.made_with.get(what, "") for what in ("questions", "judge", "prompts")})
    frame = pandas.DataFrame(records)
    counts = [name for name in frame.columns if name == "rank" or name.endswith(("_questions", "_ungraded"))]
    return frame.astype({name: "Int64" for name in counts})


def _shown(board: Leaderboard) -> tuple[str, ...]:
    return (*board.languages, ALL) if len(board.languages) > 1 else board.languages


def _rows(run: Run, runs: Sequence[Run]) -> list[LeaderboardRow]:
    variants: dict[str, dict[str, Cell]] = {}
    for summary in summaries(run):
        variants.setdefault(summary.variant, {})[summary.language] = Cell(summary.figures, summary)
    plain = all(other.variants == (Variant.CHAT,) for other in runs)
    return [
        LeaderboardRow(
            run.name,
            variant,
            run.name if plain or run.name.endswith(f"({variant})") else f"{run.name} ({variant})",
            cells,
            made_with=made_with(run),
        )
        for variant, cells in variants.items()
    ]


def _ranked(rows: Sequence[LeaderboardRow], ranked_by: str) -> list[LeaderboardRow]:
    def f_score(row: LeaderboardRow) -> float:
        cell = row.cells.get(ranked_by)
        return -1.0 if cell is None or isnan(cell.figures.f_score) else cell.figures.f_score

    def interval(row: LeaderboardRow) -> Interval | None:
        cell = row.cells.get(ranked_by)
        return cell.summary.intervals["f_score"] if cell and cell.summary and f_score(row) >= 0 else None

    lows = [found.low for row in rows if (found := interval(row))]
    return [
        replace(row, rank=1 + sum(low > found.high for low in lows)) if (found := interval(row)) else row
        for row in sorted(rows, key=f_score, reverse=True)
    ]


def _notes(runs: Sequence[Run]) -> list[str]:
    notes = about(runs)
    for run in runs:
        for summary in summaries(run):
            if summary.language == ALL or not (summary.ungraded or summary.truncated):
                continue
            where = f"{run.name}, {summary.language}, {summary.variant}"
            if summary.ungraded:
                effect = "no figures" if isnan(summary.figures.f_score) else "figures over the graded ones"
                answers = counted(summary.answers, "answer")
                notes.append(f"{where}: UNGRADED: {summary.ungraded:,} of {answers}; {effect}.")
            if summary.truncated:
                responses = counted(summary.answers, "response")
                notes.append(f"{where}: cut off while thinking: {summary.truncated:,} of {responses}.")
    return notes
