"""The rules for a question file that a program can hold, each small and named."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from codesimpleqa_tasks.counts import counted
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.jsonl import read_jsonl
from codesimpleqa_tasks.questions.record import Question, question_from_record
from codesimpleqa_tasks.questions.similarity import Wordings
from codesimpleqa_tasks.questions.taxonomy import Language

MOST_ANSWER_WORDS = 64
MOST_QUESTION_WORDS = 120
SAME = 0.95
"""Similarity from which two questions are the same whatever their answers."""
DIFFICULTIES = ("easy", "medium", "hard")

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")
_YES_OR_NO = frozenset(
    [
        "yes",
        "no",
        "y",
        "n",
        "是",
        "否",
        "对",
        "错",
        "不是",
        "是的",
        "正确",
        "错误",
        "有",
        "没有",
        "能",
        "不能",
        "可以",
        "不可以",
        "会",
        "不会",
    ]
)


@dataclasses.dataclass(frozen=True)
class Finding:
    """What is wrong in one line of a question file. `serious` is False for what only lessens the question's worth."""

    line: int
    rule: str
    message: str
    serious: bool = True


Rule = Callable[[Question], Iterator[str]]
"""Yields a message for every way in which a question breaks the rule."""


def validate(path: Path, against: Iterable[tuple[str, Iterable[Question]]] = ()) -> tuple[int, list[Finding]]:
    """The number of questions in a file and all findings, by line.

    `against` names other sets whose questions the file must not repeat, as (name, questions).

    Raises InputError only if the file cannot be read as JSONL at all.
    """
    findings: list[Finding] = []
    ids: dict[str, int] = {}
    own = _Asked("line")
    others = [_Asked(name, questions) for name, questions in against]
    count = 0
    for line, record in read_jsonl(path):
        count += 1
        try:
            question = question_from_record(record, f"line {line}")
        except InputError as error:
            findings.append(Finding(line, "schema", str(error).partition(": ")[2]))
            continue
        findings += _broken_rules(line, question)
        if question.id in ids:
            findings.append(Finding(line, "duplicate", f"the id {question.id!r} stands in line {ids[question.id]} too"))
        ids.setdefault(question.id, line)
        for asked in (own, *others):
            findings += asked.findings(line, question)
        own.add(question, f"line {line}")
    return count, findings


class _Asked:
    """Questions that were asked already, by language."""

    def __init__(self, name: str, questions: Iterable[Question] = ()) -> None:
        self._wordings = {language: Wordings(language) for language in Language}
        self._questions: dict[Language, list[tuple[Question, str]]] = {language: [] for language in Language}
        for question in questions:
            self.add(question, name)

    def add(self, question: Question, place: str) -> None:
        """Take one more; `place` is how a finding names it."""
        self._wordings[question.language].add(question.question)
        self._questions[question.language].append((question, place))

    def findings(self, line: int, question: Question) -> Iterator[Finding]:
        """The questions that a new one repeats: serious if they accept the same answer too, or are all but the same."""
        for score, number in self._wordings[question.language].near(question.question):
            other, place = self._questions[question.language][number]
            same_answer = bool({*map(folded, _accepted(question))} & {*map(folded, _accepted(other))})
            message = f"asks nearly the same as {place} ({score:.2f}): {other.question}"
            yield Finding(line, "duplicate", message, serious=same_answer or score >= SAME)


def _broken_rules(line: int, question: Question) -> Iterator[Finding]:
    for serious, rules in ((True, RULES), (False, ADVICE)):
        for name, rule in rules.items():
            for message in rule(question):
                yield Finding(line, name, message, serious)


