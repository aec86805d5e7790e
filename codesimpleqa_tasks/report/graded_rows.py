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
        records: Sequence[Mapping[str, Any]],
        where: str,
    ) -> None:
        """Add one question with its responses, each with the record of its judging.

        `fields` are the columns that belong to the question; where "question_id" is None the id is made from
        question and answer. A record has "grade" and "judge_reply", and optionally "answer", "truncated",
        "certainty", "confidence" and "reason"; what is not there is read from the response.

        Raises InputError if a grade is none of the four, or if records and responses differ in number.
        """
        if len(records) != len(responses):
            raise InputError(f"{where}: {len(responses)} responses but {len(records)} grades; the row is damaged.")
        fields = dict(fields)
        if fields["question_id"] is None:
            fields["question_id"] = self._made_id(fields)
        variant = Variant(fields["variant"])
        columns = self.columns
        for repeat, (response, record) in enumerate(zip(responses, records)):
            if not isinstance(record["grade"], str) or record["grade"] not in _GRADES:
                raise InputError(f"{where}: the grade is {record['grade']!r}; it must be one of {', '.join(Grade)}.")
            for name, value in fields.items():
                columns[name].append(value)
            read = read_answer(response, variant)
            columns["response"].append(response)
            columns["thinking"].append(read.thinking)
            answer = record.get("answer")
            columns["answer"].append(read.text if answer is None else _text(answer))
            columns["grade"].append(record["grade"])
            columns["judge_reply"].append(_text(record.get("judge_reply")))
            columns["certainty"].append(_number(record.get("certainty"), f'{where}, "certainty"'))
            columns["confidence"].append(_number(record.get("confidence", read.confidence), f'{where}, "confidence"'))
            columns["truncated"].append(bool(record["truncated"]) if "truncated" in record else read.truncated)
            columns["reason"].append(_text(record.get("reason")))
            columns["repeat"].append(repeat)

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


def _number(value: Any, where: str) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise InputError(f"{where}: found {value!r}; it must be a number or null.")


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
        columns.add_question(_fields(answered), answered.responses, _records(answered, is_result, path, where), where)
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


def _records(answered: AnsweredRow, is_result: bool, path: Path, where: str) -> list[dict[str, Any]]:
    row = answered.row
    if "grade" in row:
        lists = {key: _as_list(row[key]) for key in (_RESULT_KEYS if is_result else _GRADE_KEYS) if key in row}
        lists = {key: values for key, values in lists.items() if len(values) == len(lists["grade"])}
        return [dict(zip(lists, values)) for values in zip(*lists.values())]
    judged = row.get("questions")
    if not isinstance(judged, dict) or not isinstance(judged.get("grades"), list):
        raise InputError(
            f"{where}: no grade. Grade the file first: codesimpleqa grade {path} -o {path.stem}-graded.jsonl"
        )
    lists = {name: judged[key] for key, name in _KEPT_LISTS.items() if isinstance(judged.get(key), list)}
    lengths = {len(values) for values in lists.values()}
    if lengths != {len(judged["grades"])}:
        raise InputError(f'{where}: the lists in "questions" differ in length; the row is damaged.')
    return [dict(zip(lists, values)) for values in zip(*lists.values())]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
