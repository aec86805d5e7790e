"""Evidence on an answer that does not name the gold: does it say the same in other words?"""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.atoms import atoms_of_surface
from codesimpleqa_tasks.judging.rule.attempt import asks_back, guesses_after
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.coverage import Coverage
from codesimpleqa_tasks.judging.rule.evidence.denials import affirms_the_denied, denies_the_affirmed, says_the_denied
from codesimpleqa_tasks.judging.rule.evidence.whole import on_new_words, on_the_whole
from codesimpleqa_tasks.judging.rule.finding import Doubt, Finding, doubtful
from codesimpleqa_tasks.judging.rule.keys import keys_of
from codesimpleqa_tasks.judging.rule.said import Said
from codesimpleqa_tasks.judging.rule.shingles import shingles_of
from codesimpleqa_tasks.judging.rule.units import parsed_part, units_of
from codesimpleqa_tasks.judging.rule.words import STOP_WORDS

_BOLD = re.compile(r"\ue000([^\ue000\ue001]*)\ue001")
_OF_ITSELF = re.compile(
    r"\b(?:I|I'm|I've|I'd|I'll|me|my|we|our)\b[^.!?]{0,50}?(?:\b(?:not|never|no|cannot|decline|abstain|pass|unable|nothing|speculat\w+|rather|hesitate|forgot\w*|unsure|blind)\b|n't\b)"
    r"|\bn(?:o|ot|othing)\b[^.!?]{0,40}\b(?:attached|supplied|given|provided|pasted|shared|covered|clue|idea)\b"
    r"|我[^。！？]{0,16}?(?:没|不|忘|怕|放弃|无法|无从|记混)|(?:不|没法|无法|难以|无可)[^，。]{0,4}(?:作答|回答|解答|奉告|误导|胡诌|乱说|献丑|定论|断言|下结论|确认)",
)
"""An answer that speaks of itself, and says what it does not know, has or do."""
_TO_THE_USER = re.compile(r"\b(?:you|your)\b|你|您|请")
_EXPLAINED = re.compile(r"[\u3400-\u9fff\ue001][\s\"'`\ue001]*[(（]\ue000?([A-Za-z][^()（）\ue001]{2,40})\ue001?[)）]")
_TERM_IN_BOTH = re.compile(r"[\u3400-\u9fff]\s*[(（][A-Za-z][A-Za-z -]{3,}[)）]")


def in_other_words(case: Case, grade: Grade, why: str, may_be_right: bool = True) -> Finding:
    """A finding on an answer that does not name the gold: what it looks like at first, and the evidence. An answer that
    covers nothing of the gold is never right, whatever the evidence."""
    evidence = evidence_on_meaning(case)
    evidence[f"taken for {grade.value}"] = 1.0
    return doubtful(grade, why, Doubt.MEANING, evidence, may_be_right and case.coverage.share > 0)


def evidence_on_meaning(case: Case) -> dict[str, float]:
    """What speaks for and against an answer that does not name the gold, but may say it in its own words."""
    found = on_the_whole(case) | on_new_words(case)
    found |= _on_coverage(case, found["new words"])
    text = case.text
    bold = {unit for m in _BOLD.finditer(text) for unit in parsed_part(m[1]).units.names}
    explains_another = _explains_another(case)
    found |= {
        "bold that is not of the gold": len(bold - case.gold.units.present - case.gold.question_units)
        / max(1, len(bold)),
        "coverage in the first sentence": _coverage_at_first(case),
        "another term in parentheses": float(explains_another),
        "a name that differs in one word": float(_has_sibling(case)),
        "affirms what the gold denies": float(affirms_the_denied(case)),
        "says plainly what the gold denies": float(says_the_denied(case)),
        "a term with its English name as the gold": float(bool(_TERM_IN_BOTH.search(case.gold.written))),
        "another term in parentheses than that of the gold": float(
            explains_another and bool(_TERM_IN_BOTH.search(case.gold.written))
        ),
        "denies what the gold affirms": float(denies_the_affirmed(case)),
        "asks back": float(asks_back(text, case.sentences) is not None),
        "guesses": float(guesses_after(text, 0)),
        "says what it cannot": float(bool(_OF_ITSELF.search(text))),
        "speaks to the user": float(bool(_TO_THE_USER.search(case.lower))),
        "one word for a term of several": float(len(case.units.names) == 1 < len(case.gold.units.names)),
    }
    if case.gold.is_long:
        found |= {f"long gold: {name}": value for name, value in found.items() if value}
        found["long gold"] = 1.0
    return found


