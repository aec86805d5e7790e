"""How well a judge agrees with careful graders: on any file of answers whose grades are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import nan, sqrt
from pathlib import Path
from typing import Any

from codesimpleqa_tasks.answers import Answer, read_answer
from codesimpleqa_tasks.answers.rows import AnsweredRow, read_answered_rows
from codesimpleqa_tasks.errors import InputError
from codesimpleqa_tasks.judging.grade import Candidate, Grade
from codesimpleqa_tasks.judging.judge import Judge, grade_answers
from codesimpleqa_tasks.judging.kappa import cohen_kappa

LABELS = (Grade.CORRECT, Grade.INCORRECT, Grade.NOT_ATTEMPTED)
"""The grades that a label may be."""

NO_STYLE = ""
"""The style of a row that names none."""


@dataclass(frozen=True)
class Labelled:
    """An answer with the grade that careful graders gave it. `style` says how the answer was made ("" where the file
    does not)."""

    candidate: Candidate
    answer: Answer
    response: str
    label: Grade
    style: str


@dataclass(frozen=True)
class Compared:
    """What a judge made of a labelled answer. `certainty` lies between 0 and 1, or is None if the judge gives none."""

    labelled: Labelled
    grade: Grade
    reply: str
    certainty: float | None

    @property
    def agrees(self) -> bool:
        """True if the judge gave the grade of the label."""
        return self.grade is self.labelled.label


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with the ends of its 95 % interval, all as shares of 1; NaN where `whole` is 0."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself."""
        return self.part / self.whole if self.whole else nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927, JASA 22:209): it stays inside 0 and 1 and has a width at both ends."""
        if not self.whole:
            return nan, nan
        z, n, p = 1.959964, self.whole, self.value
        centre, spread = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (centre - spread) / (1 + z * z / n)), min(1.0, (centre + spread) / (1 + z * z / n))


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled answers of a file: rows as `codesimpleqa grade` takes them, each with a "grade" (a list of grades
    where the response is a list) and optionally a "style".

    Raises InputError with file and line for a row that cannot be graded or has no valid label.
    """
    found = []
    for number, row in enumerate(read_answered_rows(path), start=1):
        style = row.row.get("style") or NO_STYLE
        for response, label in zip(row.responses, _labels(row, f"{path}, row {number}"), strict=True):
            answer = read_answer(response, row.variant)
            candidate = Candidate(row.question, row.gold, answer.text, row.language, row.aliases)
            found.append(Labelled(candidate, answer, response or "", label, str(style)))
    if not found:
        raise InputError(f"{path}: holds no rows.")
    return found


def _labels(row: AnsweredRow, where: str) -> list[Grade]:
    given = row.row.get("grade")
    values: list[Any] = given if isinstance(given, list) else [given]
    if len(values) != len(row.responses):
        raise InputError(f'{where}: "grade" must hold one grade for each response ({len(row.responses)}).')
    labels = []
    for value in values:
        name = value.strip().upper().replace(" ", "_") if isinstance(value, str) else None
        if name not in {label.value for label in LABELS}:
            allowed = ", ".join(label.value for label in LABELS)
            raise InputError(f'{where}: "grade" is {value!r}; a label must be one of {allowed}.')
        labels.append(Grade(name))
    return labels


def compare(judge: Judge, labelled: Iterable[Labelled]) -> Iterator[Compared]:
    """Let a judge grade labelled answers, in their order."""
    waiting: list[Labelled] = []

    def pairs() -> Iterator[tuple[Candidate, Answer]]:
        for row in labelled:
            waiting.append(row)
            yield row.candidate, row.answer

    for judgement in grade_answers(judge, pairs()):
        reply = judgement.reply or judgement.reason or ""
        yield Compared(waiting.pop(0), judgement.grade, reply, judgement.certainty)


