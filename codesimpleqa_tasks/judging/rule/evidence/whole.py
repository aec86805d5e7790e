"""Evidence in an answer as a whole, whatever the doubt."""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.contrasts import contrasts
from codesimpleqa_tasks.judging.rule.identifiers import IDENTIFIER
from codesimpleqa_tasks.judging.rule.polarity import denies
from codesimpleqa_tasks.judging.rule.rivals import commits
from codesimpleqa_tasks.judging.rule.words import has_han


def on_the_whole(case: Case) -> dict[str, float]:
    """The answer as a whole."""
    text = case.text
    names = case.new_names
    return {
        "always": 1.0,
        "a few words": float(case.length < 60),
        "many sentences": min(len(case.sentences), 8) / 8,
        "contrasts": min(4, contrasts(text)) / 4,
        "a correction": float(case.correction is not None),
        "other names": min(6, len({m[0] for m in names})) / 6,
        "names everywhere": min(1.0, len(names) * 30 / max(30, case.length)),
        "commits itself": commits(case) / 2,
        "vague words": min(4, case.vague_words) / 4,
        "ends with a question": float(text.rstrip().endswith(("?", "？"))),
        "code as the gold": float(case.gold.is_code),
        "a name of a program as the gold": float(bool(IDENTIFIER.match(case.gold.written))),
        "a number as the gold": float(case.gold.quantity is not None),
        "in Chinese": float(case.candidate.language.value == "zh"),
    }


def on_new_words(case: Case) -> dict[str, float]:
    """What the answer says beside the gold and the question."""
    new = new_words(case)
    return {
        "new words": min(8.0, new) / 8,
        "nothing new": float(not new),
        "a denial more or less": float(denies(case.gold.written) != denies(case.text)),
    }


def new_words(case: Case) -> float:
    """How many words at the beginning of the answer stand neither in the gold nor in the question; a Han character that
    is no known word counts half."""
    new = [unit for unit in case.units.names[:20] if not case.gold.knows(unit)]
    return sum(0.5 if has_han(unit) else 1.0 for unit in new if len(unit) > 1 or has_han(unit))
