"""Bold: what an answer stresses instead of the gold."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.mentions import Mention
from codesimpleqa_tasks.judging.rule.units import parsed_part

_BOLD = re.compile(r"\ue000([^\ue000\ue001]{2,60})\ue001")
_LEADS_TO_BOLD = re.compile(
    r"(?:\b(?:is|are|was|use|called|want|need|be|latter)\b[^.]{0,30}|是|用|为|叫|选)[\s\"'`:-]*$", re.IGNORECASE
)


def bold_elsewhere(case: Case, asserted: list[Mention]) -> str | None:
    """What an answer puts in bold as its answer, if that is not the gold and the gold never is in bold."""
    spans = list(_BOLD.finditer(case.text))
    if not spans or any(s.start() <= m.start and m.end <= s.end() for m in asserted for s in spans):
        return None
    for span in spans:
        leads = _LEADS_TO_BOLD.search(case.text[max(0, span.start() - 60) : span.start()])
        if leads and not all(map(case.gold.knows, parsed_part(span[1]).units.names)):
            return span[1]
    return None
