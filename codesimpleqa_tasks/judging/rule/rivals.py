"""Rivals: what else an answer puts forward before, or beside, the gold."""

from __future__ import annotations

import re

from codesimpleqa_tasks.judging.rule.atoms import Atoms, atoms_of_surface
from codesimpleqa_tasks.judging.rule.gold import Gold
from codesimpleqa_tasks.judging.rule.stance import Stance, read_stance
from codesimpleqa_tasks.judging.rule.units import units_of
from codesimpleqa_tasks.judging.rule.words import GENERIC_WORDS, STOP_WORDS, folded

_SPAN = re.compile(r"\ue000([^\ue000\ue001\n]{1,80})\ue001|`([^`\n]{1,80})`|\"([^\"\n]{2,60})\"")
_NAME = re.compile(
    r"(?<![\w.@/\\-])(?:[A-Za-z_$@.]*[a-z]+[A-Z_.][\w.$]*\w|[A-Z]{2,}[\w.+#-]*|\w+_\w+|[A-Z][\w+#.-]*\w)"
)
_LATIN_WORD = re.compile(r"[A-Za-z][\w+#.-]*")
_COMMON = frozenset(
    "i.e e.g etc import the it its this that these those you your use using in on for to with by when if set call run add yes no not and or but so as at of from i we they there here is are was were be choose select open click go note see just some many most although though while unlike instead however actually rather either any all one two first second then that's it's you'd you'll you're i'd since because after before each every under over via per ok okay web service services dom api url http html sql".split()
)


