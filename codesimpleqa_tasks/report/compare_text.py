"""A comparison in words and tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, isnan

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.report.comparing import ComparedPart, Comparison
from codesimpleqa_tasks.report.differences import made_with
from codesimpleqa_tasks.report.summaries import ALL
from codesimpleqa_tasks.scoring.comparison import LEVEL
from codesimpleqa_tasks.terminal import one_line, p_value, share, table, width

_SHORT = {
    "correct": "CO",
    "incorrect": "IN",
    "not_attempted": "NA",
    "correct_given_attempted": "CGA",
    "f_score": "F-score",
}

_OTHER_COLUMNS = 56
"""The width of the table of parts without their names."""


def comparison_text(comparison: Comparison, flips: int = 10) -> str:
    """What `codesimpleqa compare` prints: the runs, the figures, the verdict, the parts, and up to `flips`
    questions that were won and as many that were lost."""
    blocks = [
        "\n".join(_heads(comparison)),
        _figures(comparison.whole),
        verdict(comparison),
        _parts(comparison),
        "\n".join(_flips(comparison, flips)),
    ]
    return "\n\n".join(block for block in blocks if block)


def verdict(comparison: Comparison) -> str:
    """In plain words: which run is better by F-score, or that the difference is noise and what it would take to see."""
    found = comparison.whole.differences["f_score"]
    if isnan(found.difference):
        return (
            "No verdict: there are UNGRADED answers, so there are no figures. "
            "Finish the grading first: codesimpleqa grade SAMPLES.jsonl -o graded.jsonl"
        )
    interval = f"95 % interval {share(found.low, True)} to {share(found.high, True)}, p {_equals(found.p_value)}"
    if found.is_seen:
        better, other = ("B", "A") if found.difference > 0 else ("A", "B")
        return f"{better} is better than {other}: F-score {share(abs(found.difference), True)} ({interval} for B - A)."
    if not found.difference:
        return f"A and B have the same F-score ({interval} for B - A)."
    return (
        f"No difference can be told from noise: F-score {share(found.difference, True)} for B - A ({interval}).\n"
        f"With {counted(found.questions, 'question')} a difference of {share(found.smallest_visible)} is seen "
        f"four times in five; to see one of {share(abs(found.difference))},\n"
        f"about {_such_questions(found.questions_needed)} would be needed."
    )


def _equals(value: float) -> str:
    text = p_value(value)
    return text if text.startswith("<") else f"= {text}"


def _such_questions(number: float) -> str:
    return counted(int(number), "such question") if isfinite(number) else "no number of such questions"


def _heads(comparison: Comparison) -> Iterator[str]:
    sides = (
        ("A", comparison.first, comparison.first_variant, comparison.only_first),
        ("B", comparison.second, comparison.second_variant, comparison.only_second),
    )
    for letter, run, variant, alone in sides:
        without = f", {counted(alone, 'question')} left out: not in the other run" if alone else ""
        said = f"{run.name}, {variant.value}, {run.harness}, {run.date or 'date unknown'}{without}"
        yield f"{letter}  {one_line(said, 160)}"
        yield f"   {run.path}"
    other = made_with(comparison.second)
    same = [f"{what} {value}" for what, value in made_with(comparison.first).items() if value == other[what]]
    if same:
        yield one_line(f"Both: {'; '.join(same)}", 300)
    if comparison.is_forced:
        yield "FORCED: these runs are not comparable, whatever the figures say. They differ in:"
    elif comparison.made_differently:
        yield "Not the same in both, or not known to be:"
    yield from (f"   {one_line(str(one), 300)}" for one in comparison.made_differently)


def _figures(part: ComparedPart) -> str:
    rows = [
        [
            _SHORT[name],
            share(d.first),
            share(d.second),
            share(d.difference, True),
            f"{share(d.low, True)} to {share(d.high, True)}",
            p_value(d.p_value),
        ]
        for name, d in part.differences.items()
    ]
    figures = table(["", "A", "B", "B - A", "95 % interval", "p"], rows)
    return f"{figures}\n{counted(part.questions, 'question')} in both"


def _parts(comparison: Comparison) -> str:
    rows = []
    columns = max(16, width() - _OTHER_COLUMNS)
    for part in comparison.parts[1:]:
        name = Language(part.language).title if part.domain == ALL else part.domain
        d = part.differences["f_score"]
        mark = "*" if part.p_corrected < LEVEL else ""
        rows.append(
            [
                one_line(name, columns),
                f"{part.questions:,}",
                share(d.first),
                share(d.second),
                share(d.difference, True) + (mark or " "),
                f"{share(d.low, True)} {share(d.high, True)}",
                p_value(part.p_corrected),
            ]
        )
    if not rows:
        return ""
    headers = ["F-score", "n", "A", "B", "B - A ", "95 % interval", "p"]
    note = "n questions; p corrected for looking at all languages, or at all domains (Holm); * p below 0.05"
    return f"{table(headers, rows)}\n{note}"


def _flips(comparison: Comparison, most: int) -> Iterator[str]:
    flips = comparison.flips
    counts = flips["change"].value_counts()
    yield (
        f"B won {counted(counts.get('won', 0), 'question')} that A did not have right (or less often), "
        f"and lost {counts.get('lost', 0):,}."
    )
    columns = width()
    for change in ("won", "lost"):
        of_change = flips[flips["change"] == change]
        for _, flip in of_change.head(most).iterrows():
            yield f"{change:4}  " + one_line(
                f"{flip['question_id']} ({flip['domain']}): {flip['question']}", columns - 6
            )
            yield "      " + one_line(f"gold: {flip['gold']}", columns - 6)
            for letter, side in (("A", "first"), ("B", "second")):
                answer = f"{letter} {flip[f'{side}_grade']}: {flip[f'{side}_answer']}"
                yield "      " + one_line(answer, columns - 6)
        if most and len(of_change) > most:
            yield f"      and {len(of_change) - most:,} more ({change}); -o FILE.jsonl writes all"
