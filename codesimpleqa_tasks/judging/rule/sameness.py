"""Rule: an answer that is the gold and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding
from codesimpleqa_tasks.judging.rule.formulas import canonical
from codesimpleqa_tasks.judging.rule.mentions import same_identifier

_LEAD_IN = re.compile(
    r"\s*(?:the\s+(?:correct\s+|right\s+)?answer\s*(?:is|:)|answer\s*:|it\s+is|it's|that\s+is|that's|this\s+is"
    r"|(?:you\s+(?:can\s+|should\s+|need\s+to\s+)?)?use|答案(?:应该|应当)?(?:是|为|：|:)|(?:这|它|应该|应当|就)?是|使用|(?:可以|应该)?用|叫做?|称为)"
    r"(?![a-z])[\s:：]*"
)
"""What leads to an answer and says nothing else, in lower case."""
_QUOTES = " \t\n`'\"“”"


def word_for_word(case: Case) -> Finding | None:
    """An answer with the very letters of the gold or an alias, after no more than words that lead to it, needs no
    further look."""
    answer = case.candidate.answer.strip()
    golds = [gold.strip() for gold in (case.candidate.gold, *case.candidate.aliases)]
    if answer and answer in golds:
        return Finding(Grade.CORRECT, 1.0, f"is the gold: {answer}")
    lead_in = _LEAD_IN.match(answer.lower())
    bare = _unquoted(answer[lead_in.end() :] if lead_in else answer, "*")
    if bare and any(bare == _unquoted(gold) for gold in golds):
        return Finding(Grade.CORRECT, 0.99, f"is the gold: {bare}")
    return None


def _unquoted(text: str, markup: str = "") -> str:
    """A text without the quotes and the markup around it and the full stop at its end."""
    return text.strip(_QUOTES + markup).rstrip("。.").rstrip(_QUOTES + markup)


def the_gold_itself(case: Case) -> Finding | None:
    """An answer that is the gold, and nothing else but words that lead to it, is right."""
    lead_in = _LEAD_IN.match(case.lower)
    findings = [_is_gold(case, start) for start in ((0, lead_in.end()) if lead_in else (0,))]
    return max((found for found in findings if found), key=lambda found: found.certainty, default=None)


def _is_gold(case: Case, start: int) -> Finding | None:
    """The finding that the answer from a character on is the gold, or None."""
    first = bisect_left(case.answer.starts, start)
    joined = "".join(case.answer.values[first:]) if first else case.answer.joined
    bare = case.text[start:].strip().strip("`'\"").strip()
    if case.gold.is_long and not case.gold.is_code and joined == case.gold.atoms.joined:
        return Finding(Grade.CORRECT, 0.99, f"is the gold: {case.gold.written}")
    for form in case.gold.forms:
        if form.formula:
            if canonical(bare.strip("。.")) == form.formula:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.literal:
            if bare == form.literal:
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.exact_case:
            if bare.strip("-.。 ") == form.written.strip("`'\"-"):
                return Finding(Grade.CORRECT, 0.99, f"is the gold: {form.written}")
            continue
        if form.joined and joined == form.joined and same_identifier(form, bare):
            return Finding(Grade.CORRECT, 0.9 if form.reduced else 0.99, f"is the gold: {form.written}")
    units = case.units.names[bisect_left(case.units.firsts, first) :]
    for form in case.gold.forms:
        if units and units == form.units and not form.exact_case:
            return Finding(Grade.CORRECT, 0.9, f"is the gold in other words: {form.written}")
    return None
