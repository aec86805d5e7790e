"""Evidence: what the gold denies and the answer says, or the other way round."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.polarity import denies, opens_with_denial


def affirms_the_denied(case: Case) -> bool:
    """True if the gold begins with a denial and the answer, where it begins, has none."""
    start, end = case.sentences[0]
    return (
        opens_with_denial(case.gold.written)
        and not denies(case.text[start:end])
        and not denies(case.text[end : end + 60])
    )


_DENIED_WORD = re.compile(
    r"(?:尚未|并未|没有|无法|不能|不会|不可|不再|不|未)(?P<han>[\u3400-\u9fff]{2})"
    r"|(?:\b(?:not|cannot|never)|n't)\s+(?:be\s+|directly\s+)?(?P<word>[a-z]{4,})"
)


def says_the_denied(case: Case) -> bool:
    """True if the answer begins with a word that the gold denies, and does not deny it: "支持" for "尚未支持"."""
    opening = case.text[: case.sentences[min(1, len(case.sentences) - 1)][1]]
    for match in _DENIED_WORD.finditer(case.gold.written):
        word = match["han"] or match["word"]
        place = opening.find(word)
        if place >= 0 and not denies(opening[max(0, place - 12 - 8 * word.isascii()) : place + len(word)]):
            return True
    return False


def denies_the_affirmed(case: Case) -> bool:
    """True if the answer begins with a denial and the gold has none."""
    start, end = case.sentences[0]
    return not denies(case.gold.written) and opens_with_denial(case.text[start:end])
