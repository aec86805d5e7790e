"""Evidence on an answer to a question for a list: is all of it named?"""

from __future__ import annotations

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.evidence.whole import on_new_words, on_the_whole


def evidence_on_listing(case: Case, missing: int, doubtful: int) -> dict[str, float]:
    """What speaks for and against an answer to a question for a list, of which it does not name `missing` items, and
    `doubtful` ones only in other words."""
    number = max(1, len(case.gold.items))
    shares = [case.coverage_of(forms[0].written).share for forms in case.gold.items]
    return {
        "items missing": missing / number,
        "any item missing": float(missing > 0),
        "items in other words": doubtful / number,
        "coverage of the worst item": min(shares, default=0.0),
        "coverage of all items": sum(shares) / number,
        "many items": float(number > 2),
        **on_the_whole(case),
        **on_new_words(case),
    }