def folded(text: str) -> str:
    """A text without the differences of width, case, quotes and spacing."""
    return re.sub(r"[\s`'\"“”‘’]+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


def stands_in(form: str, text: str) -> bool:
    """True if a form stands in a text as a whole: not inside a longer word or number."""
    needle = folded(form)
    if not needle:
        return False
    before = r"(?<![a-z0-9_])" if re.match(r"[a-z0-9_]", needle) else ""
    after = r"(?![a-z0-9_])" if re.search(r"[a-z0-9_]$", needle) else ""
    return re.search(before + re.escape(needle) + after, folded(text)) is not None


def _accepted(question: Question) -> tuple[str, ...]:
    return (question.answer, *question.aliases)


def _exact(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def language_of_wording(question: Question) -> Iterator[str]:
    """A Chinese question is written in Han characters, an English one is not."""
    if bool(_HAN.search(question.question)) != (question.language is Language.CHINESE):
        yield f"the language is {question.language.value}, the question is not in it"


def is_a_question(question: Question) -> Iterator[str]:
    """It ends with a question mark."""
    if not question.question.rstrip().endswith(("?", "？")):
        yield "the question does not end with a question mark"


def lengths(question: Question) -> Iterator[str]:
    """At most 64 words in an answer, 120 in a question; a Han character counts as one."""
    for name, text, most in (
        ("question", question.question, MOST_QUESTION_WORDS),
        *(("answer or alias", form, MOST_ANSWER_WORDS) for form in _accepted(question)),
    ):
        if (words := len(_WORD.findall(text))) > most:
            yield f"the {name} has {words} words; the most is {most}"


def no_yes_or_no(question: Question) -> Iterator[str]:
    """No question is answered by yes or no: half of them would be guessed."""
    if folded(question.answer).strip(" .!。") in _YES_OR_NO:
        yield f"the answer is {question.answer!r}: half of all yes-or-no questions are guessed"


def answer_not_given_away(question: Question) -> Iterator[str]:
    """The answer does not stand in the question."""
    if stands_in(question.answer, question.question):
        yield f"the answer {question.answer!r} stands in the question"


def aliases_differ(question: Question) -> Iterator[str]:
    """No accepted form is given twice."""
    seen: set[str] = set()
    for form in map(_exact, _accepted(question)):
        if form in seen:
            yield f"the accepted form {form!r} is given twice"
        seen.add(form)


def distractors_are_wrong(question: Question) -> Iterator[str]:
    """No distractor is an accepted form or holds one."""
    for distractor in question.distractors:
        for form in _accepted(question):
            if _exact(distractor) == _exact(form):
                yield f"the distractor {distractor!r} is an accepted form"
            elif folded(distractor) != folded(form) and stands_in(form, distractor):
                yield f"the distractor {distractor!r} holds the accepted form {form!r}"


def evidence_states_the_answer(question: Question) -> Iterator[str]:
    """Where evidence is given, the answer stands in it."""
    if question.evidence is not None and folded(question.answer) not in folded(question.evidence):
        yield f"the answer {question.answer!r} does not stand in the evidence"


def difficulty_is_known(question: Question) -> Iterator[str]:
    """Where a difficulty is given, it is easy, medium or hard."""
    if question.difficulty is not None and question.difficulty not in DIFFICULTIES:
        yield f"the difficulty is {question.difficulty!r}; it must be one of {', '.join(DIFFICULTIES)}"


def is_backed(question: Question) -> Iterator[str]:
    """A question names its source and states its evidence."""
    missing = [name for name in ("source", "evidence") if not getattr(question, name)]
    if missing:
        yield f"no {' and no '.join(missing)}: nobody can look the answer up"


def has_distractors(question: Question) -> Iterator[str]:
    """Two distractors and more, so that judges can be tested with the question."""
    if len(question.distractors) < 2:
        yield f"{counted(len(question.distractors), 'distractor')}; two or three make it a test for judges"


def short_answer(question: Question) -> Iterator[str]:
    """As a rule an answer has under eight words (Han characters: 24)."""
    words = len(_WORD.findall(question.answer))
    most = 24 if _HAN.search(question.answer) else 8
    if words > most:
        yield f"the answer has {words} words; short answers are judged more surely"


RULES: dict[str, Rule] = {
    "language": language_of_wording,
    "question mark": is_a_question,
    "length": lengths,
    "yes or no": no_yes_or_no,
    "given away": answer_not_given_away,
    "aliases": aliases_differ,
    "distractors": distractors_are_wrong,
    "evidence": evidence_states_the_answer,
    "difficulty": difficulty_is_known,
}
"""What no question may break."""

ADVICE: dict[str, Rule] = {"backing": is_backed, "few distractors": has_distractors, "long answer": short_answer}
"""What makes a question worth more."""
