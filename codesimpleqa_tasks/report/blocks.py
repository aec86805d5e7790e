"""The blocks of the report: charts with the rows of their tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.report.charts import (
    SMALLEST_DRAWN,
    Row,
    Series,
    f_score_chart,
    message,
    reliability_chart,
    shares_chart,
)
from codesimpleqa_tasks.report.messages import Messages
from codesimpleqa_tasks.report.results import Breakdown, Result
from codesimpleqa_tasks.report.summaries import ALL, Summary, grade_counts
from codesimpleqa_tasks.scoring.comparison import Difference, paired_differences

BY_LANGUAGE = {
    "en": Series("language.en", "o", "series-1"),
    "zh": Series("language.zh", "D", "series-2"),
    ALL: Series("language.all", "s", "ink"),
}
_BY_VARIANT = {
    "chat": Series("variant.chat", "o", "series-1"),
    "thinking": Series("variant.thinking", "D", "series-2"),
}


@dataclass(frozen=True)
class HeadlineCharts:
    """All results in one language: shares of the grades, and F-scores."""

    language: str
    shares: str
    f_score: str


def headline_charts(results: Sequence[Result], messages: Messages) -> list[HeadlineCharts]:
    """The charts of every language that any result has."""
    charts = []
    for language in ("en", "zh"):
        rows = [
            Row(result.name, result.wholes[language], {language: result.wholes[language]})
            for result in results
            if language in result.wholes
        ]
        if rows:
            series = {language: BY_LANGUAGE[language]}
            charts.append(
                HeadlineCharts(
                    language,
                    shares_chart(rows, "chart.shares", messages, f"headline-shares-{language}"),
                    f_score_chart(rows, series, "chart.f_score", messages, f"headline-f-{language}"),
                )
            )
    return charts


@dataclass(frozen=True)
class Block:
    """One breakdown of one result: `kind` is "domain" or "programming_language"; `columns` are the languages that
    the table gives F-scores for; the charts are empty where no part is large enough to be drawn; `link` gives the
    address, inside the page, of a part's answers."""

    kind: str
    parts: Breakdown
    columns: tuple[str, ...]
    shares: str
    f_score: str
    link: Callable[[str], str]


def blocks_of(result: Result, number: int, messages: Messages) -> list[Block]:
    """The breakdowns of the result at place `number` of the report."""
    series = {language: BY_LANGUAGE[language] for language in result.wholes}
    blocks = []
    for kind, parts in (("domain", result.domains), ("programming_language", result.programming_languages)):
        rows = [
            Row(_label(kind, name, messages), part[ALL], {k: s for k, s in part.items() if k in series})
            for name, part in parts.items()
            if part[ALL].questions >= SMALLEST_DRAWN
        ]

        def link(name: str, kind: str = kind) -> str:
            return "#samples&" + urlencode({"result": number, kind: name})

        blocks.append(
            Block(
                kind,
                parts,
                tuple(result.wholes),
                shares_chart(rows, "chart.shares", messages, f"{kind}-shares-{number}") if rows else "",
                f_score_chart(rows, series, "chart.f_score", messages, f"{kind}-f-{number}") if rows else "",
                link,
            )
        )
    return blocks


def _label(kind: str, name: str, messages: Messages) -> str:
    key = f"{kind}.{name}"
    return message(key) if key in messages else name


@dataclass(frozen=True)
class Across:
    """One kind of breakdown of all results: for every part its name, its number of questions, and the summary of
    each result (None where it has no such part)."""

    kind: str
    title: str
    rows: list[tuple[str, int, list[Summary | None]]]


def across_results(results: Sequence[Result]) -> list[Across]:
    """The breakdowns side by side, both languages together."""
    found = []
    for kind, title in (("domain", "parts.across"), ("programming_language", "parts.across_language")):
        breakdowns = [r.domains if kind == "domain" else r.programming_languages for r in results]
        names = dict.fromkeys(name for breakdown in breakdowns for name in breakdown)
        rows = []
        for name in names:
            summaries = [breakdown[name][ALL] if name in breakdown else None for breakdown in breakdowns]
            rows.append((name, max(s.questions for s in summaries if s), summaries))
        found.append(Across(kind, title, sorted(rows, key=lambda row: (-row[1], row[0]))))
    return found


@dataclass(frozen=True)
class PairRow:
    """Chat and thinking in one language: on the questions that both answered, the difference of the F-scores, and
    how many questions were answered better in the one than in the other."""

    language: str
    chat: Summary
    thinking: Summary
    difference: Difference
    only_thinking: int
    only_chat: int


@dataclass(frozen=True)
class Pair:
    """One model with and without thinking."""

    model: str
    rows: list[PairRow]
    chart: str


def pairs_of(results: Sequence[Result], messages: Messages) -> list[Pair]:
    """The models whose results hold chat and thinking: the two of one run, or else the only two of one model."""
    pairs: list[Pair] = []
    for chat, thinking in _pairings(results):
        rows = [
            PairRow(language, chat.wholes[language], thinking.wholes[language], *_differences(chat, thinking, language))
            for language in chat.wholes
            if language in thinking.wholes
        ]
        drawn = [
            Row(message(f"language.{row.language}"), row.chat, {"chat": row.chat, "thinking": row.thinking})
            for row in rows
        ]
        chart = f_score_chart(drawn, _BY_VARIANT, "chart.f_score", messages, f"pair-{len(pairs)}")
        name = chat.run.name if chat.run is thinking.run else chat.run.model
        pairs.append(Pair(name, rows, chart))
    return pairs


def _pairings(results: Sequence[Result]) -> list[tuple[Result, Result]]:
    found: list[tuple[Result, Result]] = []
    for key in (lambda r: id(r.run), lambda r: r.run.model):
        groups: dict[object, list[Result]] = {}
        for result in results:
            if result.variant in (Variant.CHAT, Variant.THINKING) and not any(result in pair for pair in found):
                groups.setdefault(key(result), []).append(result)
        for group in groups.values():
            group = sorted(group, key=lambda r: r.variant is Variant.THINKING)
            if [r.variant for r in group] == [Variant.CHAT, Variant.THINKING]:
                found.append((group[0], group[1]))
    return found


def _differences(chat: Result, thinking: Result, language: str) -> tuple[Difference, int, int]:
    counts = [
        grade_counts(r.answers if language == ALL else r.answers[r.answers["language"] == language])
        for r in (chat, thinking)
    ]
    common = counts[0].index.intersection(counts[1].index)
    first, second = (of_one.loc[common] for of_one in counts)
    tolerances = (chat.run.ungraded_tolerance, thinking.run.ungraded_tolerance)
    difference = paired_differences(first.to_numpy(), second.to_numpy(), *tolerances)["f_score"]
    gained = second["CORRECT"] / second.sum(axis=1) - first["CORRECT"] / first.sum(axis=1)
    return difference, int((gained > 0).sum()), int((gained < 0).sum())


@dataclass(frozen=True)
class CalibrationBlock:
    """The reliability diagram of the result at place `number` of the report."""

    number: int
    result: Result
    chart: str


def calibration_blocks(results: Sequence[Result], messages: Messages) -> list[CalibrationBlock]:
    """The diagrams of all results that have confidences."""
    blocks = []
    for number, result in enumerate(results):
        if result.calibration:
            single = [c for c in result.calibration if c.language != ALL]
            chart = reliability_chart(single, BY_LANGUAGE, "chart.reliability", messages, f"reliability-{number}")
            blocks.append(CalibrationBlock(number, result, chart))
    return blocks
