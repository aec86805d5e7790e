"""Graded answers, read into columns: one entry per response."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas

from codesimpleqa_tasks.answers import read_answer
from codesimpleqa_tasks.answers.rows import AnsweredRow, read_answered_rows
from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.prompts import Variant
from codesimpleqa_tasks.questions import Language
from codesimpleqa_tasks.questions.record import question_id

COLUMNS: dict[str, str] = {
    "run": "name of the run, unique among the runs that were read together",
    "question_id": "id of the question, the same in every run on the same data",
    "language": '"en" or "zh"',
    "variant": '"chat", "thinking", "base" or "calibration"',
    "domain": "main domain, one of the 21 (or what the file says)",
    "programming_language": 'as the benchmark spells it; "others" for none in particular',
    "question": "text of the question",
    "gold": "the reference answer",
    "response": "what the model wrote, whole; missing where the response never came",
    "thinking": "the thinking in the response; missing where there was none",
    "answer": "what was judged: the response without its thinking; empty where there was no answer",
    "grade": '"CORRECT", "INCORRECT", "NOT_ATTEMPTED" or "UNGRADED"',
    "judge_reply": "what the judge said",
    "certainty": "the judge's certainty, 0 to 1; NaN where it gave none",
    "confidence": "the model's stated confidence, 0 to 100; NaN where it gave none",
    "truncated": "True if the response was cut off inside its thinking",
    "reason": "for UNGRADED: why there is no grade; else missing",
    "repeat": "number of the response to this question in this run, from 0",
}
"""The columns of the answers frame, in their order, with their meaning."""

TEXT: Any = "str" if int(pandas.__version__.partition(".")[0]) >= 3 else object
"""The dtype of text columns: before pandas 3, "str" would turn what is missing into the text "None"."""

_GRADES = {grade.value for grade in Grade}


@dataclass
class AnswerColumns:
    """The answers frame (without "run") while it is being filled."""

    columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in COLUMNS if name != "run"})
    _copies: dict[tuple[str, str], int] = field(default_factory=dict)

    def add_question(
        self,
        fields: Mapping[str, Any],
        responses: Sequence[str | None],
        judged: Mapping[str, Sequence[Any]],
        where: str,
    ) -> None:
        """Add one question with its responses and what came of judging them.

        `fields` are the columns that belong to the question; where "question_id" is None the id is made from
        question and answer. `judged` has, one entry for each response, "grade" and optionally "judge_reply", "answer",
        "truncated", "certainty", "confidence" and "reason"; what is not there is read from the response.

        Raises InputError if a grade is none of the four, if a number is none, or if responses and grades differ in
        number.
        """
        number = len(responses)
        if len(judged["grade"]) != number:
            found = f"{counted(number, 'response')} but {counted(len(judged['grade']), 'grade')}"
            raise InputError(f"{where}: {found}; the row is damaged.")
        for grade in judged["grade"]:
            if not isinstance(grade, str) or grade not in _GRADES:
                raise InputError(f"{where}: the grade is {grade!r}; it must be one of {', '.join(Grade)}.")
        for name in ("certainty", "confidence"):
            for value in judged.get(name, ()):
                if value is not None and (not isinstance(value, int | float) or isinstance(value, bool)):
                    raise InputError(f'{where}, "{name}": found {value!r}; it must be a number or null.')
        columns, missing = self.columns, (None,) * number
        for name, value in fields.items():
            columns[name].extend((value,) * number)
        if fields["question_id"] is None:
            columns["question_id"][-number:] = (self._made_id(fields),) * number
        columns["response"].extend(responses)
        columns["grade"].extend(judged["grade"])
        for name in ("judge_reply", "reason"):
            columns[name].extend(map(_text, judged.get(name, missing)))
        columns["certainty"].extend(judged.get("certainty", missing))
        columns["repeat"].extend(range(number))
        answers = judged.get("answer", missing)
        if list(responses) == list(answers) and not {"truncated", "confidence"} - set(judged):
            columns["thinking"].extend(missing)  # the answer is the whole response: nothing is left to be read from it
            columns["answer"].extend(answers)
            columns["truncated"].extend(map(bool, judged["truncated"]))
            columns["confidence"].extend(judged["confidence"])
            return
        read = [read_answer(response, Variant(fields["variant"])) for response in responses]
        columns["thinking"].extend(answer.thinking for answer in read)
        columns["answer"].extend(r.text if answer is None else _text(answer) for r, answer in zip(read, answers))
        columns["truncated"].extend(map(bool, judged.get("truncated", [answer.truncated for answer in read])))
        columns["confidence"].extend(judged.get("confidence", [answer.confidence for answer in read]))

    def _made_id(self, fields: Mapping[str, Any]) -> str:
        # The same in every file on the same data, copies of a question included: their order gives the ordinal.
        content = Language(fields["language"]), fields["question"], fields["gold"]
        key = question_id(*content), fields["variant"]
        self._copies[key] = self._copies.get(key, 0) + 1
        return question_id(*content, self._copies[key])

    def frame(self) -> pandas.DataFrame:
        """The columns as a frame. Lone surrogates, which no encoding can write, become U+FFFD."""
        numbers = {name: pandas.array(self.columns[name], dtype="float64") for name in ("certainty", "confidence")}
        texts = {
            name: _writable(values)
            for name, values in self.columns.items()
            if name not in (*numbers, "truncated", "repeat")
        }
        typed: dict[str, Any] = {name: pandas.Series(values, dtype=TEXT) for name, values in texts.items()}
        typed |= {name: pandas.Series(values) for name, values in numbers.items()}
        typed["truncated"] = pandas.Series(self.columns["truncated"], dtype="bool")
        typed["repeat"] = pandas.Series(self.columns["repeat"], dtype="int64")
        return pandas.DataFrame({name: typed[name] for name in self.columns})


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _writable(values: list[Any]) -> list[Any]:
    try:
        "".join(value for value in values if value is not None).encode()
    except UnicodeEncodeError:
        return [value if value is None else without_surrogates(value) for value in values]
    return values


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for every half of a surrogate pair that stands alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@dataclass(frozen=True)
class GradedFile:
    """What a file of graded rows holds. `regraded` says that the grades are those of `codesimpleqa grade`, not of
    the harness run that wrote the responses; `model` is the name that the rows themselves give, if any."""

    answers: pandas.DataFrame
    questions: int
    regraded: bool
    model: str | None


def read_graded_rows(path: Path) -> GradedFile:
    """Read an lm-eval sample file of ours, an OpenCompass result file, or the output of `codesimpleqa grade`.

    Raises InputError, with file and line, for what cannot be read; for rows without grades it names the command
    that gives them.
    """
    columns = AnswerColumns()
    is_result = path.suffix == ".json"
    questions = 0
    regraded = False
    model: str | None = None
    for number, answered in enumerate(read_answered_rows(path), start=1):
        where = f"{path}, row {number}"
        row = answered.row
        regraded = regraded or ("grade" in row and not is_result)
        if number == 1 and isinstance(row.get("model"), str):
            model = row["model"]
        columns.add_question(_fields(answered), answered.responses, _judged(answered, is_result, path, where), where)
        questions += 1
    return GradedFile(columns.frame(), questions, regraded, model)


def _fields(answered: AnsweredRow) -> dict[str, Any]:
    row = answered.row
    source = next((row[key] for key in ("doc", "gold") if isinstance(row.get(key), dict)), row)
    given = source.get("id")
    return {
        "question_id": given if isinstance(given, str) and given.strip() else None,
        "language": answered.language.value,
        "variant": answered.variant.value,
        "domain": answered.domain,
        "programming_language": answered.programming_language,
        "question": answered.question,
        "gold": answered.gold,
    }


_KEPT_LISTS = {
    "grades": "grade",
    "answers": "answer",
    "judge_replies": "judge_reply",
    "truncated": "truncated",
    "confidences": "confidence",
    "certainties": "certainty",
    "reasons": "reason",
}
"""The lists in an lm-eval sample's "questions" value, and what one entry of each is."""


