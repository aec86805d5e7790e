"""The answers inside the page: everything the reader can search and read, packed small."""

from __future__ import annotations

import base64
import gzip
import json
import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import numpy

from codesimpleqa_tasks.report.results import Result

log = logging.getLogger("codesimpleqa")

LONGEST = 20_000
"""Characters of one text that a page holds at most; its middle is left out beyond, and the page says so."""
_SHORTEST = 300

_QUESTION_FIELDS = ("id", "language", "domain", "programming_language", "question", "gold")
_ANSWER_FIELDS = (
    "result",
    "question",
    "grade",
    "truncated",
    "repeat",
    "confidence",
    "certainty",
    "response",
    "thinking",
    "answer",
    "judge_reply",
    "reason",
)
_GRADES = {"CORRECT": 0, "INCORRECT": 1, "NOT_ATTEMPTED": 2, "UNGRADED": 3}
_SURROGATE = re.compile("[\ud800-\udfff]")

Text = str | list[Any]
"""A text as it stands, or [beginning, number of characters left out, end]."""


def packed_answers(results: Sequence[Result], budget: int) -> str:
    """The answers of all results as base64 of gzipped JSON, at most `budget` bytes where that can be had.

    Texts are shortened in their middle: all of them to LONGEST characters, and further, thinking first, as far as
    the budget asks for. Nothing that is left out is left out silently: the page says how much, and a warning is logged.
    """
    thinking, other = LONGEST, LONGEST
    packed = _packed(results, thinking, other)
    thoughts, replies = (_lengths(results, column) for column in ("thinking", "judge_reply"))
    rest = numpy.concatenate([_lengths(results, "response") - thoughts, replies])  # thinking is part of the response
    while len(packed) > budget and other > _SHORTEST:
        # What is packed grows about as the number of characters does; a little less, so that few rounds are needed.
        wanted = 0.95 * budget / len(packed) * (_total(thoughts, thinking) + _total(rest, other))
        if thinking > _SHORTEST:
            thinking = _limit(thoughts, wanted - _total(rest, other), below=thinking * 3 // 4)
        else:
            other = _limit(rest, wanted - _total(thoughts, thinking), below=other * 3 // 4)
        packed = _packed(results, thinking, other)
    if (thinking, other) != (LONGEST, LONGEST):
        log.warning(
            "The answers are too long for one page: it shows thinking up to %d characters and other texts up to %d.",
            thinking,
            other,
        )
    return packed


def _lengths(results: Sequence[Result], column: str) -> numpy.ndarray[Any, Any]:
    """The lengths of the texts in a column, in characters; 0 where there is none."""
    return numpy.concatenate([result.answers[column].str.len().fillna(0).to_numpy() for result in results])


def _total(lengths: numpy.ndarray[Any, Any], limit: int) -> float:
    """How many characters are left of texts of these lengths if none may have more than `limit`."""
    return float(numpy.minimum(lengths, limit).sum())


def _limit(lengths: numpy.ndarray[Any, Any], wanted: float, below: int) -> int:
    """The largest limit up to `below`, but at least _SHORTEST, that leaves at most `wanted` characters."""
    limits = range(_SHORTEST, max(_SHORTEST, below) + 1)
    fitting = bisect_right(limits, wanted, key=lambda limit: _total(lengths, limit))
    return limits[max(0, fitting - 1)]


def _packed(results: Sequence[Result], thinking: int, other: int) -> str:
    questions: dict[tuple[Any, ...], int] = {}
    answers = list(_answers(results, questions, thinking, other))
    data = {
        "results": [result.name for result in results],
        "question_fields": _QUESTION_FIELDS,
        "questions": [(*key[:4], *(_shortened(text, other) for text in key[4:])) for key in questions],
        "answer_fields": _ANSWER_FIELDS,
        "answers": answers,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # UTF-8 has no half of a surrogate pair, but JSON can escape it, and the page then shows which one it was.
    text = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def _answers(
    results: Sequence[Result], questions: dict[tuple[Any, ...], int], thinking: int, other: int
) -> Iterator[tuple[Any, ...]]:
    """One row per answer; the questions are gathered in `questions`, each once for all results that hold it."""
    for place, result in enumerate(results):
        columns = {name: result.answers[name].tolist() for name in result.answers.columns}
        for number in range(len(result.answers)):
            row = {name: _or_none(values[number]) for name, values in columns.items()}
            key = (row["question_id"], *(row[name] for name in _QUESTION_FIELDS[1:]))
            yield (
                place,
                questions.setdefault(key, len(questions)),
                _GRADES[row["grade"]],
                int(row["truncated"]),
                row["repeat"],
                row["confidence"],
                row["certainty"],
                _shortened(_without_thinking(row["response"], row["thinking"]), other),
                _shortened(row["thinking"], thinking),
                None if _is_in(row["response"], row["answer"], row["thinking"]) else _shortened(row["answer"], other),
                _shortened(row["judge_reply"], other),
                _shortened(row["reason"], other),
            )


def _or_none(value: Any) -> Any:
    return None if value != value else value


def _without_thinking(response: str | None, thinking: str | None) -> str | None:
    """The response with "…" where its thinking was: that has a place of its own."""
    if not response or not thinking or thinking not in response:
        return response
    return " … ".join(part.strip() for part in response.split(thinking, 1)).strip()


def _is_in(response: str | None, answer: str | None, thinking: str | None) -> bool:
    """Whether the judged answer is simply the response, or what follows its thinking, and need not be shown again."""
    whole = (response or "").strip()
    return answer == whole if thinking is None else bool(answer) and whole.endswith(str(answer))


def _shortened(text: str | None, longest: int) -> Text | None:
    if text is None or len(text) <= longest:
        return text
    head, tail = longest * 3 // 4, longest // 4
    return [text[:head], len(text) - head - tail, text[-tail:]]
