"""Whether an answer is an attempt at all: refusals and confessions of not knowing, in both languages."""

from __future__ import annotations

import re

_REFUSALS = re.compile(
    r"""
    \b(?:i|we)\s+(?:really\s+|honestly\s+|simply\s+)?(?:do\s*n[o']?t|don't|cannot|can\s*not|can't|could\s*n[o']?t)\s+
        (?:\w+\s+){0,3}?(?:know|recall|remember|say|tell|determine|answer|provide|confirm|identify|find|verify|be\s+(?:sure|certain))
  | \bi\s+(?:do\s*n[o']?t|don't)\s+have\s+(?:\w+\s+){0,4}?(?:information|knowledge|details|data|access|record|answer)
  | \b(?:i'?m|i\s+am|we\s+are)\s+(?:\w+\s+){0,2}?(?:not\s+(?:\w+\s+)?(?:sure|certain|aware|familiar|able|confident)|unsure|unable|unaware|unfamiliar|uncertain|sorry)
  | \b(?:no\s+idea|not\s+sure|unknown\s+to\s+me|beyond\s+my\s+knowledge|insufficient\s+(?:information|context)|need\s+more\s+(?:information|context|details))
  | \b(?:could|can)\s+you\s+(?:please\s+)?(?:clarify|provide|share|tell|specify|give|let)
  | \bplease\s+(?:clarify|provide|specify|share|consult|check|refer)
  | ^\s*(?:unknown|n/?a|none|idk|unsure|i\s+pass|pass|\?+|-+|\.+)\s*\.?\s*$
  | 不知道|不清楚|不确定|无法(?:确定|回答|得知|给出|提供|确认|判断|告诉|验证)|不太?(?:了解|记得|熟悉|清楚|确定)|没(?:有)?(?:相关|足够|可靠|确切|准确)的?(?:信息|资料|把握|知识)
  | 记不(?:清|得|起)|不记得|抱歉|对不起|请(?:您|你)?(?:提供|补充|说明|告知|告诉)|难以(?:确定|回答|判断)|不便(?:回答|作答)|说不(?:准|清|好)|未知
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CURLY = str.maketrans("’‘", "''")


def refusal_in(answer: str) -> str | None:
    """The words with which an answer declines to answer, or None if it does not."""
    match = _REFUSALS.search(answer.translate(_CURLY))
    return match[0].strip() if match else None