def _on_coverage(case: Case, new_words: float) -> dict[str, float]:
    """How much of the gold the answer says, and what it says instead."""
    coverage, gold = case.coverage, case.gold
    ours = {v for v in gold.atoms.values if v[0].isdigit()} - gold.question_values
    theirs = {v for v in case.answer.values if v[0].isdigit()} - gold.question_values
    wanted, said = gold.shingles, shingles_of(case.text)
    shared, own = len(wanted & said), len(said - gold.asked.shingles)
    return {
        "coverage": coverage.share,
        "coverage squared": coverage.share**2,
        "much to cover": min(coverage.new, 10) / 10,
        "names or numbers missing": min(3, len(coverage.critical_missed)) / 3,
        "says the opposite": float(bool(coverage.substitutes)),
        "all in one sentence": float(coverage.complete),
        "letters shared": shared / max(1, len(wanted)),
        "all covered, nothing new": coverage.share * (1 - new_words),
        "letters shared, both ways": 2 * shared / max(1, len(wanted) + own),
        "a number missing": float(bool(ours - theirs)),
        "another number": float(bool(theirs - ours)),
        "another number instead": float(bool(ours - theirs) and bool(theirs - ours)),
        "other order": _disorder(case),
    }


def _disorder(case: Case) -> float:
    """The share of pairs of words of the gold that stand in the other order in the answer."""
    places: dict[str, int] = {}
    for place, unit in enumerate(case.units.names):
        places.setdefault(unit, place)
    order = [
        places[unit]
        for unit in dict.fromkeys(case.gold.units.names)
        if unit in places and unit not in case.gold.question_units
    ]
    pairs = len(order) * (len(order) - 1) // 2
    turned = sum(one > other for n, one in enumerate(order) for other in order[n + 1 :])
    return turned / pairs if pairs else 0.0


def _coverage_at_first(case: Case) -> float:
    if len(case.sentences) == 1:
        return case.coverage.share
    first = atoms_of_surface(case.text[: case.sentences[0][1]])
    keys = keys_of(case.gold.essences[-1], case.candidate.question)
    return Coverage(keys, Said(first, units_of(first), [(0, len(first.text))], denials_too=keys.negated)).share


def _explains_another(case: Case) -> bool:
    """True if the first sentence gives a Chinese term with an English one in parentheses, most of which is new."""
    start, end = case.sentences[0]
    terms = [parsed_part(m[1]).atoms.values for m in _EXPLAINED.finditer(case.text, start, end)]
    return bool(terms) and all(sum(map(case.gold.has, term)) * 2 < len(term) for term in terms)


def _has_sibling(case: Case) -> bool:
    """True if a name of as many words as the gold stands in the answer that differs from it in one of them, as
    "Update Mesh Section" does from "Create Mesh Section"."""
    gold, answer = case.gold.atoms, case.answer
    number = len(gold)
    if not 2 <= number <= 6 or not all(word.isascii() for word in gold.words):
        return False
    for first in range(len(answer) - number + 1):
        other = [n for n in range(number) if gold.values[n] != answer.values[first + n]]
        if len(other) == 1 and _is_telling(answer.words[first + other[0]]):
            return True
    return False


def _is_telling(word: str) -> bool:
    return word.isascii() and (word[0].isupper() or any(c.isdigit() for c in word)) and word.lower() not in STOP_WORDS
