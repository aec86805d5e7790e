"""Where questions come from: the built-in set, a JSONL file, the official file, a Hugging Face dataset."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import logging
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_jsonl
from codesimpleqa_tasks.questions import official
from codesimpleqa_tasks.questions.record import Question, question_from_record, question_id
from codesimpleqa_tasks.questions.taxonomy import Language

log = logging.getLogger("codesimpleqa")

BUILTIN = "builtin"
OFFICIAL = "official"
_BUILTIN_FOLDER = Path(__file__).parent / "builtin"
_HUB_PREFIX = "hf:"
_HUB_ID = re.compile(r"[\w.-]+/[\w.-]+")


@dataclasses.dataclass(frozen=True)
class QuestionSet:
    """Questions with what identifies them in a result.

    `source` is what the user named ("builtin", "official", a path, a dataset id); `sha256` is a hash
    of the questions themselves, the same whatever file or format they came from.
    """

    source: str
    questions: tuple[Question, ...]
    sha256: str
    version: str | None = None

    def in_language(self, language: Language) -> QuestionSet:
        """The questions in one language, under the source and hash of the whole set.

        Raises InputError if there is none.
        """
        chosen = tuple(q for q in self.questions if q.language is language)
        if not chosen:
            raise InputError(
                f"{self.source}: holds no {language.title} questions. "
                f"Run only the tasks of the languages that it has, or name other data."
            )
        return dataclasses.replace(self, questions=chosen)


def load_questions(data: str = BUILTIN) -> QuestionSet:
    """The questions that `data` names.

    `data` is "builtin", "official", the path of a JSONL file in the published schema or ours, or a
    Hugging Face dataset id ("owner/name", or "hf:NAME" where that could be taken for a path, each
    with an optional "#split").

    Raises InputError if there is no such source or anything in it cannot be used.
    """
    if data == BUILTIN:
        return builtin_questions()
    if data == OFFICIAL:
        return question_set(OFFICIAL, official.official_questions(), version=official.COMMIT)
    if data.startswith(_HUB_PREFIX):
        return question_set(data, _hub_questions(data.removeprefix(_HUB_PREFIX)))
    path = Path(data).expanduser()
    if path.exists() or path.suffix in {".jsonl", ".json"}:
        return question_set(data, _file_questions(path))
    if _HUB_ID.fullmatch(data.partition("#")[0]):
        return question_set(data, _hub_questions(data))
    raise InputError(
        f"{data!r} names no questions: there is no such file (looked from {Path.cwd()}). Give 'builtin', "
        f"'official', the path of a JSONL file, or a Hugging Face dataset id (owner/name)."
    )


@lru_cache(maxsize=1)
def builtin_questions() -> QuestionSet:
    """The questions that ship with the package, with evidence and sources."""
    questions = (question for path in builtin_files() for question in _file_questions(path))
    return question_set(BUILTIN, questions, version=BUILTIN_VERSION)


BUILTIN_VERSION = "1.0"
"""Version of the built-in questions; raised with every change of a question or an answer."""


@lru_cache(maxsize=1)
def fewshot_questions() -> tuple[Question, ...]:
    """The worked examples for base models, five per language; they are never scored."""
    return tuple(_file_questions(_BUILTIN_FOLDER / "fewshot.jsonl"))


def question_set(source: str, questions: Iterable[Question], version: str | None = None) -> QuestionSet:
    """A set with unique ids: copies of a question that is already there get the ordinal of their occurrence.

    Warns of copies. Raises InputError if there are no questions, or if two different questions claim one id.
    """
    seen: dict[str, int] = {}
    by_id: dict[str, Question] = {}
    unique: list[Question] = []
    for question in questions:
        occurrence = seen.get(question.id, 0) + 1
        seen[question.id] = occurrence
        if occurrence > 1:
            first = by_id[question.id]
            if (first.question, first.answer) != (question.question, question.answer):
                raise InputError(f"{source}: two different questions have the id {question.id!r}; ids must be unique.")
            question = dataclasses.replace(
                question, id=question_id(question.language, question.question, question.answer, occurrence)
            )
        by_id.setdefault(question.id, question)
        unique.append(question)
    if not unique:
        raise InputError(f"{source}: holds no questions.")
    copies = sum(n - 1 for n in seen.values())
    if copies:
        said = counted(copies, "exact copy of an earlier question", "exact copies of earlier questions")
        log.warning("%s: %s; each copy is scored.", source, said)
    return QuestionSet(source, tuple(unique), _sha256(unique), version)


def _sha256(questions: Iterable[Question]) -> str:
    digest = hashlib.sha256()
    for q in questions:
        scored = (q.id, q.language.value, q.question, q.answer, q.aliases, q.domain, q.programming_language)
        digest.update(json.dumps(scored, ensure_ascii=True).encode())
    return digest.hexdigest()


def builtin_files() -> list[Path]:
    """The files of the built-in questions, English and Chinese."""
    return [_BUILTIN_FOLDER / "en.jsonl", _BUILTIN_FOLDER / "zh.jsonl"]


def _file_questions(path: Path) -> Iterator[Question]:
    for number, record in read_jsonl(path):
        yield question_from_record(record, f"{path}, line {number}")


def _hub_questions(name: str) -> Iterator[Question]:
    name, _, split = name.partition("#")
    try:
        import datasets
    except ImportError:
        raise InputError(
            f"{name}: reading a Hugging Face dataset needs the package 'datasets'; "
            f"pip install 'codesimpleqa-tasks[lm-eval]' brings it."
        ) from None
    try:
        loaded = datasets.load_dataset(name)
    except Exception as error:  # the library raises its own, the hub's and the network's errors
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise InputError(
            f"{name}: the Hugging Face dataset cannot be loaded ({first_line}). Check the name and the "
            f"network, or download it and give the path of a JSONL file."
        ) from None
    split = split or ("test" if "test" in loaded else next(iter(loaded)) if len(loaded) == 1 else "")
    if split not in loaded:
        raise InputError(f"{name}: choose a split of {', '.join(loaded)}: {name}#SPLIT.")
    for number, record in enumerate(loaded[split], start=1):
        yield question_from_record(record, f"{name}#{split}, row {number}")
