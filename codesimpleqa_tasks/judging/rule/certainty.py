"""Certainty: what makes a finding less sure than its rule alone."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.grade import Grade
from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.finding import Finding

_DOUBTFUL = re.compile(
    r"\b(?:but|however|whereas|unlike|although|might|may|maybe|perhaps|or|not|never|also|instead|previously|older|while|other)\b|n't\b"
    r"|但|不过|而(?!且)|则|不|没|或|也|才|还是|其实|另|误|旧版|后者|前者",
    re.IGNORECASE,
)
"""Words of contrast and choice: an answer that has one may be about more than one thing."""


def certainty_of(case: Case, finding: Finding) -> float:
    """How certain a finding is, from 0 to 1: that an answer is right is less certain the more it weighs one thing
    against another, and a little less the more it says."""
    if finding.grade is not Grade.CORRECT or finding.certainty > 0.97:
        return finding.certainty
    doubts = len(_DOUBTFUL.findall(case.candidate.answer[:400]))
    return max(0.3, finding.certainty - min(0.16, 0.08 * doubts) - min(0.06, len(case.candidate.answer) / 10_000))
