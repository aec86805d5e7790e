"""Hedges: an answer that offers the gold or something else."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.mentions import Mention
from codesimpleqa_tasks.judging.rule.stance import sentence_at
from codesimpleqa_tasks.judging.rule.units import parsed_part
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS

_OR = re.compile(
    r"^[\s\"'`)\ue001]*(?:\([^()]{0,40}\)|（[^（）]{0,30}）)?[\s,，]*(?:\bor\b|或者?|还是|抑或)(?!\s*(?:more|less|so|rather|higher|later|newer|above|else|not|whatever))(?P<other>.{2,40})",
    re.IGNORECASE | re.DOTALL,
)
_OR_BEFORE = re.compile(
    r"^[\s\"'`\ue000(]*(?:(?:it(?:'s|\s+is)|either|probably|maybe|可能是|大概是|应该是|是)\s*)?[\"'`\ue000]*(?P<other>[\w.+#-]{2,30})[\"'`\ue001]*\s*(?:\bor\b|或者?|还是)\s*[\"'`\ue000]*$",
    re.IGNORECASE,
)


def offers_another(case: Case, asserted: list[Mention]) -> str | None:
    """What the answer offers beside the gold, as in "X or Y", if that is no other name of the gold."""
    if re.search(r"\bor\b|或", case.gold.written):
        return None
    mention = asserted[0]
    before = _OR_BEFORE.search(case.text[: mention.start])
    if before and not any(m.start <= before.start("other") < m.end for m, _ in case.mentions):
        units = parsed_part(before["other"]).units.names
        if units and not any(map(case.gold.knows, units)):
            return before[0].strip()
    match = _OR.match(case.text[mention.end : mention.end + 100])
    if match is None or sentence_at(case.sentences, mention.start) > 0:
        return None
    start, end = mention.end + match.start("other"), mention.end + match.end("other")
    if any(start <= m.start <= end for m, _ in case.mentions):
        return None
    others = [u for u, a in zip(case.units.names, case.units.firsts) if start <= case.answer.starts[a] < end]
    new = [u for u in others[:3] if u not in case.gold.question_units and u not in GENERIC_WORDS]
    marked = re.match(r"\s*[`\"\ue000]|\s*[A-Z][\w+#]*|\s*-{1,2}\w|\s*[\u3400-\u9fff]*[A-Za-z]", match["other"])
    return match[0].strip() if new and marked else None


def other_words_for(case: Case, mention: Mention) -> str | None:
    """The words that an answer gives for the abbreviation of the gold, if they are not those of the gold."""
    short = case.text[mention.start : mention.end]
    if not re.fullmatch(r"[A-Z][A-Za-z]{1,6}", short) or sum(c.isupper() for c in short) < 2:
        return None
    match = re.search(r"((?:[A-Za-z-]+\s+){1,5}[A-Za-z-]+)\s*[(（]$", case.text[: mention.start]) or re.match(
        r"[)\s,]*(?:short\s+for|(?:which\s+)?stand(?:s|ing)?\s+for|meaning|=|\(|（|即)\s*[\"'\ue000]?"
        r"([A-Z][\w-]*(?:\s+(?:of\s+|and\s+|the\s+|in\s+)?[A-Z][\w-]*){1,5})",
        case.text[mention.end :],
    )
    full = case.gold.written.lower()
    if match is None or len(full) <= len(short) + 3 or not full.isascii():
        return None
    tail = [word for word in match[1].split() if word[0].isupper()][-len(short) :]
    return match[1] if tail and any(word.lower() not in full for word in tail) else None