class Agreement:
    """The figures of a comparison. What the judge left UNGRADED counts in `ungraded` alone, not as a disagreement."""

    def __init__(self, compared: Iterable[Compared]) -> None:
        self.all = list(compared)
        self.graded = [c for c in self.all if c.grade is not Grade.UNGRADED]
        self.ungraded = len(self.all) - len(self.graded)

    @property
    def agreement(self) -> Share:
        """How many answers the judge graded as their labels say."""
        return _agreement(self.graded)

    @property
    def false_correct(self) -> Share:
        """How many of the answers whose label is not CORRECT the judge took for CORRECT."""
        wrong = [c for c in self.graded if c.labelled.label is not Grade.CORRECT]
        return Share(sum(c.grade is Grade.CORRECT for c in wrong), len(wrong))

    @property
    def missed_correct(self) -> Share:
        """How many of the answers whose label is CORRECT the judge did not take for CORRECT."""
        right = [c for c in self.graded if c.labelled.label is Grade.CORRECT]
        return Share(sum(c.grade is not Grade.CORRECT for c in right), len(right))

    @property
    def certain_half(self) -> Share | None:
        """Agreement on the half of the answers that the judge is most certain of; None if it gives no certainties.

        Where the cut falls among equal certainties, those at the cut count in proportion, rounded down.
        """
        certain = [(c.certainty, c.agrees) for c in self.graded if c.certainty is not None]
        if not certain or len(certain) < len(self.graded):
            return None
        half = max(1, len(certain) // 2)
        cut = sorted((certainty for certainty, _ in certain), reverse=True)[half - 1]
        above = [agrees for certainty, agrees in certain if certainty > cut]
        at = [agrees for certainty, agrees in certain if certainty == cut]
        return Share(sum(above) + int((half - len(above)) * sum(at) / len(at)), half)

    @property
    def confusion(self) -> Counter[tuple[Grade, Grade]]:
        """How often each (label, grade) came; grades of UNGRADED included."""
        return Counter((c.labelled.label, c.grade) for c in self.all)

    @property
    def kappa(self) -> float:
        """Cohen's kappa: agreement beyond what the two sets of grades would have by chance (Cohen 1960, Educational and
        Psychological Measurement 20:37). 1 is perfect; NaN where one grade is all there is."""
        return self._kappa()[0]

    @property
    def kappa_interval(self) -> tuple[float, float]:
        """The ends of a 95 % interval of kappa, from Cohen's standard error."""
        kappa, error = self._kappa()
        return max(-1.0, kappa - 1.959964 * error), min(1.0, kappa + 1.959964 * error)

    def _kappa(self) -> tuple[float, float]:
        n = len(self.graded)
        kappa = cohen_kappa(Counter((c.labelled.label, c.grade) for c in self.graded))
        observed = self.agreement.value
        if kappa != kappa or observed == 1:
            return kappa, 0.0
        # kappa = (observed - chance) / (1 - chance), so that 1 - chance is (1 - observed) / (1 - kappa)
        return kappa, sqrt(observed * (1 - observed) / n) * (1 - kappa) / (1 - observed)

    @property
    def by_style(self) -> dict[str, Share]:
        """Agreement by style, in the order of their names; empty if the file names none."""
        styles = _grouped(self.graded, lambda c: c.labelled.style)
        return {} if list(styles) == [NO_STYLE] else styles

    @property
    def by_language(self) -> dict[str, Share]:
        """Agreement by language."""
        return _grouped(self.graded, lambda c: c.labelled.candidate.language.value)

    @property
    def disagreements(self) -> list[Compared]:
        """The answers that the judge graded otherwise than their labels say, in the order of the file."""
        return [c for c in self.graded if not c.agrees]

    def as_dict(self) -> dict[str, Any]:
        """All figures, for JSON: shares of 1, with "interval_95"; confusion as label to grade to count."""
        confusion = self.confusion
        certain = self.certain_half
        return {
            "answers": len(self.all),
            "ungraded": self.ungraded,
            "agreement": _share_as_dict(self.agreement),
            "kappa": {"value": self.kappa, "interval_95": list(self.kappa_interval)},
            "false_correct": _share_as_dict(self.false_correct),
            "missed_correct": _share_as_dict(self.missed_correct),
            "certain_half": _share_as_dict(certain) if certain else None,
            "confusion": {
                label.value: {grade.value: confusion[label, grade] for grade in Grade if confusion[label, grade]}
                for label in LABELS
            },
            "by_style": {name: _share_as_dict(share) for name, share in self.by_style.items()},
            "by_language": {name: _share_as_dict(share) for name, share in self.by_language.items()},
            "disagreements": [_compared_as_dict(c) for c in self.disagreements],
        }


def _agreement(compared: Iterable[Compared]) -> Share:
    flags = [c.agrees for c in compared]
    return Share(sum(flags), len(flags))


def _grouped(compared: Iterable[Compared], group: Callable[[Compared], str]) -> dict[str, Share]:
    groups: dict[str, list[Compared]] = {}
    for one in compared:
        groups.setdefault(group(one), []).append(one)
    return {name: _agreement(groups[name]) for name in sorted(groups)}


def _share_as_dict(share: Share) -> dict[str, Any]:
    return {"value": share.value, "part": share.part, "whole": share.whole, "interval_95": list(share.interval)}


def _compared_as_dict(compared: Compared) -> dict[str, Any]:
    labelled = compared.labelled
    return {
        "question": labelled.candidate.question,
        "answer": labelled.candidate.gold,
        "response": labelled.response,
        "label": labelled.label.value,
        "grade": compared.grade.value,
        "style": labelled.style,
        "judge_reply": compared.reply,
        "certainty": compared.certainty,
    }
