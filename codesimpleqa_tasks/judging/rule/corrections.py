"""Corrections: where an answer takes back what it said, or announces its final answer, only what follows counts."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.cue import Cue

_CORRECTION = Cue(
    r"\b(?:scratch\s+that|no,?\s+wait|wait,?\s+no|(?<![A-Za-z] )wait[,.:—-]|hmm+,?\s+no\b|on\s+(?:second\s+thou?ghts?|reflection)|come\s+to\s+think\s+of\s+it|let\s+me\s+correct|i\s+misspoke|my\s+mistake|correction\s*:|i\s+take\s+that\s+back|that(?:'s|\s+is)\s+(?:not\s+right|wrong)[,.;:—-]|strike\s+that)"
    r"|\.\.\s*(?:h?mm+,?\s*)?(?:no|wait|actually)\b[,.:]"
    r"|更正一下|我?更正[：:，,]|纠正一下|(?:啊|哦|嗯)?[，,。….-]\s*(?:不对|不，|不,|等等|等一下)[，,。:：…]?|说错了|记错了|搞错了|应更正|修正一下|那(?:应该)?就(?:是|用|选)?\s(?=\S)|刚才(?:说|写)的?(?:不对|有误)",
    "scratch", "wait", "hm", "second th", "reflection", "come to think", "correct", "misspoke", "mistake", "take that",
    "that's", "that is", "strike", "..", "更正", "纠正", "不对", "不，", "不,", "等等", "等一下", "错了", "修正", "刚才",
    "那就", "那应该就",
)  # fmt: skip
_FINAL = Cue(
    r"\b(?:final\s+answer|so\s+the\s+(?:correct\s+|right\s+)?answer\s+(?:is|must\s+be|would\s+be)|(?:therefore|thus|hence|so),?\s+the\s+(?:correct\s+)?answer(?=\s*(?:is\b|:))|in\s+the\s+end,?\s+the\s+answer\s+is)\b\s*(?:is|:)?"
    r"|(?:最终|最后的?|正确的?)答案(?:应该|应当|应|就)?(?:是|为|：|:)|(?:所以|因此|综上(?:所述)?|总之|于是)[，,]?(?:正确)?答案(?:应该|应当|应|就)?(?:是|为|：|:)",
    "answer", "答案",
)  # fmt: skip


_LEADING = re.compile(r"^(?:[\s,:：，—]|[.-](?=[\s.-]|$))*")
"""What stands between the announcement and the answer; the sign of -1 and the dot of .NET belong to the answer."""


def final_part(text: str) -> tuple[str, str | None]:
    """The part of an answer that counts, with the words that announce it; the whole, with None, if nothing does.

    A correction counts only if something is said after it.
    """
    lower = text.lower()
    cut, cue = 0, None
    for announced in (_CORRECTION, _FINAL):
        for match in announced.finditer(lower):
            if match.start() > 0 and match.end() > cut and any(map(str.isalnum, text[match.end() :])):
                cut, cue = match.end(), text[match.start() : match.end()]
    return (_LEADING.sub("", text[cut:]), " ".join(cue.split())) if cue else (text, None)