_RESULT_KEYS = ("grade", "judge_reply", "answer", "truncated", "confidence", "certainty", "reason")
"""What a question in an OpenCompass result holds, one entry for each response."""
_GRADE_KEYS = ("grade", "judge_reply")
"""What `codesimpleqa grade` adds to a row. Whatever else a row says of its judging may be of an earlier one."""


def _judged(answered: AnsweredRow, is_result: bool, path: Path, where: str) -> dict[str, Sequence[Any]]:
    """What a row says of judging its responses: lists of one length, by the name of their column."""
    row = answered.row
    if "grade" in row:
        lists = {key: _as_list(row[key]) for key in (_RESULT_KEYS if is_result else _GRADE_KEYS) if key in row}
        return {key: values for key, values in lists.items() if len(values) == len(lists["grade"])}
    judged = row.get("questions")
    if not isinstance(judged, dict) or not isinstance(judged.get("grades"), list):
        raise InputError(
            f"{where}: no grade. Grade the file first: codesimpleqa grade {path} -o {path.stem}-graded.jsonl"
        )
    number = len(judged["grades"])
    found: dict[str, Sequence[Any]] = {}
    for key, name in _KEPT_LISTS.items():
        values = judged.get(key)
        if isinstance(values, list):
            if len(values) != number:
                raise InputError(f'{where}: the lists in "questions" differ in length; the row is damaged.')
            found[name] = values
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
