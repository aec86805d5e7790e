"""Yes or no: what a gold answers to a question that can be answered so, and what an answer does."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Polarity(Enum):
    """Which of the two an answer gives."""

    YES = "yes"
    NO = "no"


_ASKS = re.compile(
    r",\s*(?:does|do|did|is|are|was|were|can|could|will|would|has|have|should)\s+\w[^?]*\?\s*$|是否|能否|可否|吗\s*[？?]?\s*$|是不是|能不能|可不可以|有没有",
    re.IGNORECASE,
)
_STARTS = re.compile(r"^\s*(?:does|do|did|is|are|was|were|can|could|will|would|has|have|should|may)\b", re.IGNORECASE)
_ASKS_WHAT = re.compile(r"\b(?:what|which|how|who|where|when|why)\b|哪|什么|如何|怎|多少|几|为何|谁", re.IGNORECASE)
_YES_START = re.compile(
    r"^\W*(?:yes\b|yep\b|yeah\b|correct\b|true\b|indeed\b|it (?:does|is|can|will)\b(?!\s*(?:not|n't|[`\"']))|是的|是(?!否|不是)|对[，,。]|对的|可以|能够?|会(?!议)|有的?[，,。]|支持|确实|需要|允许|存在|适用|已经|受|构成)",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"^\W*(?:no\b(?!\.\s*\d)|nope\b|not\b|false\b|never\b|it (?:does|is|can|will)\s*(?:not|n't)|否|不|没有|没|无法|并不|并非|并未|未|无需|尚未|目前不|目前无)",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|cannot|without|unable|unsupported|neither|nor|lacks?)\b|n't\b|不|没有?|无法|无需|未|并非|否|谈不上|非(?=违)"
)
_NO_NEGATION = re.compile(
    r"不同|不仅|不只|不但|不过|不断|不少|不论|不管|无论|not only|not just|not to be (?:confused|mistaken)|(?:请?注意)?不要?(?:与|和|跟)[^，。,;；]{1,30}(?:混淆|弄混|搞混)|no longer needs|不一定|差不多|未来"
)
"""Both in lower case."""
_AFFIRMS = re.compile(
    r"\b(?:yes|can|will|supports?|allows?|works?|possible|supported)\b|可以|能够|会(?!话|议)|支持|需要|受.{0,6}影响|允许|存在|适用|可直接|能直接|属于|构成",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^\W*(?:well|sure|good question|short answer|in short|answer|the answer is|简短回答|简单来说|简单地说|答案是?|答|结论|根据[^，,]{1,30}|从[^，,]{1,20}来看|按照[^，,]{1,30})\s*[:：,，]?\s*",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"^\W*(?:有人(?:说|认为|以为)|(?:很多|不少)人(?:以为|认为|说)|(?:some|many)\s+(?:people\s+)?(?:say|think|believe|claim)(?:\s+that)?|(?:you|one)\s+(?:might|may|would)\s+(?:think|expect)(?:\s+that)?)"
    r"\s*[，,]?(?P<what>[^，,。.;；]+)[，,。.;；].{0,12}?(?:误解|误区|误传|不对|错|其实|实际|\b(?:but|myth|wrong|misconception|not\s+(?:true|so|the\s+case))\b)",
    re.IGNORECASE,
)
"""What is said to be believed, and is refuted at once."""
_GUESSED = re.compile(
    r"^\W*(?:i(?:'m|\s+am)\s+not\s+(?:\w+\s+)?(?:sure|certain)\b[^,.;:]{0,30}[,.;:—-]+\s*(?:but\s+)?(?:if\s+i\s+had\s+to\s+guess,?\s*)?"
    r"(?:(?:i(?:'d|\s+would)?\s+(?:\w+\s+)?(?:think|believe|guess|say|assume|suspect)|my\s+(?:best\s+)?guess\s+is|probably)[\s:,]*(?:that\s+)?)?"
    r"|我?(?:并)?不(?:是)?(?:太|很|完全|十分|能)?(?:确定|肯定|清楚)[，,。；]\s*(?:不过|但是?)?[，,]?我?(?:个人)?(?:猜测?|觉得|认为|想|估计|印象中|倾向于)?(?:答案)?(?:应该|大概|多半)?[：:，,]?)",
    re.IGNORECASE,
)
"""What announces a guess. Its own negation is none of what is guessed."""
_CLAUSE = re.compile(r"[，,。.;；!！?？\n]")


def polarity_of_gold(gold: str, question: str) -> Polarity | None:
    """What the gold of a yes-or-no question says, or None if the question is no such question."""
    if not (
        (_STARTS.search(question) and not re.search(r"\bor\b", question))
        or (_ASKS.search(question) and not _ASKS_WHAT.search(question))
    ):
        return None
    return _polarity(gold)


def polarity_of_answer(answer: str) -> Polarity | None:
    """What an answer to a yes-or-no question says, from its opening, or else from the first clause that says anything."""
    text = _GUESSED.sub("", answer.replace("\ue000", "").replace("\ue001", ""))
    text = _FILLER.sub("", text)
    if (believed := _BELIEVED.match(text)) and (said := _polarity(believed["what"])):
        return Polarity.NO if said is Polarity.YES else Polarity.YES
    return _polarity(text)


def _polarity(text: str) -> Polarity | None:
    if _NO_START.match(text) and not _NO_NEGATION.match(text.lstrip().lower()):
        return Polarity.NO
    if _YES_START.match(text):
        return Polarity.YES
    first = [c for c in _CLAUSE.split(text) if len(c.strip()) > 3][:2]
    if not first:
        return None
    if any(is_negated(c) for c in first):
        return Polarity.NO
    return Polarity.YES if any(_AFFIRMS.search(c) for c in first) else None


_OPENING_DENIAL = re.compile(
    r"\b(?:not|never|cannot|no|none|unable|unsupported)\b|n't\b|不支持|尚未|并未|没有|无法|不能|不会|不可|不是|不存在|不再|不区分|不需要|无需|不受"
)
"""In lower case."""


@lru_cache(maxsize=1024)
def denies(text: str) -> bool:
    """True if a text holds any negation."""
    lower = text.lower()
    return _NEGATION.search(lower) is not None and _NEGATION.search(_NO_NEGATION.sub("", lower)) is not None


@lru_cache(maxsize=1024)
def opens_with_denial(gold: str) -> bool:
    """True if the first clause of a gold denies something."""
    return bool(_OPENING_DENIAL.search(_CLAUSE.split(gold, maxsplit=1)[0].lower()))


def is_negated(clause: str) -> bool:
    """True if a clause holds an odd number of negations; "not only" and "不同" are none."""
    return len(_NEGATION.findall(_NO_NEGATION.sub("", clause.lower()))) % 2 == 1