def first_rival(
    gold: Gold, atoms: Atoms, sentences: list[tuple[int, int]], before: int, retracted: str = ""
) -> tuple[str, int] | None:
    """The first name other than the gold that an answer puts forward before a character, with its place.

    A name is an emphasised, quoted or code span, an identifier, a proper noun inside an English sentence, or a word
    in Latin letters inside a Chinese one; words of the question and of the gold are none, nor is what is denied or was `retracted`.
    """
    text = atoms.text
    block = text.rfind("\ue002", 0, before)
    if block >= 0 and text.find("\ue003", block, before) < 0 and "\ue002" not in text[:block]:
        return None  # the gold stands in the first block of code: that block is what the answer gives
    spans = [(m.start(), m.end(), next(g for g in m.groups() if g)) for m in _SPAN.finditer(text, 0, before)]
    covered = [(s, e) for s, e, _ in spans]
    for match in _names(text, before, sentences):
        if not any(s <= match.start() < e for s, e in covered):
            spans.append((match.start(), match.end(), match[0]))
    if not spans:
        return None
    known = gold.question_values | frozenset(gold.atoms.values)
    for start, end, name in sorted(spans):
        if _orders(text, start, end, before, sentences, gold):
            continue
        if name in retracted:
            continue
        if start < 12 and end < before and _FIRST_CODE.search(text[: start + 1]) and not _is_form(name, gold):
            return name, start
        if (
            end > before + 1
            or not text[end:before].strip(" -")
            or not re.search(r"\s|[\u3000-\u9fff,;]", text[end:before])
            or not _is_new(name, known, gold, marked=text[start] == "`")
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
    joined = "".join(atoms_of_surface(name).values)
    return any(form.joined and form.joined in joined for form in gold.forms)


def _names(text: str, before: int, sentences: list[tuple[int, int]]) -> list[re.Match[str]]:
    chinese = sum("\u3400" <= c <= "\u9fff" for c in text[:200]) > 4
    starts = {start + len(text[start:end]) - len(text[start:end].lstrip(" \t\"'`(\ue000")) for start, end in sentences}
    found = []
    for match in (_LATIN_WORD if chinese else _NAME).finditer(text, 0, before):
        word = match[0]
        if (
            (word.lower() in _COMMON and not (word == "Go" and match.start() not in starts))
            or (len(word) < 2 and not re.match(r"\s?语言", text[match.end() : match.end() + 3]))
            or in_block(text, match.start())
            or (chinese and word.islower() and len(word) < 4 and text[match.start() - 1] not in tuple('`"\ue000'))
        ):
            continue
        if not chinese and match.start() in starts and word[1:].islower():
            following = text[match.end() : match.end() + 1]
            if following not in ".,;!" and not re.match(r"\s+(?:is|was|[A-Z])", text[match.end() : match.end() + 6]):
                continue
        if (
            not chinese
            and word.isupper()
            and re.match(r"\s+[a-z]{3,}", text[match.end() : match.end() + 8])
            and not re.match(r"\s+(?:is|was|are|does|has)\b", text[match.end() : match.end() + 8])
        ):
            continue  # an abbreviation as the modifier of a noun: "JAAS authentication"
        found.append(match)
    return found


def new_names(gold: Gold, atoms: Atoms, sentences: list[tuple[int, int]]) -> list[re.Match[str]]:
    """The names in an answer that are neither the gold nor in the question, as often as they stand there."""
    known = gold.question_values | frozenset(gold.atoms.values)
    return [m for m in _names(atoms.text, len(atoms.text), sentences) if _is_new(m[0], known, gold)]


def in_block(text: str, place: int) -> bool:
    """True inside a fenced block of code."""
    block = text.rfind("\ue002", 0, place)
    return block >= 0 and text.find("\ue003", block, place) < 0


def _is_new(name: str, known: frozenset[str], gold: Gold, marked: bool = False) -> bool:
    """True if a name is neither the gold nor in the question. What is `marked` as code is a name, however common."""
    atoms = atoms_of_surface(name)
    new = [
        v
        for v in atoms.values
        if v not in known and (marked or not (v in STOP_WORDS or v in GENERIC_WORDS or v in _COMMON))
    ]
    if not new:
        return False
    units = units_of(atoms).names
    telling = [
        u for u in units if u not in gold.question_units and u not in gold.units.present and u not in GENERIC_WORDS
    ]
    joined = "".join(atoms.values)
    return bool(telling) and not any(
        joined == form.joined
        or (len(joined) > 3 and joined in form.joined)
        or (len(form.joined) > 4 and form.joined in joined)
        for form in gold.forms
    )


_LEAD = re.compile(
    r"(?:\b(?:is|are|was|were|use|uses|called|named|it's|that's|pick|choose|try)\s+(?:the\s+|an?\s+)?|是|用|叫|为|使用|通过|采用|:)\s*$",
    re.IGNORECASE,
)


_OPENS = re.compile(
    r"(?:it(?:'s|\s+is)|that(?:'s|\s+(?:would\s+be|is))|use|you\s+(?:want|need|use|call)|the\s+\w+!)\s+\S|(?:答案|通常|一般|应该|应当|就)*(?:是|叫做?|用的是|用|为)\s*[^，。]{2,24}[，。（(]",
    re.IGNORECASE,
)
"""How an answer begins that says something definite at once."""


def commits(gold: Gold, atoms: Atoms, sentences: list[tuple[int, int]]) -> int:
    """How far an answer commits itself to something definite: 2 if it puts it in bold, code or quotes, or opens with it;
    1 if a new name follows "is", "use" and the like in its first two sentences; else 0."""
    text = atoms.text
    known = gold.question_values | frozenset(gold.atoms.values)
    if any(mark in text for mark in "\ue000\ue002") or _OPENS.match(text) or _SPAN.search(text, 0, sentences[0][1]):
        return 2
    if any(_is_new(next(g for g in match.groups() if g), known, gold) for match in _SPAN.finditer(text)):
        return 1
    head = sentences[min(1, len(sentences) - 1)][1]
    for match in _names(text, head, sentences):
        if _is_new(match[0], known, gold):
            if match.start() < 3:
                return 2
            if _LEAD.search(text[: match.start()]):
                return 1
    numbers = (v[0].isdigit() and v not in known and start < head for v, start in zip(atoms.values, atoms.starts))
    return int(gold.quantity is not None and any(numbers))
