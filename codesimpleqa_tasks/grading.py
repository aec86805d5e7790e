"""Grading a file of answers: rows in, the same rows with their grades out, in flat memory."""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tqdm import tqdm

from codesimpleqa_tasks.answers import Answer, read_answer
from codesimpleqa_tasks.answers.rows import AnsweredRow, other_than_jsonl, read_answered_rows
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import dumped, written_atomically
from codesimpleqa_tasks.judging import Candidate, Grade, Judge, Judgement, grade_answers
from codesimpleqa_tasks.judging.notices import announce_judge
from codesimpleqa_tasks.scoring import GradedQuestion, Score

log = logging.getLogger("codesimpleqa")


@dataclass
class Outcome:
    """What came of grading a file."""

    score: Score = field(default_factory=Score)
    answers: int = 0
    truncated: int = 0
    ungraded_reasons: Counter[str] = field(default_factory=Counter)


def grade_file(source: Path, target: Path, judge: Judge) -> Outcome:
    """Grade every response in `source` and write its rows, each with "grade" and "judge_reply", to `target`.

    The whole of `source` is checked before the judge is announced and asked anything; `target` is replaced only when
    all is done. A row whose response was a list gets lists.

    Raises InputError with file and line for input that cannot be graded, or if `target` cannot be written.
    """
    _refuse_to_change_format(source, target)
    rows, answers, nulls = _counted(source)
    if nulls:
        log.warning("%s: responses that are null, counted as empty answers (NOT_ATTEMPTED): %d.", source, nulls)
    outcome = Outcome()
    with written_atomically(target) as stream:
        announce_judge(judge)
        waiting: deque[tuple[AnsweredRow, list[Answer]]] = deque()

        def pairs() -> Iterator[tuple[Candidate, Answer]]:
            for row in read_answered_rows(source):
                given = [read_answer(response, row.variant) for response in row.responses]
                waiting.append((row, given))
                for answer in given:
                    yield Candidate(row.question, row.gold, answer.text, row.language, row.aliases), answer

        with closing(grade_answers(judge, pairs())) as arriving:  # closed: what has arrived is stored, come what may
            judgements = iter(tqdm(arriving, total=answers, desc="judging", delay=2, unit="answer"))
            for _ in range(rows):
                first = next(judgements)
                row, given = waiting.popleft()
                judged = [first, *islice(judgements, len(given) - 1)]
                _count(outcome, row, given, judged)
                stream.write(dumped(_graded(row, judged)) + "\n")
            assert next(judgements, None) is None  # lets the judge come to its end: all is stored, the bar is full
    return outcome


def _refuse_to_change_format(source: Path, target: Path) -> None:
    """Graded rows are JSONL: they cannot take the place of an input that is not."""
    for path in other_than_jsonl(source):
        if target.exists() and target.samefile(path):
            raise InputError(
                f"{target}: this is the input, a file of OpenCompass, which graded rows (JSONL) must not replace. "
                f"Name another file: -o {source.stem}-graded.jsonl"
            )


def _counted(source: Path) -> tuple[int, int, int]:
    """Check all rows; gives the numbers of rows, of responses and of responses that are null."""
    if source.exists() and not (source.is_file() or source.is_dir()):
        raise InputError(
            f"{source}: this is a pipe or a device, and answers are read twice. Write them to a file first."
        )
    rows = answers = nulls = 0
    for row in read_answered_rows(source):
        rows += 1
        answers += len(row.responses)
        nulls += row.responses.count(None)
    if not rows:
        raise InputError(f"{source}: holds no rows.")
    return rows, answers, nulls


def _graded(row: AnsweredRow, judged: list[Judgement]) -> dict[str, Any]:
    grades: list[str] = [j.grade.value for j in judged]
    replies: list[str] = [j.reply or j.reason or "" for j in judged]
    if row.is_list:
        return row.row | {"grade": grades, "judge_reply": replies}
    return row.row | {"grade": grades[0], "judge_reply": replies[0]}


def _count(outcome: Outcome, row: AnsweredRow, given: list[Answer], judged: list[Judgement]) -> None:
    outcome.score.add(
        GradedQuestion(tuple(j.grade for j in judged), row.language.value, row.domain, row.programming_language)
    )
    outcome.answers += len(given)
    outcome.truncated += sum(answer.truncated for answer in given)
    outcome.ungraded_reasons.update(j.reason or "no reason given" for j in judged if j.grade is Grade.UNGRADED)
