"""Rule: where the gold is a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.atoms import plain_number
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.quantities import Quantity, quantities_in, same
from codesimpleqa_tasks.judging.rule.stance import Reading, Stance, read_stance, sentence_at


def quantity(case: Case) -> Finding | None:
    """Where the gold is a number, perhaps with a unit, the first number that the answer commits to must be worth the same."""
    wanted = case.gold.quantity
    if wanted is None:
        return None
    numbers = [
        _Number(q, start, end, read_stance(case.text, case.sentences, start, end))
        for q, start, end in quantities_in(case.answer)
    ]
    for number in numbers:
        if number.taken_back and same(wanted, number.quantity):
            return Finding(Grade.INCORRECT, 0.85, f'denies the gold: {case.gold.written} ("{number.reading.cue}")')
    standing = [number for number in numbers if not number.taken_back]
    if not any(same(wanted, number.quantity) for number in standing):
        return None
    chosen = _chosen(case, standing, wanted)
    if chosen is None:
        return None
    written = case.text[chosen.start : chosen.end]
    if not same(wanted, chosen.quantity):
        return Finding(
            Grade.INCORRECT, 0.6, f"gives {written}, and the number of the gold only beside it: {case.gold.written}"
        )
    if _is_one_of_two(chosen.reading) or _OR_NUMBER.match(case.text[chosen.end : chosen.end + 24]):
        return Finding(Grade.INCORRECT, 0.8, f"offers the number of the gold or something else: {written}")
    certainty = 0.95 if sentence_at(case.sentences, chosen.start) == 0 else 0.8
    return Finding(Grade.CORRECT, certainty, f"gives the number of the gold: {written}")


def _is_one_of_two(reading: Reading) -> bool:
    return reading.stance is Stance.ALTERNATIVE and _CHOICE.search(reading.cue) is not None


_CHOICE = re.compile(r"\bor\b|\beither\b|或|要么|也(?:有)?可能")


@dataclass(frozen=True)
class _Number:
    """A number of an answer with its place and what is said of it."""

    quantity: Quantity
    start: int
    end: int
    reading: Reading

    @property
    def taken_back(self) -> bool:
        return self.reading.stance in (Stance.DENIED, Stance.CONCEDED)


_CONCLUDES = re.compile(
    r"(?:\b(?:so|therefore|thus|hence|i\.e\.,?|answer(?:\s+is)?:?|total(?:s|\s+is)?|sum(?:\s+is)?:?)|[=≈]|(?:所以|因此|故|即|答案|一共|总共|我取|应该?是|应为)[^，。；]{0,14}?)[\s*`\"\ue000]*$",
    re.IGNORECASE,
)
"""What stands before a number that is the conclusion of a calculation."""


_STATES = re.compile(
    r"(?:\b(?:is|are|was|gives?|makes?|leaves?|equals?|takes?|has|have|yields?|tends\s+to|leads?\s+to|results?\s+in|comes?\s+to"
    r"|adds?\s+up\s+to|sums?\s+to|keeps?|needs?)|(?<!因)为|是|得到?|合计|平均|值|剩|解|共|等于|有|变成|达到?)"
    r"\s*(?:a|an|the|about|only|exactly|just|at\s+(?:most|least)|of|约|大约|仅|只|最多|最少)?[\s*`\"]*$",
    re.IGNORECASE,
)
"""What stands before a number that a sentence is there to give."""


def _before(text: str, number: _Number) -> str:
    return text[max(0, number.start - 40) : number.start]


def _is_cued(text: str, number: _Number) -> bool:
    before = _before(text, number)
    return bool(_CONCLUDES.search(before) or _STATES.search(before))


def _chosen(case: Case, numbers: list[_Number], wanted: Quantity) -> _Number | None:
    """The number to which an answer commits itself: the first in bold, else the first that its sentences state or the
    last that they conclude with, else the first that the question does not hold; None if the gold's number stands in
    a longer accepted answer."""
    text, asked = case.text, case.gold.question_values
    in_bold = [
        n
        for n in numbers
        if "\ue000" in text[: n.start] and text.rfind("\ue000", 0, n.start) > text.rfind("\ue001", 0, n.start)
    ]
    if in_bold:
        return in_bold[0]
    cued = [n for n in numbers if _is_cued(text, n) and plain_number(text[n.start : n.end]) not in asked]
    if cued:
        # A calculation ends with its result, a statement begins with it.
        is_result = same(wanted, cued[-1].quantity) or _CONCLUDES.search(_before(text, cued[-1]))
        return cued[0] if same(wanted, cued[0].quantity) or not is_result else cued[-1]
    spelled = [(m.start, m.end) for m, r in case.mentions if r.stance is Stance.ASSERTED]
    for number in numbers:
        if same(wanted, number.quantity):
            return number
        if any(start <= number.start < end for start, end in spelled):
            return None
        written = text[number.start : number.end]
        if not any(map(str.isdigit, written)) and any(map(str.isdigit, case.gold.written)):
            continue  # "one", "both", "三点": words that count things on the way to an answer in digits
        if (plain_number(written) not in asked and written not in asked) or not written[-1:].isdigit():
            return number
    return None


_OR_NUMBER = re.compile(r"^\s*[^\d\s,.;，。；]{0,8}\s*(?:\bor\b|或者?|还是|到底是)\s*(?:about\s+)?\d", re.IGNORECASE)
