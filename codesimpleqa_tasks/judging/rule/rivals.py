"""Rivals: what else an answer puts forward before, or beside, the gold."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.case import Case
from codesimpleqa_tasks.judging.rule.gold import Gold
from codesimpleqa_tasks.judging.rule.novelty import is_new
from codesimpleqa_tasks.judging.rule.stance import Stance, read_stance
from codesimpleqa_tasks.judging.rule.units import parsed_part
from codesimpleqa_tasks.judging.rule.words import folded

_SPAN = re.compile(r"\ue000([^\ue000\ue001\n]{1,80})\ue001|`([^`\n]{1,80})`|\"([^\"\n]{2,60})\"")


def first_rival(case: Case, before: int) -> tuple[str, int] | None:
    """The first name other than the gold that an answer puts forward before a character, with its place.

    A name is an emphasised, quoted or code span, an identifier, a proper noun inside an English sentence, or a word
    in Latin letters inside a Chinese one; words of the question and of the gold are none, nor is what is denied or was retracted.
    """
    text, gold, sentences = case.text, case.gold, case.sentences
    block = text.rfind("\ue002", 0, before)
    if block >= 0 and text.find("\ue003", block, before) < 0 and "\ue002" not in text[:block]:
        return None  # the gold stands in the first block of code: that block is what the answer gives
    spans = [(m.start(), m.end(), next(g for g in m.groups() if g)) for m in _SPAN.finditer(text, 0, before)]
    covered = [(s, e) for s, e, _ in spans]
    for match in case.names:
        if match.start() < before and not any(s <= match.start() < e for s, e in covered):
            spans.append((match.start(), match.end(), match[0]))
    if not spans:
        return None
    for start, end, name in sorted(spans):
        if _orders(text, start, end, before, sentences, gold):
            continue
        if name in case.retracted:
            continue
        if start < 12 and end < before and _FIRST_CODE.search(text[: start + 1]) and not _is_form(name, gold):
            return name, start
        if (
            end > before + 1
            or not text[end:before].strip(" -")
            or not re.search(r"\s|[\u3000-\u9fff,;]", text[end:before])
            or not is_new(name, gold, marked=text[start] == "`")
        ):
            continue  # what runs into the gold without a space is its own prefix, as in panel.setFocusable
        reading = read_stance(text, sentences, start, end)
        if reading.stance in (Stance.ASSERTED, Stance.ALTERNATIVE):
            return name, start
    return None


def _orders(text: str, start: int, end: int, before: int, sentences: list[tuple[int, int]], gold: Gold) -> bool:
    """True for a verb that opens a sentence and is followed by a word of the gold: "Override Create.html"."""
    opens = any(first <= start and not text[first:start].strip() for first, _ in sentences)
    if not opens or not text[start + 1 : end].islower():
        return False
    following = re.match(r"\s+[`\"\ue000]?(\w+)", text[end : before + 40])
    return following is not None and folded(following[1]) in gold.atoms.values


_FIRST_CODE = re.compile(r"(?:用|是|\buse|\bis)\s*`$", re.IGNORECASE)


def _is_form(name: str, gold: Gold) -> bool:
    joined = parsed_part(name).atoms.joined
    return any(form.joined and form.joined in joined for form in gold.forms)


_LEAD = re.compile(
    r"(?:\b(?:is|are|was|were|use|uses|called|named|it's|that's|pick|choose|try)\s+(?:the\s+|an?\s+)?|是|用|叫|为|使用|通过|采用|:)\s*$"
)
"""In lower case."""


_OPENS = re.compile(
    r"(?:it(?:'s|\s+is)|that(?:'s|\s+(?:would\s+be|is))|use|you\s+(?:want|need|use|call)|the\s+\w+!)\s+\S|[\u3400-\u9fffA-Za-z /-]{2,20}[（(][A-Za-z][^（）()]{1,40}[)）][。，,]|(?:答案|通常|一般|应该|应当|就)*(?:是|叫做?|用的是|用|为)\s*[^，。]{2,24}[，。（(]",
    re.IGNORECASE,
)
"""How an answer begins that says something definite at once."""


def commits(case: Case) -> int:
    """How far an answer commits itself to something definite: 2 if it puts it in bold, code or quotes, or opens with it;
    1 if a new name follows "is", "use" and the like in its first two sentences; else 0."""
    text, gold, sentences = case.text, case.gold, case.sentences
    if any(mark in text for mark in "\ue000\ue002") or _OPENS.match(text) or _SPAN.search(text, 0, sentences[0][1]):
        return 2
    if any(is_new(next(g for g in match.groups() if g), gold) for match in _SPAN.finditer(text)):
        return 1
    head = sentences[min(1, len(sentences) - 1)][1]
    for match in case.new_names:
        if match.start() < min(3, head):
            return 2
        if match.start() < head and _LEAD.search(text[max(0, match.start() - 40) : match.start()].lower()):
            return 1
    numbers = (
        v[0].isdigit() and start < head and not gold.has(v) for v, start in zip(case.answer.values, case.answer.starts)
    )
    return int(gold.quantity is not None and any(numbers))
