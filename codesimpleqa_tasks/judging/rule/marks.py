"""Marks: what shows that a name in an answer is meant as the answer."""

from __future__ import annotations

import re

_LEADS = re.compile(
    r"(?:\b(?:is|are|was|use|uses|used|called|named|therefore|thus|hence|so|via|through|with|by|the|a|an|in|return|returns|call|as)\s+|是|为|叫|做|用|使用|通过|即|[:：]|采用|基于|由|返回|[=≈])[\s\"'`(\ue000]*$"
)
"""What leads to an answer, in lower case."""


def leads_to(text: str, place: int) -> bool:
    """True if "is", "use" and the like stand before a place of a surface."""
    return bool(_LEADS.search(text[max(0, place - 40) : place].lower()))


_CALLED = re.compile(
    r"[\s\"'`)\ue001]*(?:(?:is|was|would\s+be|must\s+be|should\s+be)\s+(?:the|your)\s+(?:correct\s+|right\s+|final\s+)?answer\s*(?:[.!,;:]|$)"
    r"|(?:就|便|才)?是(?:正确|最终|标准)?(?:的)?答案(?:[。!,;]|$))"
)


def is_called_answer(lower: str, end: int) -> bool:
    """True if a surface, in lower case, goes on with "is the answer" after a place."""
    return _CALLED.match(lower, end) is not None


def marks_answer(text: str, place: int) -> bool:
    """True if what stands at a place is emphasised, the very beginning, or led to by "is", "use" and the like."""
    before = text[:place]
    return before.endswith(("\ue000", "`")) or len(before.strip(" \n\"'`(")) < 4 or leads_to(text, place)
